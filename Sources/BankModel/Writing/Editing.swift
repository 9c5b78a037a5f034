extension Pen {
    /// An edit of a record; nil where it would change nothing.
    ///
    /// Staleness is judged field by field: only the fields that the edit touches, and `@life`, must
    /// be as the operator was shown them. With `asSibling` a stale edit stands beside what its
    /// operator had not seen. Throws `WriteRefusal`.
    package func editing(
        _ state: RecordState,
        _ edits: [FieldEdit],
        shown: Shown,
        asSibling: Bool = false
    ) throws -> AuthoredChange? {
        let kind = try writable(state)
        let life = state.live(.life).filter { $0.value == .life(.withdrawn) }
        let knownLife = try life.filter { try shown.includes($0) }
        if knownLife.count < life.count, !asSibling { throw shown.refusal(of: [.life]) }
        var operations: [AuthoredOperation] = []
        var stale: [FieldID] = []
        for edit in edits {
            let field = try field(edit.field, of: kind)
            guard field.merge == .register else {
                let merging = try merging(edit, field, into: state)
                if field.merge == .list || !operations.contains(where: merging.contains) {
                    operations += merging
                }
                continue
            }
            guard case .set(let value) = edit.action else {
                throw WriteRefusal.badValue(
                    field: field.name,
                    reason: "it holds one value: use \(field.name)=VALUE"
                )
            }
            let seen = try state.live(edit.field).filter { try shown.includes($0) }
            try refuseConflict(on: edit.field, of: state, shown, asSibling: asSibling)
            if !asSibling, seen.count < state.live(edit.field).count { stale.append(edit.field) }
            if operations.contains(where: { $0.field == edit.field }) {
                throw WriteRefusal.badValue(
                    field: kind.name(of: edit.field),
                    reason: "given twice"
                )
            }
            if seen.isEmpty, state.live(edit.field).isEmpty, value == .cleared { continue }
            if state.state(of: edit.field)?.distinctValues == [value] { continue }
            operations.append(
                AuthoredOperation(
                    field: edit.field,
                    merge: .register,
                    supersedes: seen.map(\.dot) + ghosts(on: edit.field, of: state),
                    aware: knownLife.map(\.dot),
                    value: try checked(value, for: field),
                    typed: try checked(edit.typed, for: field)
                )
            )
        }
        if !stale.isEmpty { throw shown.refusal(of: stale) }
        guard !operations.isEmpty else { return nil }
        try checkCounts(of: state.fields, after: operations)
        try checkSense(of: operations, on: state, kind)
        return AuthoredChange(record: .existing(state.id), operations: operations)
    }

    /// The record's kind, if this author may write the record; throws `WriteRefusal`.
    func writable(_ state: RecordState) throws -> Kind {
        guard let kind = rules.kind(state.kind) else { throw WriteRefusal.unknownRecord }
        switch kind.authority {
        case .immutable: throw WriteRefusal.immutableRecord
        case .ownerOnly where state.owner != author.partner:
            throw WriteRefusal.foreignRecord(owner: state.owner)
        case .everyPartner, .ownerOnly: return kind
        }
    }

    /// Own dead values that no own Set has named yet: the next one does, so that they do not count
    /// against its author for ever.
    func ghosts(on field: FieldID, of state: RecordState) -> [Dot] {
        (state.state(of: field)?.ghosts ?? []).filter { $0.author == author }.map(\.dot)
    }

    /// A field in conflict is for `resolve`, which asks for a reason.
    ///
    /// A stale write may stand beside siblings of which its operator was shown but some: that
    /// settles nothing. Whoever was shown them all would settle the conflict without saying so.
    private func refuseConflict(
        on field: FieldID,
        of state: RecordState,
        _ shown: Shown,
        asSibling: Bool
    ) throws {
        let dots = state.live(field).map(\.dot)
        for conflict in state.conflicts where conflict.dots.contains(where: { dots.contains($0) }) {
            let siblings = state.fields.flatMap(\.live).filter { conflict.dots.contains($0.dot) }
            if asSibling, try !siblings.allSatisfy({ try shown.includes($0) }) { continue }
            throw WriteRefusal.conflicted(field, conflict.id)
        }
    }

    /// Additions, removals and appendices: they merge, so nothing of them is ever stale.
    private func merging(
        _ edit: FieldEdit,
        _ field: Field,
        into state: RecordState
    ) throws -> [AuthoredOperation] {
        let live = state.live(edit.field)
        switch (edit.action, field.merge) {
        case (.add(let value), .set):
            if live.contains(where: { $0.value == value }) { return [] }
            return [
                AuthoredOperation(
                    field: edit.field,
                    merge: .set,
                    value: try checked(value, for: field),
                    typed: try checked(edit.typed, for: field)
                )
            ]
        case (.remove(let value), .set):
            let dots = live.filter { $0.value == value }.map(\.dot)
            if dots.isEmpty { return [] }
            return [
                AuthoredOperation(
                    kind: .remove,
                    field: edit.field,
                    merge: .set,
                    supersedes: dots,
                    value: nil
                )
            ]
        case (.append(let value), .list):
            return [
                AuthoredOperation(
                    field: edit.field,
                    merge: .list,
                    value: try checked(value, for: field),
                    typed: try checked(edit.typed, for: field)
                )
            ]
        default:
            let form = field.merge == .set ? "+=VALUE or \(field.name)-=VALUE" : "+=TEXT"
            throw WriteRefusal.badValue(
                field: field.name,
                reason: "it holds many values: use \(field.name)\(form)"
            )
        }
    }
}
