extension Pen {
    /// A new record of a kind.
    ///
    /// Throws `WriteRefusal` where a required field is missing or a value is not taken. Fields that
    /// are given none get the values that the table names.
    package func creating(_ kind: Kind, _ edits: [FieldEdit]) throws -> AuthoredChange {
        var operations: [AuthoredOperation] = []
        for edit in edits {
            let field = try field(edit.field, of: kind)
            let value: Value
            switch (edit.action, field.merge) {
            case (.set(.cleared), .register): continue
            case (.set(let given), .register), (.add(let given), .set), (.append(let given), .list):
                value = given
            default:
                throw WriteRefusal.badValue(
                    field: kind.name(of: edit.field),
                    reason: "a new record cannot have that done"
                )
            }
            if field.merge == .register, operations.contains(where: { $0.field == edit.field }) {
                throw WriteRefusal.badValue(
                    field: kind.name(of: edit.field),
                    reason: "given twice"
                )
            }
            let operation = AuthoredOperation(
                field: edit.field,
                merge: field.merge,
                value: try checked(value, for: field),
                typed: try checked(edit.typed, for: field)
            )
            if field.merge == .set, operations.contains(operation) { continue }
            operations.append(operation)
        }
        for field in kind.fields
        where !operations.contains(where: { $0.field.number == field.number }) {
            guard let initial = initial(of: field) else {
                if field.isRequired { throw WriteRefusal.missingField(field.name) }
                continue
            }
            operations.append(
                AuthoredOperation(
                    field: FieldID(field.number),
                    merge: field.merge,
                    value: initial
                )
            )
        }
        try checkCounts(of: [], after: operations)
        try checkSense(of: operations, creating: kind)
        return AuthoredChange(record: .new(kind: kind.number), operations: operations)
    }

    /// What a new record says in a field of which its author says nothing: what the table has, and
    /// where a partner is required, its author's own.
    private func initial(of field: Field) -> Value? {
        field.isRequired && field.type == .partner ? .word(author.partner.text) : field.initial
    }
}
