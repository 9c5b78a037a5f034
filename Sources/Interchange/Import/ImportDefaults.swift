import BankModel

/// The values that a new record gets where its row is silent.
///
/// Besides the constants of the mapping there are two. A position without an uncertainty gets 1,000 m.
/// A site without a category is `other`, which promises nothing and has no buffer; a target is never
/// given a category that nobody stated.
struct ImportDefaults {
    /// The values, none of a set or list.
    private(set) var values: [FieldValue] = []
    /// Whether `other` is among them for want of something better.
    private(set) var isCategoryAssumed = false
    /// The uncertainty of positions that have none, in millimetres.
    private(set) var uncertainty: Int64 = 1_000_000

    private static let category = Value.word("other")

    init(names: ColumnNames, charter: Charter) throws(ImportRefusal) {
        for constant in names.mapping.constants {
            let target = try names.target(named: constant.field)
            do {
                try take(constant, as: target, names: names, charter: charter)
            } catch {
                throw ImportRefusal(reason: error.message, next: error.next)
            }
        }
        assumeCategory(names: names, charter: charter)
    }

    private mutating func take(
        _ constant: ImportMapping.Constant,
        as target: ColumnTarget,
        names: ColumnNames,
        charter: Charter
    ) throws(ValueError) {
        switch target {
        case .field(let id, let field) where field.merge == .register:
            let value = try ValueText.parse(constant.text, as: field, in: charter, kind: names.kind)
            values.append(FieldValue(id, value))
        case .place(.uncertainty):
            guard let field = names.kind.field(.place) else { return }
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

    private mutating func assumeCategory(names: ColumnNames, charter: Charter) {
        guard names.kind.authority == .ownerOnly,
            !values.contains(where: { $0.field == .category }),
            let field = names.kind.field(.category),
            field.refusal(of: Self.category, under: charter) == nil
        else { return }
        values.append(FieldValue(.category, Self.category))
        isCategoryAssumed = true
    }

    /// The required fields of the kind that are neither given nor have a default.
    func missing(from kind: Kind, given: [FieldID]) -> [Field] {
        kind.fields.filter { field in
            field.isRequired && !given.contains { $0.number == field.number }
                && !values.contains { $0.field.number == field.number }
        }
    }
}
