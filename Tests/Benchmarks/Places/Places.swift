import Foundation

/// The rows of a file of places, as many as are asked for.
struct Places {
    static let header = "lat,lon,name,admin1,admin2,cc"

    private var rows: [String]
    private var generator = PlaceGenerator()

    /// Reads the file; without one, every row is generated.
    init(file: String?) throws {
        guard let file else {
            rows = []
            return
        }
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.first.map(String.init) == Self.header else {
            throw BenchError("\(file) does not begin with \(Self.header)")
        }
        rows = lines.dropFirst().map(String.init)
    }

    /// Makes sure that there are so many; what the file lacks is generated.
    mutating func provide(_ count: Int) {
        while rows.count < count { rows.append(generator.next()) }
    }

    /// The first so many rows, without an end of line.
    func first(_ count: Int) -> ArraySlice<String> { rows.prefix(count) }

    /// Bytes of the first so many rows with their ends of line, the header not counted.
    func bytes(_ count: Int) -> Int { first(count).reduce(0) { $0 + $1.utf8.count + 1 } }

    /// Writes the header and the first so many rows.
    func write(_ count: Int, to url: URL) throws {
        let text = ([Self.header] + first(count)).joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: url)
    }

    /// A row in parts.
    func place(_ index: Int) -> Place { Place(rows[index]) }
}

/// One row of a file of places.
struct Place {
    let latitude: Double
    let longitude: Double
    /// What people would look for: name and administrative areas.
    let words: String
    let name: String

    init(_ row: String) {
        let cells = Self.cells(row)
        latitude = cells.first.flatMap { Double($0) } ?? 0
        longitude = cells.dropFirst().first.flatMap { Double($0) } ?? 0
        name = cells.dropFirst(2).first ?? ""
        words = cells.dropFirst(2).joined(separator: "\n") + "\nfacility"
    }

    /// The cells of a row, quotes taken off.
    private static func cells(_ row: String) -> [String] {
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        for letter in row {
            switch letter {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                cells.append(cell)
                cell = ""
            default: cell.append(letter)
            }
        }
        return cells + [cell]
    }
}
