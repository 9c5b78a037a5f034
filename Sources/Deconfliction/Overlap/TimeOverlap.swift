package import BankModel

/// When two closed intervals of time meet, if they do.
package struct TimeOverlap: Hashable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z; nil where both are open towards the past.
    package let from: Int64?
    /// Milliseconds since 1970-01-01T00:00:00Z, not before `from`; nil where both are open towards the
    /// future.
    package let until: Int64?
    /// Whether no instant is in both: then `from` and `until` are the end of one and the beginning
    /// of the other, and meet only thanks to the pad.
    package let isGap: Bool

    /// Nil where the two are further apart than the pad.
    ///
    /// An absent interval is all of time. The pad (milliseconds) is the skew of the partners' clocks
    /// and the margin that they agreed on: it is counted once, and a gap of just as much still meets.
    package init?(
        _ first: Interval?,
        _ second: Interval?,
        skew: Int64 = Limits.clockSkewMilliseconds,
        margin: Int64 = 0
    ) {
        let latest = Self.later(first?.from, second?.from)
        let earliest = Self.earlier(first?.until, second?.until)
        guard let latest, let earliest, latest > earliest else {
            (from, until, isGap) = (latest, earliest, false)
            return
        }
        let (gap, isEndless) = latest.subtractingReportingOverflow(earliest)
        let (pad, isAlways) = max(skew, 0).addingReportingOverflow(max(margin, 0))
        guard isAlways || (!isEndless && gap <= pad) else { return nil }
        (from, until, isGap) = (earliest, latest, true)
    }

    /// As an interval; nil where it is all of time.
    package var interval: Interval? { Interval(from: from, until: until) }

    private static func later(_ first: Int64?, _ second: Int64?) -> Int64? {
        guard let first, let second else { return first ?? second }
        return max(first, second)
    }

    private static func earlier(_ first: Int64?, _ second: Int64?) -> Int64? {
        guard let first, let second else { return first ?? second }
        return min(first, second)
    }
}
