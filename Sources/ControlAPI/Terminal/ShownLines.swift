import BankModel

/// A file on its way to a terminal: escaped line by line, whatever pieces it comes in.
package struct ShownLines: Sendable {
    private var held: [UInt8] = []

    package init() {}

    /// Adds a piece, and gives the lines that are whole by now, escaped.
    ///
    /// A line without an end is given in parts of `Limits.frameBytesMax`, so that little is held.
    package mutating func taking(_ piece: [UInt8]) -> [UInt8] {
        held += piece
        let end = held.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
        guard let end = end ?? (held.count > Limits.frameBytesMax ? held.count : nil) else {
            return []
        }
        defer { held.removeFirst(end) }
        return Self.escaping(held[..<end])
    }

    /// Gives what has no end of line, escaped.
    package mutating func rest() -> [UInt8] {
        defer { held = [] }
        return Self.escaping(held[...])
    }

    /// A carriage return is shown unless it ends a line together with the line feed.
    private static func escaping(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return Array(
            lines.enumerated().map { index, line in
                let isEnded = index < lines.count - 1 && line.last == UInt8(ascii: "\r")
                let text = String(decoding: isEnded ? line.dropLast() : line, as: UTF8.self)
                return TerminalText.escaping(text)
            }.joined(separator: "\n").utf8
        )
    }
}
