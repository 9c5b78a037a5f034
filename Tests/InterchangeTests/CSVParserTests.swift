import BankModel
import Testing

@testable import Interchange

/// Rows out of bytes, RFC 4180 and beyond.
struct CSVParserTests {
    /// A row as a test names it: its line, its cells, its fault.
    struct Row: Equatable {
        var line: Int
        var cells: [String] = []
        var fault: CSVRow.Fault?
    }

    private func rows(_ text: String, chunk: Int = .max) -> [Row] {
        var parser = CSVParser()
        var rows: [Row] = []
        func take(_ row: CSVRow) {
            let cells = row.ends.indices.map {
                row.withCell($0) { String(decoding: $0, as: UTF8.self) }
            }
            rows.append(
                Row(line: row.line, cells: row.fault == nil ? cells : [], fault: row.fault)
            )
        }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            Array(rest.prefix(chunk)).withUnsafeBufferPointer { parser.feed($0, take) }
            rest = rest.dropFirst(chunk)
        }
        parser.finish(take)
        return rows
    }

    private static let table: [(String, [Row])] = [
        ("", []),
        ("\n\r\n\r", []),
        ("a,b", [Row(line: 1, cells: ["a", "b"])]),
        ("a,b\n", [Row(line: 1, cells: ["a", "b"])]),
        (
            "a,b\r\nc,d\re\nf",
            [
                Row(line: 1, cells: ["a", "b"]), Row(line: 2, cells: ["c", "d"]),
                Row(line: 3, cells: ["e"]), Row(line: 4, cells: ["f"]),
            ]
        ),
        ("a\n\n\r\n\rb", [Row(line: 1, cells: ["a"]), Row(line: 5, cells: ["b"])]),
        (",", [Row(line: 1, cells: ["", ""])]),
        (",\n,", [Row(line: 1, cells: ["", ""]), Row(line: 2, cells: ["", ""])]),
        ("\"\"", [Row(line: 1, cells: [""])]),
        ("\"\"\n", [Row(line: 1, cells: [""])]),
        ("\"a,b\",c", [Row(line: 1, cells: ["a,b", "c"])]),
        ("\"a\"\"b\"", [Row(line: 1, cells: ["a\"b"])]),
        ("\"\"\"\"", [Row(line: 1, cells: ["\""])]),
        ("\"\"\"a\"\"\",\"\"\"\"\"\"", [Row(line: 1, cells: ["\"a\"", "\"\""])]),
        (
            "\"a\r\nb\rc\nd\"\r\ne",
            [
                Row(line: 1, cells: ["a\r\nb\rc\nd"]), Row(line: 5, cells: ["e"]),
            ]
        ),
        (
            "\"a\r\",\"\nb\"\nc",
            [
                Row(line: 1, cells: ["a\r", "\nb"]), Row(line: 4, cells: ["c"]),
            ]
        ),
        (" a , b ", [Row(line: 1, cells: [" a ", " b "])]),
        ("é,東\n🏥", [Row(line: 1, cells: ["é", "東"]), Row(line: 2, cells: ["🏥"])]),
        ("a\u{85}b\u{2028}c", [Row(line: 1, cells: ["a\u{85}b\u{2028}c"])]),
        ("a\"b,c\nd", [Row(line: 1, fault: .strayQuote(cell: 1)), Row(line: 2, cells: ["d"])]),
        ("x, \"b\"\nd", [Row(line: 1, fault: .strayQuote(cell: 2)), Row(line: 2, cells: ["d"])]),
        (
            "\"a\" ,c\nd",
            [Row(line: 1, fault: .textBehindQuote(cell: 1)), Row(line: 2, cells: ["d"])]
        ),
        (
            "x,\"a\"b\"\nd",
            [Row(line: 1, fault: .textBehindQuote(cell: 2)), Row(line: 2, cells: ["d"])]
        ),
        ("a\n\"b\nc", [Row(line: 1, cells: ["a"]), Row(line: 2, fault: .cutShort)]),
        ("a\n\"", [Row(line: 1, cells: ["a"]), Row(line: 2, fault: .cutShort)]),
        ("a,\"b\"\"", [Row(line: 1, fault: .cutShort)]),
    ]

    @Test(arguments: table)
    func `rows, cells and lines are as written`(text: String, expected: [Row]) {
        #expect(rows(text) == expected)
    }

    @Test(arguments: table)
    func `where the chunks end makes no difference`(text: String, expected: [Row]) {
        for chunk in 1...max(1, text.utf8.count) { #expect(rows(text, chunk: chunk) == expected) }
    }

    @Test func `generated rows are read back, in any chunks`() {
        var maker = ValueMaker(seed: 4)
        for _ in 0..<200 {
            let cells = (0..<5).map { _ in Bool.random(using: &maker.dice) ? maker.text() : "" }
            let line = cells.map {
                "\""
                    + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(
                        separator: "\"\""
                    ) + "\""
            }
            let text = line.joined(separator: ",") + "\r\n"
            #expect(
                rows(text, chunk: Int.random(in: 1...9, using: &maker.dice)).map(\.cells) == [cells]
            )
        }
    }

    @Test func `a row has at most so many cells, and a million cost no more`() {
        let max = Limits.importColumnsMax
        for (count, fault) in [(max - 1, nil), (max, nil), (max + 1, CSVRow.Fault.tooManyCells)] {
            let text = String(repeating: ",", count: count - 1) + "\nb"
            let rows = rows(text)
            #expect(rows.first?.fault == fault)
            #expect(rows.first?.cells.count == (fault == nil ? count : 0))
            #expect(rows.last == Row(line: 2, cells: ["b"]))
        }
        var parser = CSVParser()
        let million = [UInt8](repeating: UInt8(ascii: ","), count: 1_000_000)
        million.withUnsafeBufferPointer { parser.feed($0) { _ in } }
        parser.finish { row in
            #expect(row.fault == .tooManyCells && row.cellCount == 1_000_001)
            #expect(row.ends.count == max)
        }
    }

    @Test func `a row has at most so many bytes, and the next one is read`() {
        let max = Limits.importRowBytesMax
        for (count, fault) in [(max - 1, nil), (max, nil), (max + 1, CSVRow.Fault.tooLong)] {
            let rows = rows(String(repeating: "x", count: count) + "\nb", chunk: 65_536)
            #expect(rows.count == 2 && rows[0].fault == fault)
            #expect(rows[1] == Row(line: 2, cells: ["b"]))
        }
    }
}
