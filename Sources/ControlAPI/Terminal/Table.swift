/// Rows of cells in columns as wide as their widest cell.
///
/// Where they are wider together than a line, the elastic columns are cut, and where that is not
/// enough each row becomes a block: a line for each cell, with its column's title.
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
        /// Whether its cells may be cut further where a line is too short for all of the columns.
        package let isElastic: Bool

        package init(
            _ title: String,
            isNumber: Bool = false,
            widthMax: Int = .max,
            isElastic: Bool = false
        ) {
            self.title = title
            self.isNumber = isNumber
            self.widthMax = widthMax
            self.isElastic = isElastic
        }
    }

    package init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row; missing cells are empty.
    package mutating func add(_ cells: [Line]) {
        rows.append(cells + Array(repeating: Line(), count: max(0, columns.count - cells.count)))
    }

    /// Lines of at most `width` columns, unless a cell's first word is longer than one.
    package func lines(indent: Int = 0, width: Int = .max) -> [Line] {
        let natural = widths
        let room = width - indent - 2 * (columns.count - 1)
        let fitting = fitted(natural, to: room)
        if fitting.reduce(0, +) <= room { return lines(indent: indent, widths: fitting) }
        return rows.flatMap { block(of: $0, indent: indent, width: width) }
    }

    /// How wide each column wants to be.
    private var widths: [Int] {
        columns.indices.map { column in
            let cells = rows.lazy.map { $0[column].width }.max() ?? 0
            let title = DisplayWidth.columns(of: columns[column].title)
            return min(columns[column].widthMax, max(title, cells))
        }
    }

    /// The widths with the widest elastic columns cut until all fit, or none can be cut further.
    private func fitted(_ widths: [Int], to room: Int) -> [Int] {
        var widths = widths
        while widths.reduce(0, +) > room {
            let elastic = columns.indices.filter {
                columns[$0].isElastic && widths[$0] > Self.elasticWidthMin
            }
            guard let widest = elastic.max(by: { widths[$0] < widths[$1] }) else { return widths }
            widths[widest] -= 1
        }
        return widths
    }

    private static let elasticWidthMin = 12

    /// The titles, then the rows, two blanks between columns.
    private func lines(indent: Int, widths: [Int]) -> [Line] {
        let titles = columns.map { Line($0.title, .dim) }
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

    /// The row's cells below each other, each behind its title; the first begins the block.
    private func block(of cells: [Line], indent: Int, width: Int) -> [Line] {
        let titles = columns.map { Line($0.title, .dim) }
        let titleWidth = titles.map(\.width).max() ?? 0
        let margin = Line(String(repeating: " ", count: indent))
        let room = width - indent - titleWidth - 4
        return cells.indices.filter { cells[$0].width > 0 }.flatMap { column in
            let value = cells[column].shortened(to: columns[column].widthMax)
                .wrapped(to: max(room, Self.elasticWidthMin))
            return value.enumerated().map { index, part in
                let title = index == 0 ? titles[column] : Line()
                let lead = column == 0 ? "" : "  "
                return margin + lead
                    + title.padded(to: titleWidth + (column == 0 ? 4 : 2)) + part
            }
        }
    }
}
