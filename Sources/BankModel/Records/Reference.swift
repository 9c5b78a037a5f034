/// Points at a record, and mostly at one version of it.
///
/// It may be a record of the other channel, which is not here yet or never comes: only its shape is
/// ever checked, and it takes no part in validity or order.
package struct Reference: Hashable, Sendable {
    /// The number of the record's kind.
    package let kind: UInt32
    /// The record.
    package let record: RecordID
    /// The dots of the version that is meant, sorted; empty for the record as such.
    package let dots: [Dot]

    /// Nil for kind 0, for dots that are not in strict order, for an index that no dot has, and for
    /// more dots than `Limits.referenceDotsMax`.
    package init?(kind: UInt32, record: RecordID, dots: [Dot] = []) {
        guard kind >= 1, dots.count <= Limits.referenceDotsMax,
            zip(dots, dots.dropFirst()).allSatisfy({ $0 < $1 }),
            record.index < Limits.operationsMax,
            dots.allSatisfy({ $0.index < Limits.operationsMax })
        else { return nil }
        self.kind = kind
        self.record = record
        self.dots = dots
    }

    /// A record in the version that its state has; nil where that has more dots than a reference.
    package init?(to state: RecordState) {
        self.init(kind: state.kind, record: state.id, dots: state.version.dots)
    }

    /// The version that is meant; nil where it is the record as such.
    package var version: Version? { dots.isEmpty ? nil : Version(dots: dots) }
}
