import BankModel

/// Bounds how much is logged, whatever a peer does.
///
/// Every kind of line has a bucket of tokens, and all lines together have one more. A kind is a
/// place in the source with its message; the table of kinds is itself bounded, and what no longer
/// fits shares one bucket. Time is an argument, in milliseconds of any clock that does not go back.
package struct RateLimiter: Sendable {
    /// How fast a bucket fills, and how much it holds.
    package struct Rate: Equatable, Sendable {
        /// Lines that may come at once.
        package let burst: Int64
        /// Milliseconds for each line after that.
        package let millisecondsPerLine: Int64

        package init(burst: Int64, millisecondsPerLine: Int64) {
            self.burst = burst
            self.millisecondsPerLine = millisecondsPerLine
        }
    }

    /// What to do with a line.
    package enum Decision: Equatable, Sendable {
        /// Write it, and how many of its kind were dropped since the last one.
        case write(dropped: Int)
        /// Drop it.
        case drop
    }

    /// 30 lines of a kind at once, then one each two seconds.
    package static let ofAKind = Rate(burst: 30, millisecondsPerLine: 2_000)
    /// 1,000 lines at once, then 100 a second.
    package static let ofAll = Rate(burst: 1_000, millisecondsPerLine: 10)

    private let kindRate: Rate
    private let kindsMax: Int
    private var all: Bucket
    private var kinds: [Int: Bucket] = [:]
    private var others: Bucket

    package init(
        ofAKind kindRate: Rate = Self.ofAKind,
        ofAll allRate: Rate = Self.ofAll,
        kindsMax: Int = Limits.logKindsMax
    ) {
        self.kindRate = kindRate
        self.kindsMax = kindsMax
        all = Bucket(rate: allRate)
        others = Bucket(rate: kindRate)
    }

    /// Decides about one line of a kind.
    package mutating func admit(kind: Int, at now: Int64) -> Decision {
        if kinds[kind] == nil, kinds.count >= kindsMax { forgetTheQuiet(at: now) }
        if kinds[kind] == nil, kinds.count >= kindsMax {
            return Self.admit(one: &others, all: &all, at: now)
        }
        return Self.admit(one: &kinds[kind, default: Bucket(rate: kindRate)], all: &all, at: now)
    }

    /// A full bucket that dropped nothing says no more than a bucket that is not there.
    private mutating func forgetTheQuiet(at now: Int64) {
        kinds = kinds.filter { !$0.value.isQuiet(at: now) }
    }

    private static func admit(
        one: inout Bucket,
        all: inout Bucket,
        at now: Int64
    ) -> Decision {
        one.fill(until: now)
        all.fill(until: now)
        guard one.hasToken, all.hasToken else {
            one.dropped += 1
            return .drop
        }
        one.take()
        all.take()
        defer { one.dropped = 0 }
        return .write(dropped: one.dropped)
    }

    /// Holds its fill in milliseconds, so that no fraction of a token is lost.
    private struct Bucket {
        let rate: Rate
        var credit: Int64
        var filledAt: Int64?
        var dropped = 0

        init(rate: Rate) {
            self.rate = rate
            credit = rate.burst * rate.millisecondsPerLine
        }

        var creditMax: Int64 { rate.burst * rate.millisecondsPerLine }
        var hasToken: Bool { credit >= rate.millisecondsPerLine }

        mutating func take() { credit -= rate.millisecondsPerLine }

        mutating func fill(until now: Int64) {
            credit = filled(at: now)
            filledAt = max(filledAt ?? now, now)
        }

        func isQuiet(at now: Int64) -> Bool { dropped == 0 && filled(at: now) == creditMax }

        private func filled(at now: Int64) -> Int64 {
            guard let filledAt, now > filledAt else { return credit }
            let (elapsed, isOver) = now.subtractingReportingOverflow(filledAt)
            return isOver || elapsed >= creditMax ? creditMax : min(creditMax, credit + elapsed)
        }
    }
}
