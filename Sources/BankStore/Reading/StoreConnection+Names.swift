import BankModel

extension StoreConnection {
    /// The operator's key, given now if there is none.
    func internedKey(ofOperator name: String) throws -> Int64 {
        let bytes = Array(name.utf8)
        if let key = operators.value(for: bytes) { return key }
        let found = try first("SELECT pk FROM operator WHERE name = ?", .utf8(bytes)) {
            $0.integer(0)
        }
        let key: Int64
        if let found {
            key = found
        } else {
            try run("INSERT INTO operator (name) VALUES (?)", .utf8(bytes))
            key = lastInsertedKey
        }
        operators.insert(key, for: bytes)
        return key
    }

    /// A field as a number: the field's own, doubled, or for a keyed field the key's, doubled, + 1.
    func internedNumber(of field: FieldID) throws -> UInt64 {
        if field.key.isEmpty { return UInt64(field.number) << 1 }
        if let key = fieldNumbers.value(for: field) { return UInt64(bitPattern: key) << 1 | 1 }
        let found = try first(
            "SELECT pk FROM field_key WHERE number = ? AND name = ?",
            .integer(field.number),
            .text(field.key)
        ) { $0.integer(0) }
        let key: Int64
        if let found {
            key = found
        } else {
            try run(
                "INSERT INTO field_key (number, name) VALUES (?, ?)",
                .integer(field.number),
                .text(field.key)
            )
            key = lastInsertedKey
        }
        fieldNumbers.insert(key, for: field)
        return UInt64(bitPattern: key) << 1 | 1
    }

    /// The field that such a number stands for.
    func field(numbered number: UInt64) throws -> FieldID {
        guard number & 1 == 1 else {
            guard let number = UInt32(exactly: number >> 1) else {
                throw StoreError.damaged("there is no field \(number >> 1)")
            }
            return FieldID(number)
        }
        let key = Int64(bitPattern: number >> 1)
        if let field = fieldKeys.value(for: key) { return field }
        let field = try first(
            "SELECT number, name FROM field_key WHERE pk = ?",
            .integer(key)
        ) { FieldID(UInt32(truncatingIfNeeded: $0.integer(0)), key: $0.text(1)) }
        guard let field else { throw StoreError.damaged("there is no field key \(key)") }
        fieldKeys.insert(field, for: key)
        return field
    }
}
