package import BankModel

/// One record as it goes out: its live values, conflicts included.
package struct ExportRecord: Sendable {
    /// The speakable id.
    package let id: String
    /// Its kind.
    package let kind: Kind
    /// The version that these values are, as shown to people.
    package let version: String
    /// Whether it is withdrawn.
    package let isWithdrawn: Bool
    /// Its fields and their live values; a register with several different ones is in conflict.
    package let fields: [ExportField]

    /// A field and its live values.
    package struct ExportField: Sendable {
        /// The field.
        package let id: FieldID
        /// Its live values, in the order in which they are shown.
        package let values: [Value]

        package init(_ id: FieldID, _ values: [Value]) {
            self.id = id
            self.values = values
        }
    }

    package init(
        id: String,
        kind: Kind,
        version: String,
        isWithdrawn: Bool = false,
        fields: [ExportField]
    ) {
        self.id = id
        self.kind = kind
        self.version = version
        self.isWithdrawn = isWithdrawn
        self.fields = fields
    }
}

extension ExportRecord {
    /// What a field says in a file that has room for one statement.
    enum Statement {
        /// Nothing: never set, cleared, or of a type that this release does not know.
        case silent
        /// The value of a register.
        case one(Value)
        /// The values of a set or list.
        case many([Value], Merge)
        /// Different values that nobody has chosen from.
        case conflict([Value])
    }

    func statement(of id: FieldID) -> Statement {
        guard let field = kind.field(id), field.type != .life else { return .silent }
        var values: [Value] = []
        for value in fields.first(where: { $0.id == id })?.values ?? []
        where field.merge == .list || !values.contains(value) {
            values.append(value)
        }
        values.removeAll { if case .opaque = $0 { true } else { false } }
        switch field.merge {
        case .set, .list: return values.isEmpty ? .silent : .many(values, field.merge)
        case .register:
            guard values.count <= 1 else { return .conflict(values) }
            guard let value = values.first, value != .cleared else { return .silent }
            return .one(value)
        }
    }

    /// The registers whose values are in conflict.
    var conflicts: [(field: FieldID, values: [Value])] {
        fields.compactMap { field in
            if case .conflict(let values) = statement(of: field.id) {
                (field.id, values)
            } else {
                nil
            }
        }
    }
}

/// Whether an attribute's key can be the name of a column.
///
/// A key that a file cannot carry back is left out of exports; the record keeps it.
enum AttributeKey {
    static func isExportable(_ key: String) -> Bool {
        TextRule.refusal(of: key, bytesMax: Limits.attributeKeyBytesMax) == nil
    }
}
