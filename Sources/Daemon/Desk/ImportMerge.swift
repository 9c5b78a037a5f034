import BankModel
import BankStore
import ControlAPI
import Interchange

/// Decides what each row of an import does to the bank.
///
/// An import changes only what the same operator wrote before: a value that somebody else has
/// changed meanwhile, or that is in conflict, rejects its row and is never superseded.
struct ImportMerge: Sendable {
    let kind: Kind
    let author: Operator

    /// A row, and the record that it makes where it names none that could be there already.
    struct Row: Sendable {
        let said: ImportRow
        let creation: Result<AuthoredChange, any Error>?
    }

    /// A row made ready for its transaction.
    func row(_ row: ImportRow, _ pen: Pen) -> Row {
        Row(
            said: row,
            creation: row.identity == nil ? Result { try creation(by: row, pen) } : nil
        )
    }

    /// What becomes of rows without the bank, where none names a record that could be there already.
    ///
    /// Nil where one does.
    func fateBesideBank(of rows: [Row]) throws -> ImportFate? {
        var fate = ImportFate()
        fate.changes.reserveCapacity(rows.count)
        for row in rows {
            guard let creation = row.creation else { return nil }
            try settle(row.said, in: &fate) { (try creation.get(), false) }
        }
        return fate
    }

    /// What becomes of rows; `isAsBegun` says that the rules are those that they were made ready by.
    ///
    /// Rejections are no errors: only the storage's are thrown.
    func fate(
        of rows: [Row],
        isAsBegun: Bool,
        in bank: BankTransaction,
        _ pen: Pen
    ) throws -> ImportFate {
        var fate = ImportFate()
        for ready in rows {
            let row = ready.said
            try settle(row, in: &fate) {
                if let state = try record(of: row, in: bank, pen) {
                    return (try change(of: state, by: row, in: bank, pen), true)
                }
                let creation = isAsBegun ? ready.creation : nil
                return (try creation?.get() ?? self.creation(by: row, pen), false)
            }
        }
        return fate
    }

    /// Adds what becomes of one row: its change, nil where its record says the same already, and whether
    /// that is of a record that is there.
    private func settle(
        _ row: ImportRow,
        in fate: inout ImportFate,
        _ change: () throws -> (change: AuthoredChange?, isOfRecord: Bool)
    ) throws {
        do {
            let (change, isOfRecord) = try change()
            guard let change else {
                fate.unchanged += 1
                return
            }
            fate.changes.append(change)
            if isOfRecord { fate.changed += 1 } else { fate.added += 1 }
        } catch let rejected as RejectedRow {
            fate.rejected.append(rejected)
        } catch let refusal as WriteRefusal {
            let message = Refusals.failure(of: refusal).message
            fate.rejected.append(RejectedRow(line: row.line, reason: message))
        }
    }

    /// The record that the row names: by its own id in an export of ours, or by the external id
    /// that an earlier import gave to a record of this partner.
    private func record(
        of row: ImportRow,
        in bank: BankTransaction,
        _ pen: Pen
    ) throws -> RecordState? {
        guard let identity = row.identity else { return nil }
        if let spoken = identity.spokenID, let id = try bank.records(named: spoken).first,
            let state = try bank.record(id), state.kind == kind.number
        {
            return state
        }
        let found = try bank.records(
            externalID: identity.externalID,
            creator: pen.author.partner
        ).filter { $0.kind == kind.number }
        if found.count > 1 {
            throw RejectedRow(
                line: row.line,
                reason: "\(found.count) records bear the external id \(identity.externalID)"
            )
        }
        return found.first
    }

    private func creation(by row: ImportRow, _ pen: Pen) throws -> AuthoredChange {
        let values = try row.valuesForCreation(of: kind).get()
        let edits = values.map { FieldEdit($0.field, action(for: $0), typed: $0.typed) }
        return try pen.creating(kind, edits)
    }

    private func change(
        of state: RecordState,
        by row: ImportRow,
        in bank: BankTransaction,
        _ pen: Pen
    ) throws -> AuthoredChange? {
        var edits: [FieldEdit] = []
        for value in row.values where try differs(value, from: state) {
            if kind.field(value.field)?.merge == .register {
                try checkOwn(value.field, of: state, row, in: bank, pen)
            }
            edits.append(FieldEdit(value.field, action(for: value), typed: value.typed))
        }
        return edits.isEmpty ? nil : try pen.editing(state, edits, shown: .current)
    }

    private func differs(_ value: FieldValue, from state: RecordState) throws -> Bool {
        let live = state.state(of: value.field)?.distinctValues ?? []
        guard kind.field(value.field)?.merge == .register else {
            return !live.contains(value.value)
        }
        return live != [value.value] && !(live.isEmpty && value.value == .cleared)
    }

    private func checkOwn(
        _ field: FieldID,
        of state: RecordState,
        _ row: ImportRow,
        in bank: BankTransaction,
        _ pen: Pen
    ) throws {
        for sibling in state.live(field) {
            guard let facts = try bank.facts(of: sibling.dot) else { continue }
            let isOwn = facts.author == pen.author && facts.operatorName == author.name.text
            guard !isOwn else { continue }
            throw RejectedRow(
                line: row.line,
                reason: "\(kind.name(of: field)) of \(try bank.shortID(of: state)) was changed by "
                    + "\(facts.operatorName) (\(facts.author.partner)) in \(facts.name)"
            )
        }
    }

    private func action(for value: FieldValue) -> FieldEdit.Action {
        switch kind.field(value.field)?.merge {
        case .set: .add(value.value)
        case .list: .append(value.value)
        case .register, nil: .set(value.value)
        }
    }
}
