import BankModel

/// Finds out what a column gives, from its name and the mapping.
struct ColumnNames {
    let kind: Kind
    let mapping: ImportMapping
    let format: ExchangeFormat

    /// What the mapping says of the column, nil where it says nothing.
    func mapped(_ column: String) throws(ImportRefusal) -> ColumnTarget? {
        guard
            let rule = mapping.columns.first(where: { $0.name.utf8.elementsEqual(column.utf8) })
        else { return nil }
        return rule.field.utf8.isEmpty ? .ignored : try target(named: rule.field)
    }

    /// The field, or part of a place, that people call `name`.
    func target(named name: String) throws(ImportRefusal) -> ColumnTarget {
        if let part = ColumnTarget.PlacePart.allCases.first(where: { $0.name == name }) {
            return .place(part)
        }
        if let target = field(named: name) { return target }
        let names = kind.fields.filter { $0.type != .life }.map {
            switch $0.keys {
            case .none: $0.name
            case .text: "\($0.name).<key>"
            case .partner: "\($0.name).<partner>"
            }
        }
        throw ImportRefusal(
            reason: "a \(kind.name) has no field `\(Excerpt.of(name))`",
            next: "map to one of "
                + (names + ColumnTarget.PlacePart.allCases.map(\.name)).joined(separator: ", ")
        )
    }

    /// What a column without a rule gives by its name alone; nil for an attribute.
    func wellKnown(_ column: String) -> ColumnTarget? {
        if OwnColumn.ignored.contains(column) { return .ignored }
        if column == OwnColumn.kind { return .kind }
        if let target = field(named: column) { return target }
        let name = column[...].trimmed.lowercased()
        switch name {
        case "": return .ignored
        case "lat", "latitude": return format == .csv ? .place(.latitude) : nil
        case "lon", "lng", "long", "longitude": return format == .csv ? .place(.longitude) : nil
        case "position", "mgrs", "utm": return hasPosition ? .place(.position) : field(named: name)
        case "uncertainty_m": return .place(.uncertainty)
        case "shape": return .place(.shape)
        case "radius_m": return .place(.radius)
        case "place": return format == .csv ? field(named: name) : nil
        default: return field(named: name)
        }
    }

    /// Whether a row says in its cells where it is.
    private var hasPosition: Bool {
        format == .csv && kind.fields.contains { $0.type == .place }
    }

    /// The attribute that a column becomes which nothing else names; nil where its name cannot be
    /// an attribute's key.
    func attribute(_ column: String) -> ColumnTarget? {
        let key = EnteredText.of(column[...].trimmed)
        guard TextRule.refusal(of: key, bytesMax: Limits.attributeKeyBytesMax) == nil,
            let field = kind.fields.first(where: { $0.keys == .text })
        else { return nil }
        return .field(FieldID(field.number, key: key), field)
    }

    private func field(named name: String) -> ColumnTarget? {
        guard let id = kind.fieldID(named: EnteredText.of(name)), let field = kind.field(id),
            field.type != .life, !(field.type == .place && format == .geojson),
            id.key.isEmpty
                || TextRule.refusal(of: id.key, bytesMax: Limits.attributeKeyBytesMax) == nil
        else { return nil }
        return .field(id, field)
    }
}
