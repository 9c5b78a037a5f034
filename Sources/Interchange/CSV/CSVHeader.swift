import BankModel

/// What each column of a CSV file gives, found out once from its first row.
struct CSVHeader {
    /// The columns' names, in order.
    let columns: [String]
    /// What each gives.
    let targets: [ColumnTarget]
    /// Which column names the row's record.
    let identity: Identity?
    /// Whether the file is recognised as an export of ours, and matched by its ids for that reason.
    let isOwnExport: Bool
    /// Whether its cells are escaped as an export's are.
    let isEscaped: Bool
    /// The columns that name the fields which the row leaves alone.
    let leavingAlone: [Int]

    /// The column that names the row's record.
    struct Identity {
        let index: Int
        let column: IdentityColumn
    }

    init(
        columns: [String],
        names: ColumnNames,
        defaults: ImportDefaults
    ) throws(ImportRefusal) {
        isEscaped = columns.contains(OwnColumn.kind)
        let columns = isEscaped ? columns.map(CSVText.unescaping) : columns
        self.columns = columns
        isOwnExport =
            names.mapping.idColumn == nil && columns.contains(OwnColumn.id) && isEscaped
        leavingAlone =
            isEscaped ? columns.indices.filter { OwnColumn.leavingAlone.contains(columns[$0]) } : []
        identity = try Self.identity(
            named: isOwnExport ? OwnColumn.id : names.mapping.idColumn,
            among: columns
        )
        targets = try Self.targets(of: columns, identity: identity?.index, isEscaped, names)
        try checkDuplicates()
        try checkPlace()
        if identity == nil { try checkRequired(names.kind, defaults) }
    }

    private static func identity(
        named name: String?,
        among columns: [String]
    ) throws(ImportRefusal) -> Identity? {
        guard let name else { return nil }
        let index =
            columns.firstIndex { $0.utf8.elementsEqual(name.utf8) }
            ?? columns.firstIndex { $0[...].trimmed.lowercased() == name.lowercased() }
        guard let index else { throw missing(name, columns) }
        return Identity(index: index, column: try IdentityColumn(name))
    }

    private static func targets(
        of columns: [String],
        identity: Int?,
        _ isExport: Bool,
        _ names: ColumnNames
    ) throws(ImportRefusal) -> [ColumnTarget] {
        for rule in names.mapping.columns
        where !columns.contains(where: { $0.utf8.elementsEqual(rule.name.utf8) }) {
            throw missing(rule.name, columns)
        }
        var mapped: [ColumnTarget?] = []
        for column in columns { mapped.append(try names.mapped(column)) }
        var targets: [ColumnTarget] = []
        for (index, column) in columns.enumerated() {
            if let target = mapped[index] {
                targets.append(target)
            } else if let known = names.wellKnown(column),
                !(known.isSingle && mapped.contains(known))
            {
                targets.append(known)
            } else if index == identity || isExport && isOfAnotherKind(column) {
                targets.append(.ignored)
            } else if let attribute = names.attribute(column) {
                targets.append(attribute)
            } else {
                throw ImportRefusal(
                    line: 1,
                    reason: "`\(Excerpt.of(column))` cannot be an attribute's name, which has at "
                        + "most \(Limits.attributeKeyBytesMax) bytes and no control characters",
                    next: "rename the column, or give it to a field with --map COLUMN=FIELD"
                )
            }
        }
        return targets
    }

    /// Whether an export of several kinds has the column for another kind than this one.
    private static func isOfAnotherKind(_ column: String) -> Bool {
        RuleSet.released.flatMap(\.kinds).contains { $0.fieldID(named: column) != nil }
    }

    private func checkDuplicates() throws(ImportRefusal) {
        for (index, target) in targets.enumerated() where target.isSingle {
            guard let first = targets[..<index].firstIndex(of: target) else { continue }
            throw ImportRefusal(
                line: 1,
                reason: "the columns `\(Excerpt.of(columns[first]))` and "
                    + "`\(Excerpt.of(columns[index]))` both give `\(Excerpt.of(target.name))`",
                next: "leave one of them out with --map COLUMN=, or rename it"
            )
        }
    }

    private func checkPlace() throws(ImportRefusal) {
        let parts = ColumnTarget.PlacePart.allCases.filter { targets.contains(.place($0)) }
        guard let first = parts.first else { return }
        var needed: [ColumnTarget.PlacePart] = [.latitude, .longitude]
        if parts.contains(.position), !needed.contains(where: parts.contains) { needed = [] }
        for needed in needed where !parts.contains(needed) {
            throw ImportRefusal(
                line: 1,
                reason: "there is a column for `\(first.name)`, but none for \(needed)",
                next: "say which column it is with --map COLUMN=\(needed.name), or what the first "
                    + "one means with --map COLUMN=attributes.NAME"
            )
        }
        if gives(.place) {
            throw ImportRefusal(
                line: 1,
                reason: "both `place` and columns for parts of it (`\(first.name)`) give the place",
                next: "leave one of them out with --map COLUMN="
            )
        }
    }

    private func checkRequired(_ kind: Kind, _ defaults: ImportDefaults) throws(ImportRefusal) {
        var given: [FieldID] = targets.compactMap { target in
            if case .field(let id, _) = target { id } else { nil }
        }
        if targets.contains(.place(.latitude)) || targets.contains(.place(.position)) {
            given.append(.place)
        }
        guard let field = defaults.missing(from: kind, given: given).first else { return }
        let separators = [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")]
        if columns.count == 1,
            let separator = separators.first(where: { columns[0].contains($0.0) })
        {
            throw ImportRefusal(
                line: 1,
                reason: "the columns are separated by \(separator.1), not by commas",
                next: "save the file with commas"
            )
        }
        throw ImportRefusal(
            line: 1,
            reason: "no column gives `\(field.name)`, without which there is no \(kind.name)",
            next: "say which column does with --map COLUMN=\(field.name)"
                + (field.type == .place
                    ? ", or COLUMN=lat and COLUMN=lon"
                    : ", or give all records one value with --map =\(field.name):VALUE")
                + "; the columns are " + Self.list(columns)
        )
    }

    private func gives(_ id: FieldID) -> Bool {
        targets.contains { target in
            if case .field(id, _) = target { true } else { false }
        }
    }

    private static func missing(_ name: String, _ columns: [String]) -> ImportRefusal {
        ImportRefusal(
            line: 1,
            reason: "there is no column `\(Excerpt.of(name))`",
            next: "the columns are " + list(columns)
        )
    }

    private static func list(_ columns: [String]) -> String {
        let shown = columns.prefix(40).map { "`\(Excerpt.of($0))`" }.joined(separator: ", ")
        return columns.count > 40 ? shown + ", …" : shown
    }
}
