/// Looks at the first bytes of a file: takes a byte-order mark away, and knows what is no text.
///
/// Goes to: passing everything on, as soon as four bytes are there or the file has ended.
struct Preamble {
    private var held: [UInt8]? = []

    private static let longest = 4

    /// The bytes to read on with, nil while too few have come to tell.
    mutating func feed(_ bytes: [UInt8], isLast: Bool) throws(ImportRefusal) -> [UInt8]? {
        guard let held else { return bytes }
        let first = held + bytes
        guard first.count >= Self.longest || isLast else {
            self.held = first
            return nil
        }
        self.held = nil
        if let what = Self.binary.first(where: { first.starts(with: $0.magic) })?.what {
            throw ImportRefusal(
                line: 1,
                reason: "the file is \(what), not UTF-8 text",
                next: Self.next
            )
        }
        return first.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(first.dropFirst(3)) : first
    }

    /// Refuses a file with a NUL byte, which no text has.
    static func refusal(ofNULInLine line: Int) -> ImportRefusal {
        ImportRefusal(line: line, reason: "the file is not text: it has a NUL byte", next: next)
    }

    private static let next = "give a CSV, GeoJSON or KML file in UTF-8, unpacked"

    private static let binary: [(magic: [UInt8], what: String)] = [
        ([0xFF, 0xFE], "in UTF-16"), ([0xFE, 0xFF], "in UTF-16"), ([0x1F, 0x8B], "packed by gzip"),
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or a spreadsheet"),
        ([0x28, 0xB5, 0x2F, 0xFD], "packed by zstd"), ([0xFD, 0x37, 0x7A, 0x58], "packed by xz"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
    ]
}
