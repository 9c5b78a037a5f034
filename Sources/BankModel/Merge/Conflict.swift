/// What two people disagree about: open until a human resolves it.
package struct Conflict: Hashable, Sendable {
    /// The record.
    package let record: RecordID
    /// What kind of disagreement.
    package let kind: ConflictKind
    /// The register; `@life` for an edit beside a withdrawal.
    package let field: FieldID
    /// Every dot that a resolution must name, sorted.
    package let dots: [Dot]
    /// SHA-256 over record, field and dots: the same on both sides.
    package let id: ConflictID

    init(record: RecordID, kind: ConflictKind, field: FieldID, dots: [Dot]) {
        self.record = record
        self.kind = kind
        self.field = field
        self.dots = dots.sorted()
        id = ConflictID(record: record, field: field, dots: self.dots)
    }
}

/// The two kinds of conflict.
package enum ConflictKind: UInt8, Sendable {
    /// A register has several values.
    case values = 1
    /// A record was withdrawn on one side while it was edited on the other.
    case editWithdrawal = 2
}

/// The identity of a conflict: changes whenever its siblings do.
package struct ConflictID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The whole hash.
    package let hash: Hash256

    package init(hash: Hash256) { self.hash = hash }

    init(record: RecordID, field: FieldID, dots: [Dot]) {
        hash = Hash256(
            hashing: Array("jig conflict 1".utf8),
            record.bytes,
            field.bytes,
            dots.flatMap(\.bytes)
        )
    }

    /// Eight letters, to be read out on the telephone.
    package var description: String { hash.letters }

    package static func < (left: Self, right: Self) -> Bool { left.hash < right.hash }
}

extension RecordState {
    /// The record's open conflicts, by field.
    package var conflicts: [Conflict] {
        guard mayConflict else { return [] }
        var found: [Conflict] = []
        if let crossed = editBesideWithdrawal { found.append(crossed) }
        for state in fields where state.merge == .register && state.distinctValues.count > 1 {
            if state.field == .life, !found.isEmpty { continue }
            found.append(
                Conflict(
                    record: id,
                    kind: .values,
                    field: state.field,
                    dots: state.live.map(\.dot)
                )
            )
        }
        return found
    }

    /// False for nearly every record, at the price of counting.
    private var mayConflict: Bool {
        let fields = fields.span
        for position in fields.indices where fields[position].merge == .register {
            if fields[position].live.count > 1 { return true }
        }
        return live(.life).first?.value == .life(.withdrawn)
    }

    /// A live withdrawal and a live edit that do not know of each other, as one conflict.
    ///
    /// It holds every sibling of `@life`, so that one resolution settles the whole question.
    private var editBesideWithdrawal: Conflict? {
        let life = live(.life)
        let withdrawals = life.filter { $0.value == .life(.withdrawn) }
        guard !withdrawals.isEmpty else { return nil }
        var edits: [Dot] = []
        for state in fields where state.merge == .register && state.field != .life {
            for edit in state.live where withdrawals.contains(where: { !edit.knows($0) }) {
                edits.append(edit.dot)
            }
        }
        guard !edits.isEmpty else { return nil }
        return Conflict(
            record: id,
            kind: .editWithdrawal,
            field: .life,
            dots: life.map(\.dot) + edits
        )
    }
}

extension Sibling {
    /// Whether this and a sibling across the `@life` boundary were written in sight of each other.
    func knows(_ other: Sibling) -> Bool {
        aware.contains(other.dot) || other.aware.contains(dot)
    }
}
