package import BankModel

/// What partners agreed on for the checks, and the time that is asked about.
package struct FindingTerms: Sendable {
    /// Milliseconds since 1970: what is over by then is left out, what is due by then is told.
    package let at: Int64
    /// The charter: who the partners are, and which rules hold.
    package let charter: Charter
    /// How much more than the clocks' skew may lie between two times that still meet, in
    /// milliseconds.
    package let margin: Int64
    /// The bank's area, where charter or plan names one: none is anywhere.
    package let area: [Footprint]

    /// With the outlines of the area worked out; a negative margin is none.
    package init(at: Int64, charter: Charter, margin: Int64 = 0, area: [Place] = []) {
        self.at = at
        self.charter = charter
        self.margin = max(margin, 0)
        self.area = area.map { Footprint($0) }
    }

    /// The partners other than this one, sorted.
    func partners(besides partner: PartnerID) -> [PartnerID] {
        charter.partners.map(\.id).filter { $0 != partner }.sorted()
    }

    /// Whether a time is over, by more than clocks may differ.
    func isOver(_ time: Int64?) -> Bool {
        guard let time else { return false }
        let (pad, isEndless) = Limits.clockSkewMilliseconds.addingReportingOverflow(margin)
        let (end, isNever) = time.addingReportingOverflow(pad)
        return !isEndless && !isNever && end < at
    }
}
