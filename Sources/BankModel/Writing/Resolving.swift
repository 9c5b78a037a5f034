/// How a human settles a conflict.
package enum Resolution: Equatable, Sendable {
    /// The value of this sibling.
    case pick(Dot)
    /// A value that was typed, in these words; see `Sibling.typed`.
    case set(Value, typed: [String] = [])
}

extension Pen {
    /// Settles a conflict of a record: one operation that names every sibling of exactly this
    /// conflict.
    ///
    /// A sibling that the conflict did not list survives, and the conflict opens again. Throws
    /// `WriteRefusal.changedConflict` where the conflict is no longer the one that was listed.
    package func resolving(
        _ conflict: Conflict,
        of state: RecordState,
        by resolution: Resolution,
        reason: String
    ) throws -> AuthoredChange {
        let kind = try writable(state)
        guard state.conflicts.contains(conflict) else { throw WriteRefusal.changedConflict }
        if conflict.field == .life {
            let life = try life(chosenBy: resolution, in: conflict, of: state)
            return changing(
                life: life,
                of: state,
                knowing: conflict.dots.filter { !state.live(.life).map(\.dot).contains($0) },
                reason: reason
            )
        }
        let siblings = state.live(conflict.field)
        let value: Value
        let words: [String]
        switch resolution {
        case .pick(let dot):
            guard let picked = siblings.first(where: { $0.dot == dot }) else {
                throw WriteRefusal.unknownSibling
            }
            (value, words) = (picked.value, picked.typed)
        case .set(let given, let typed):
            guard let field = kind.field(conflict.field) else {
                throw WriteRefusal.unknownField(kind.name(of: conflict.field))
            }
            (value, words) = (try checked(given, for: field), try checked(typed, for: field))
        }
        try checkSense(of: value, settling: conflict.field, of: state, kind)
        // A withdrawal that crossed one of the siblings is another question, and stays open.
        let withdrawals = state.live(.life).filter { life in
            life.value == .life(.withdrawn) && siblings.allSatisfy { $0.knows(life) }
        }
        let operation = AuthoredOperation(
            field: conflict.field,
            merge: .register,
            supersedes: conflict.dots + ghosts(on: conflict.field, of: state),
            aware: withdrawals.map(\.dot),
            value: value,
            typed: words
        )
        return AuthoredChange(
            record: .existing(state.id),
            operations: [operation],
            reason: reason
        )
    }

    /// Picking a withdrawal withdraws; picking an edit that it crossed keeps the record.
    private func life(
        chosenBy resolution: Resolution,
        in conflict: Conflict,
        of state: RecordState
    ) throws -> Life {
        switch resolution {
        case .set(.life(let life), _): return life
        case .set:
            throw WriteRefusal.badValue(
                field: "@life",
                reason: "it takes withdrawn or in_bank"
            )
        case .pick(let dot):
            guard conflict.dots.contains(dot) else { throw WriteRefusal.unknownSibling }
            let picked = state.live(.life).first { $0.dot == dot }
            return picked?.value == .life(.withdrawn) ? .withdrawn : .inBank
        }
    }
}
