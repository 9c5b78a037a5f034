/// What the person who imports a file says about its columns.
///
/// Each rule is one `--map`: `COLUMN=FIELD` gives a column to a field, `COLUMN=` leaves a column out,
/// `=FIELD:VALUE` is the value of new records whose rows are silent about the field. A column of
/// GeoJSON is a key of `properties`.
package struct ImportMapping: Equatable, Sendable {
    /// Columns and the fields that they are given to; an empty field leaves the column out.
    package let columns: [Column]
    /// Values for new records whose rows do not say.
    package let constants: [Constant]
    /// The column whose values tell the records of the file apart.
    package let idColumn: String?

    /// A column and the name of its field.
    package struct Column: Equatable, Sendable {
        /// The column's name as the file writes it.
        package let name: String
        /// The field's name; empty for a column that is left out.
        package let field: String
    }

    /// A value for new records whose rows do not say.
    package struct Constant: Equatable, Sendable {
        /// The field's name.
        package let field: String
        /// The value as people type it.
        package let text: String
    }

    /// A mapping without any rule: well-known columns map themselves.
    package static let none = Self(columns: [], constants: [], idColumn: nil)

    private init(columns: [Column], constants: [Constant], idColumn: String?) {
        self.columns = columns
        self.constants = constants
        self.idColumn = idColumn
    }

    /// Reads the rules; whether the kind has such fields is asked when an `Importer` is made.
    package init(rules: [String], idColumn: String? = nil) throws(ImportRefusal) {
        var columns: [Column] = []
        var constants: [Constant] = []
        for rule in rules {
            if rule.utf8.first == UInt8(ascii: "=") {
                constants.append(try Self.constant(rule))
                continue
            }
            let column = try Self.column(rule)
            guard !columns.contains(where: { $0.name.utf8.elementsEqual(column.name.utf8) }) else {
                throw ImportRefusal(
                    reason: "the column `\(Excerpt.of(column.name))` is mapped twice",
                    next: "map each column once"
                )
            }
            columns.append(column)
        }
        self.columns = columns
        self.constants = constants
        self.idColumn = idColumn
    }

    private static func column(_ rule: String) throws(ImportRefusal) -> Column {
        guard let mark = rule.utf8.lastIndex(of: UInt8(ascii: "=")) else { throw malformed(rule) }
        return Column(
            name: String(rule[..<mark]),
            field: rule[rule.utf8.index(after: mark)...].trimmed
        )
    }

    private static func constant(_ rule: String) throws(ImportRefusal) -> Constant {
        let rest = rule.dropFirst()
        guard let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")) else { throw malformed(rule) }
        return Constant(
            field: rest[..<colon].trimmed,
            text: String(rest[rest.utf8.index(after: colon)...])
        )
    }

    private static func malformed(_ rule: String) -> ImportRefusal {
        ImportRefusal(
            reason: "`\(Excerpt.of(rule))` does not map a column",
            next: "write COLUMN=FIELD, COLUMN= to leave a column out, or =FIELD:VALUE for the "
                + "value of new records whose rows do not say"
        )
    }
}
