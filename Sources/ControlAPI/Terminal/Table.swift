/// Rows of cells in columns as wide as their widest cell.
package struct Table: Sendable {
    /// The columns, left to right.
    package let columns: [Column]
    /// The rows, each with a cell for every column.
    package private(set) var rows: [[Line]] = []

    /// One column of a table.
    package struct Column: Sendable {
        /// What stands above it.
        package let title: String
        /// Whether its cells end at its right side, as numbers do.
        package let isNumber: Bool
        /// Cells are cut beyond this width.
        package let widthMax: Int

        package init(_ title: String, isNumber: Bool = false, widthMax: Int = .max) {
            self.title = title
            self.isNumber = isNumber
            self.widthMax = widthMax
        }
    }

    package init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row; missing cells are empty.
    package mutating func add(_ cells: [Line]) {
        rows.append(cells + Array(repeating: Line(), count: max(0, columns.count - cells.count)))
    }

    /// The titles, then the rows, two blanks between columns.
    package func lines(indent: Int = 0) -> [Line] {
        let titles = columns.map { Line($0.title, .dim) }
        let widths = columns.indices.map { column in
            min(
                columns[column].widthMax,
                ([titles] + rows).lazy.map { $0[column].width }.max() ?? 0
            )
        }
        return ([titles] + rows).map { line(of: $0, widths: widths, indent: indent) }
    }

    private func line(of cells: [Line], widths: [Int], indent: Int) -> Line {
        let last = cells.lastIndex { $0.width > 0 } ?? 0
        return cells[...last].enumerated().reduce(Line(String(repeating: " ", count: indent))) {
            line,
            item in
            let (column, cell) = item
            let fitting = cell.shortened(to: widths[column])
            let gap = column == 0 ? line : line + "  "
            if columns[column].isNumber { return gap + fitting.aligned(right: widths[column]) }
            return gap + (column == last ? fitting : fitting.padded(to: widths[column]))
        }
    }
}
