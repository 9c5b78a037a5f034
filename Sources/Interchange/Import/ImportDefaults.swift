import BankModel

/// The values that a new record gets where its row is silent.
///
/// Besides the constants of the mapping there are three. A position without an uncertainty gets
/// 1,000 m. A site without a category is `other`, which promises nothing and has no buffer. A site
/// without a name is `unnamed`: a place that somebody protects is not left out of the bank because
/// a cell is empty. A target is never given a name or category that nobody stated.
struct ImportDefaults {
    /// The values, none of a set or list.
    private(set) var values: [FieldValue] = []
    /// Whether `other` is among them for want of something better.
    private(set) var isCategoryAssumed = false
    /// The uncertainty of positions that have none, in millimetres.
    private(set) var uncertainty: Int64 = 1_000_000

    /// Whether `unnamed` is among them for want of something better.
    private(set) var isNameAssumed = false

    private static let category = Value.word("other")
    private static let name = Value.text("unnamed")

    init(names: ColumnNames, charter: Charter) throws(ImportRefusal) {
        for constant in names.mapping.constants {
            let target = try names.target(named: constant.field)
            do {
                try take(constant, as: target, names: names, charter: charter)
            } catch {
                throw ImportRefusal(reason: error.message, next: error.next)
            }
        }
        guard names.kind.authority == .ownerOnly else { return }
        isCategoryAssumed = assume(Self.category, for: .category, kind: names.kind, charter)
        isNameAssumed = assume(Self.name, for: .name, kind: names.kind, charter)
    }

    private mutating func take(
        _ constant: ImportMapping.Constant,
        as target: ColumnTarget,
        names: ColumnNames,
        charter: Charter
    ) throws(ValueError) {
        switch target {
        case .field(let id, let field) where field.merge == .register:
            let read = try ValueText.read(constant.text, as: field, in: charter, kind: names.kind)
            values.append(FieldValue(id, read.value, typed: read.typed))
        case .place(.uncertainty):
            guard let field = names.kind.fields.first(where: { $0.type.isOutline }) else { return }
            uncertainty = try FieldRule(field: field, charter: charter).length(constant.text)
        case .field, .place, .ignored, .kind:
            throw ValueError(
                field: constant.field,
                value: constant.text,
                rule: "cannot be one value for all rows",
                next: "give a field that has one value, such as =category:facility"
            )
        }
    }

    /// Adds the value unless the mapping states another, or the charter does not have it.
    private mutating func assume(
        _ value: Value,
        for id: FieldID,
        kind: Kind,
        _ charter: Charter
    ) -> Bool {
        guard !values.contains(where: { $0.field == id }), let field = kind.field(id),
            field.refusal(of: value, under: charter) == nil
        else { return false }
        values.append(FieldValue(id, value))
        return true
    }

    /// The required fields of the kind that are neither given nor have a default.
    ///
    /// A file without any names is more likely one whose names stand in another column.
    func missing(from kind: Kind, given: [FieldID]) -> [Field] {
        kind.fields.filter { field in
            let hasDefault =
                values.contains { $0.field.number == field.number }
                && !(isNameAssumed && field.number == FieldID.name.number)
            return field.isAskedOfRows && !hasDefault
                && !given.contains { $0.number == field.number }
        }
    }
}
