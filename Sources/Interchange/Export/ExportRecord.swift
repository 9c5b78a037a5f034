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
    /// The readings that stand for registers of which the bank has no one value.
    ///
    /// Nothing in them is a value that somebody wrote for the field, so no import takes them back.
    package let readings: [ExportField]
    /// Whether people disagree about whether the record is withdrawn.
    package let isLifeDisputed: Bool

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
        fields: [ExportField],
        readings: [ExportField] = [],
        isLifeDisputed: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.version = version
        self.isWithdrawn = isWithdrawn
        self.fields = fields
        self.readings = readings
        self.isLifeDisputed = isLifeDisputed
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
        if field.merge == .register, values.count > 1 { return .conflict(values) }
        values.removeAll { if case .opaque = $0 { true } else { false } }
        switch field.merge {
        case .set, .list: return values.isEmpty ? .silent : .many(values, field.merge)
        case .register:
            guard let value = values.first, value != .cleared else { return .silent }
            return .one(value)
        }
    }

    /// The place that the record has or, while that is in conflict, every place that it may have.
    var places: [Place] {
        for field in fields where kind.field(field.id)?.type == .place {
            let values =
                switch statement(of: field.id) {
                case .one(let value): [value]
                case .conflict(let values): values
                case .silent, .many: [Value]()
                }
            return values.compactMap { if case .place(let place) = $0 { place } else { nil } }
        }
        return []
    }

    /// The one answer that stands for a field in conflict, or for one that follows from such a field.
    func reading(of id: FieldID) -> Value? { readings.first { $0.id == id }?.values.first }

    /// Whether people disagree about anything of the record.
    package var isConflicted: Bool { isLifeDisputed || !conflicts.isEmpty }

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

    /// The names of the fields in conflict, `@life` among them.
    var conflictNames: [String] {
        let names = conflicts.map { kind.name(of: $0.field) }
        return isLifeDisputed ? [kind.name(of: .life)] + names : names
    }

    /// The names of the fields of which the file has a reading instead of a value.
    var readingNames: [String] {
        let places = conflicts.filter { kind.field($0.field)?.type == .place }.map(\.field)
        return (places + readings.map(\.id)).map { kind.name(of: $0) }
    }

    /// All siblings of each field in conflict.
    var conflictMembers: [Plain.Member] {
        conflicts.map { field, values in
            Plain.Member(
                kind.name(of: field),
                .list(values.map { ValuePlain.plain(of: $0) })
            )
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
