import BankModel
import BankStore
import ControlAPI
import Interchange

/// The changes of a request as edits of fields.
enum FieldEdits {
    /// Reads each change by its field's rule; throws `Failure`, `ValueError` or `WriteRefusal`.
    ///
    /// `state` is the record that is to be edited, nil for a new one.
    static func read(
        _ changes: [Change],
        of kind: Kind,
        in charter: Charter,
        _ bank: some StoredBank,
        _ state: RecordState? = nil
    ) throws -> [FieldEdit] {
        var edits: [FieldEdit] = []
        // What a suggestion is about says how it is to be read, wherever it stands.
        var entered = EnteredValue(kind: kind, charter: charter, bank: bank)
        entered.subject = try subject(of: changes, state, entered)
        for change in changes {
            guard let id = kind.fieldID(named: change.field), let field = kind.field(id),
                id != .life
            else { throw noField(change.field, kind) }
            edits.append(try edit(id, change, field, entered))
        }
        return edits
    }

    private static func noField(_ name: String, _ kind: Kind) -> Failure {
        let names = kind.fields.filter { $0.number != FieldID.life.number }.map { field in
            switch field.keys {
            case .none: field.name
            case .text: "\(field.name).<key>"
            case .partner: "\(field.name).<partner>"
            }
        }
        return Failure(
            .badData,
            "a \(kind.name) has no field \(name)",
            next: "its fields are \(names.joined(separator: ", "))"
        )
    }

    /// The kind of the record that a proposal is about, as these changes say, or as it says now.
    private static func subject(
        of changes: [Change],
        _ state: RecordState?,
        _ entered: EnteredValue<some StoredBank>
    ) throws -> Kind? {
        guard entered.kind.has(FieldID.change.number) else { return nil }
        var about = state?.live(.about).map(\.value) ?? []
        for change in changes where change.action == .set {
            if let id = entered.kind.fieldID(named: change.field), id == .about,
                let field = entered.kind.field(id), let plain = change.value
            {
                about = [try entered.read(plain, of: field).value]
            }
        }
        guard case .reference(let reference)? = about.first else { return nil }
        return RuleSet.released.lazy.compactMap { $0.kind(reference.kind) }.first
    }

    private static func edit(
        _ id: FieldID,
        _ change: Change,
        _ field: Field,
        _ entered: EnteredValue<some StoredBank>
    ) throws -> FieldEdit {
        if change.action == .clear { return FieldEdit(id, .set(.cleared)) }
        guard let plain = change.value else {
            throw Failure(.badData, "\(change.field): a value is missing")
        }
        let read = try entered.read(plain, of: field)
        let action: FieldEdit.Action =
            switch change.action {
            case .set, .clear: .set(read.value)
            case .add: field.merge == .list ? .append(read.value) : .add(read.value)
            case .remove: .remove(read.value)
            case .append: field.merge == .set ? .add(read.value) : .append(read.value)
            }
        return FieldEdit(id, action, typed: read.typed)
    }
}

/// Reads what an operator entered for a field, with a bank to look names up in.
struct EnteredValue<Bank: StoredBank> {
    let kind: Kind
    let charter: Charter
    let bank: Bank
    /// The kind of record that a suggestion is for, where that is known.
    var subject: Kind?

    /// The value and in what words it was given; throws `Failure`, `ValueError` or `WriteRefusal`.
    func read(_ plain: Plain, of field: Field) throws -> TypedValue {
        if field.type == .reference,
            let reference = try References(bank: bank).reference(plain)
        {
            return TypedValue(value: .reference(reference))
        }
        return try ValuePlain.read(plain, as: field, in: charter, kind: kind, about: subject)
    }
}
