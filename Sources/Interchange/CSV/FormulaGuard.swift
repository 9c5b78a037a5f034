/// Keeps spreadsheets from taking a cell for a formula, without losing a byte.
///
/// A cell that begins with `=`, `+`, `-`, `@`, a tab or a line end is written with a `'` in front. So
/// is one that begins with `'` and one of these, or with `''`: then exactly the cells of which the
/// importer takes the first `'` away are those that had it put there. Coordinates and lengths are
/// numbers, written by us, and need no guard.
enum FormulaGuard {
    /// The text as its cell is written.
    static func guarding(_ text: String) -> String {
        guard let first = text.utf8.first else { return text }
        let isQuoted = first == mark && text.utf8.dropFirst().first.map(isGuarded) ?? false
        return isQuoted || first != mark && isGuarded(first) ? "'" + text : text
    }

    /// The cell's bytes as they were before they were guarded.
    static func unguarding(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard cell.count > 1, cell[0] == mark, isGuarded(cell[1]) else { return cell }
        return UnsafeBufferPointer(rebasing: cell[1...])
    }

    private static let mark = UInt8(ascii: "'")

    private static func isGuarded(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
            UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), mark:
            true
        default: false
        }
    }
}
