extension Pen {
    /// Takes a record out of the bank: a Set of `@life` that names all that its operator was shown.
    ///
    /// Throws `WriteRefusal`; a reason is required, and checked where it is read.
    package func withdrawing(
        _ state: RecordState,
        reason: String,
        shown: Shown
    ) throws -> AuthoredChange {
        _ = try writable(state)
        if let conflict = state.conflicts.first(where: { $0.field == .life }) {
            throw WriteRefusal.conflicted(.life, conflict.id)
        }
        if state.isWithdrawn { throw WriteRefusal.wrongLife(isWithdrawn: true) }
        let registers = state.fields.filter { $0.merge == .register }
        let unseen = try registers.filter { field in
            try !field.live.allSatisfy { try shown.includes($0) }
        }
        if !unseen.isEmpty { throw shown.refusal(of: unseen.map(\.field)) }
        return changing(life: .withdrawn, of: state, reason: reason)
    }

    /// Puts a withdrawn record back.
    ///
    /// Throws `WriteRefusal`.
    package func reinstating(_ state: RecordState, reason: String) throws -> AuthoredChange {
        _ = try writable(state)
        if let conflict = state.conflicts.first(where: { $0.field == .life }) {
            throw WriteRefusal.conflicted(.life, conflict.id)
        }
        if !state.isWithdrawn { throw WriteRefusal.wrongLife(isWithdrawn: false) }
        return changing(life: .inBank, of: state, reason: reason)
    }

    /// A Set of `@life` that supersedes every sibling of it.
    ///
    /// A withdrawal knows of every other register; whatever settles a conflict, of its edits.
    func changing(
        life: Life,
        of state: RecordState,
        knowing edits: [Dot] = [],
        reason: String
    ) -> AuthoredChange {
        let others = state.fields.filter { $0.merge == .register && $0.field != .life }
        let operation = AuthoredOperation(
            field: .life,
            merge: .register,
            supersedes: state.live(.life).map(\.dot) + ghosts(on: .life, of: state),
            aware: life == .withdrawn ? others.flatMap { $0.live.map(\.dot) } : edits,
            value: .life(life)
        )
        return AuthoredChange(
            record: .existing(state.id),
            operations: [operation],
            reason: reason
        )
    }
}
