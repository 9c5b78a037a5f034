package import BankModel

extension Check {
    /// What one record says of itself that time has passed by: its review, and a notice's volumes.
    package static func terms(of view: RecordView, _ terms: FindingTerms) -> [Finding] {
        [reviewPassed(view, terms), outlived(view, terms)].compactMap(\.self)
    }

    /// A record that should have been looked at again before now.
    static func reviewPassed(_ view: RecordView, _ terms: FindingTerms) -> Finding? {
        guard view.isStanding, let reviewBy = view.reviewBy, reviewBy < terms.at else { return nil }
        return Finding(
            .reviewPassed,
            [view],
            overlap: Interval(from: reviewBy, until: nil),
            facts: [.term(.reviewBy, reviewBy)]
        )
    }

    /// A notice that stands although all its volumes are over, those of all siblings.
    static func outlived(_ notice: RecordView, _ terms: FindingTerms) -> Finding? {
        guard notice.isKind(.notice), notice.isStanding else { return nil }
        let ends = notice.extents.map { $0.volume.time?.until }
        guard !ends.contains(nil), let last = ends.compactMap(\.self).max(), terms.isOver(last)
        else { return nil }
        return Finding(
            .noticeOutlived,
            [notice],
            overlap: Interval(from: last, until: nil),
            facts: [.term(.lastVolume, last)]
        )
    }

    /// A partner that has not been heard of for too long while notices are active: those of all
    /// partners.
    package static func silence(
        _ contact: PartnerContact,
        activeNotices: [RecordView],
        _ terms: FindingTerms
    ) -> Finding? {
        let active = activeNotices.filter(\.isActive)
        guard !active.isEmpty, !contact.isRecent(at: terms.at) else { return nil }
        return Finding(
            .partnerSilent,
            active,
            partner: contact.partner,
            overlap: contact.lastHeard.flatMap { Interval(from: $0, until: nil) },
            facts: [.lastHeard(contact.partner, contact.lastHeard)]
        )
    }
}

/// When a partner was last heard of here: what one side alone knows.
package struct PartnerContact: Hashable, Sendable {
    /// The partner.
    package let partner: PartnerID
    /// Milliseconds since 1970; nil for never.
    package let lastHeard: Int64?

    package init(partner: PartnerID, lastHeard: Int64?) {
        self.partner = partner
        self.lastHeard = lastHeard
    }

    fileprivate func isRecent(at time: Int64) -> Bool {
        guard let lastHeard else { return false }
        let (silence, isEndless) = time.subtractingReportingOverflow(lastHeard)
        if isEndless { return time < lastHeard }
        return silence <= Limits.partnerSilentMilliseconds
    }
}

extension RecordView {
    /// Whether any sibling says that what the notice announces is under way.
    fileprivate var isActive: Bool {
        isKind(.notice) && isStanding && states.contains(.active)
    }
}
