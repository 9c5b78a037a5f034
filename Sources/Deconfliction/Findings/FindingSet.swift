package import BankModel

/// Findings, each once, the worst and the soonest first.
///
/// There is no score: what is certain stands before what is possible, then what meets earlier before
/// what meets later and what has no time, then the order of the rules, then that of the records.
package struct FindingSet: Equatable, Sendable {
    /// In order.
    package let findings: [Finding]

    /// The set of these, in whatever order they come and however often.
    package init(_ findings: some Sequence<Finding>) {
        var known: Set<FindingID> = []
        self.findings =
            findings
            .map { (finding: $0, id: $0.id) }
            .filter { known.insert($0.id).inserted }
            .sorted { Self.isBefore($0, $1) }
            .map(\.finding)
    }

    /// The sum of the hashes of all findings that both sides must have, modulo 2^64 in each word: equal
    /// sets have equal digests, whatever the order.
    ///
    /// Both sides compare theirs at a common frontier and for one time. It finds defects and
    /// differing rules, not attacks.
    package var digest: Hash256 {
        var sum = Hash256.zero
        for finding in findings where finding.rule.isShared {
            let term = Hash256(hashing: Array("jig finding digest 1".utf8), finding.canonicalBytes)
            sum.word0 &+= term.word0
            sum.word1 &+= term.word1
            sum.word2 &+= term.word2
            sum.word3 &+= term.word3
        }
        return sum
    }

    private typealias Named = (finding: Finding, id: FindingID)

    private static func isBefore(_ one: Named, _ other: Named) -> Bool {
        let (left, right) = (one.finding, other.finding)
        if left.certainty != right.certainty { return left.certainty < right.certainty }
        if left.isTimed != right.isTimed { return left.isTimed }
        if left.start != right.start { return left.start < right.start }
        if left.rule != right.rule { return left.rule < right.rule }
        for (first, second) in zip(left.records, right.records) where first != second {
            if first.isBefore(second) { return true }
            if second.isBefore(first) { return false }
        }
        if left.records.count != right.records.count {
            return left.records.count < right.records.count
        }
        return one.id < other.id
    }
}

extension Finding {
    fileprivate var isTimed: Bool { overlap != nil }

    /// What has no beginning comes first.
    fileprivate var start: Int64 { overlap?.from ?? .min }
}
