import BankModel
import BankStore
import ControlAPI
import Interchange
import Replica

extension BankDesk {
    func add(_ record: NewRecord, by author: Operator) async throws -> Written {
        let kind = try Self.kind(named: record.kind)
        let outcome = try await node.write(by: author, summary: "add a \(kind.name)") { _, pen in
            let edits = try FieldEdits.read(record.changes, of: kind, in: pen.charter)
            return [try pen.creating(kind, edits)]
        }
        guard case .written(let entries)? = outcome, let entry = entries.first else {
            return try draft(outcome, of: nil)
        }
        let id = RecordID(entry: entry.hash, index: 0)
        return try read { bank in
            guard let state = try bank.record(id) else { throw WriteRefusal.unknownRecord }
            return Written(
                id: try bank.shortID(of: state).description,
                version: state.version.id.description,
                draft: false
            )
        }
    }

    func edit(_ id: String, _ edit: RecordEdit, by author: Operator) async throws -> Written {
        let charter = await node.pen.charter
        return try await change(id, by: author, summary: "edit \(id)") { bank, pen, state in
            guard let kind = pen.rules.kind(state.kind) else { throw WriteRefusal.unknownRecord }
            let edits = try FieldEdits.read(edit.changes, of: kind, in: charter)
            let shown = try Self.shown(
                edit.version,
                edit.current,
                to: author,
                of: state,
                in: bank,
                pen
            )
            let change = try pen.editing(
                state,
                edits,
                shown: shown,
                asSibling: edit.asSibling ?? false
            )
            return change.map { [$0] } ?? []
        }
    }

    func withdraw(
        _ id: String,
        _ withdrawal: Withdrawal,
        by author: Operator
    ) async throws -> Written {
        let reason = try Self.checked(reason: withdrawal.reason)
        return try await change(id, by: author, summary: "withdraw \(id)") { bank, pen, state in
            let shown = try Self.shown(
                withdrawal.version,
                withdrawal.current,
                to: author,
                of: state,
                in: bank,
                pen
            )
            return [try pen.withdrawing(state, reason: reason, shown: shown)]
        }
    }

    func reinstate(_ id: String, _ reason: Reason, by author: Operator) async throws -> Written {
        let reason = try Self.checked(reason: reason.reason)
        return try await change(id, by: author, summary: "reinstate \(id)") { _, pen, state in
            [try pen.reinstating(state, reason: reason)]
        }
    }

    /// Changes one record; a refusal shows the values that stand in the way.
    func change(
        _ id: String,
        by author: Operator,
        summary: String,
        _ body: @Sendable (inout BankTransaction, Pen, RecordState) throws -> [AuthoredChange]
    ) async throws -> Written {
        let outcome = try await node.write(by: author, summary: summary) { bank, pen in
            let state = try Self.record(id, in: bank)
            do {
                return try body(&bank, pen, state)
            } catch let refusal as WriteRefusal {
                throw try Self.telling(refusal, of: state, in: bank, charter: pen.charter)
            }
        }
        if case .draft? = outcome { return try draft(outcome, of: id) }
        return try read { bank in
            let state = try Self.record(id, in: bank)
            return Written(
                id: try bank.shortID(of: state).description,
                version: state.version.id.description,
                draft: false
            )
        }
    }

    /// What the operator was shown, as far as the request says.
    private static func shown(
        _ version: String?,
        _ isCurrent: Bool?,
        to author: Operator,
        of state: RecordState,
        in bank: BankTransaction,
        _ pen: Pen
    ) throws -> Shown {
        if let version {
            if isCurrent == true {
                throw Failure(.usage, "either a version or current, not both")
            }
            guard let id = VersionID(version),
                let found = try bank.version(named: id, of: state.id)
            else { throw WriteRefusal.unknownVersion }
            return .version(found)
        }
        if isCurrent == true { return .current }
        let own = try ownDots(of: author, on: state, in: bank, pen)
        return .nothing { own.contains($0.dot) }
    }

    /// The live values that this operator wrote at this node.
    private static func ownDots(
        of author: Operator,
        on state: RecordState,
        in bank: BankTransaction,
        _ pen: Pen
    ) throws -> Set<Dot> {
        var own: Set<Dot> = []
        for field in state.fields {
            for sibling in field.live where sibling.author == pen.author {
                let name = try bank.facts(of: sibling.dot)?.operatorName
                if name == author.name.text { own.insert(sibling.dot) }
            }
        }
        return own
    }

    /// The answer to a refused write, with the values that stand in the way.
    private static func telling(
        _ refusal: WriteRefusal,
        of state: RecordState,
        in bank: BankTransaction,
        charter: Charter
    ) throws -> Failure {
        var failure = Refusals.failure(of: refusal)
        let rendering = Rendering(bank: bank, charter: charter)
        switch refusal {
        case .stale(let fields), .unseen(let fields):
            failure.values = try rendering.values(of: fields, on: state)
        case .conflicted(let field, _):
            failure.values = try rendering.values(of: [field], on: state)
        default: break
        }
        return failure
    }

    private func draft(_ outcome: WriteOutcome?, of id: String?) throws -> Written {
        guard case .draft(let number)? = outcome else {
            throw Failure(.internalError, "a write without an outcome")
        }
        return Written(id: id ?? "draft-\(number)", version: nil, draft: true)
    }
}

/// The changes of a request as edits of fields.
enum FieldEdits {
    /// Reads each change by its field's rule; throws `Failure` or `ValueError`.
    static func read(
        _ changes: [Change],
        of kind: Kind,
        in charter: Charter
    ) throws -> [FieldEdit] {
        try changes.map { change in
            guard let id = kind.fieldID(named: change.field), let field = kind.field(id),
                id != .life
            else {
                let names = kind.fields.filter { $0.number != FieldID.life.number }.map {
                    $0.isKeyed ? "\($0.name).<key>" : $0.name
                }
                throw Failure(
                    .badData,
                    "a \(kind.name) has no field \(change.field)",
                    next: "its fields are \(names.joined(separator: ", "))"
                )
            }
            return FieldEdit(id, try action(of: change, field, kind, charter))
        }
    }

    private static func action(
        of change: Change,
        _ field: Field,
        _ kind: Kind,
        _ charter: Charter
    ) throws -> FieldEdit.Action {
        if change.action == .clear { return .set(.cleared) }
        guard let plain = change.value else {
            throw Failure(.badData, "\(change.field): a value is missing")
        }
        let value = try ValuePlain.parse(plain, as: field, in: charter, kind: kind)
        return switch change.action {
        case .set, .clear: .set(value)
        case .add: field.merge == .list ? .append(value) : .add(value)
        case .remove: .remove(value)
        case .append: field.merge == .set ? .add(value) : .append(value)
        }
    }
}
