/// One line for a terminal: pieces of text, each with a style.
///
/// Every piece is escaped as it is made, so nothing that is in a line can disturb the terminal;
/// colours are added last, and only where they are wanted.
package struct Line: Equatable, Sendable {
    /// The pieces, left to right.
    package private(set) var pieces: [Piece]

    /// Text of one style.
    package struct Piece: Equatable, Sendable {
        /// The text, escaped.
        package let text: String
        /// How it looks.
        package let style: Style

        init(escaped text: String, _ style: Style) {
            self.text = text
            self.style = style
        }
    }

    /// How text looks where colours are wanted.
    package enum Style: String, Sendable {
        /// As the terminal is.
        case plain = ""
        /// A heading or a name.
        case bold = "1"
        /// What matters less.
        case dim = "2"
        /// All is well.
        case good = "32"
        /// Look here.
        case warning = "33"
        /// Something is wrong.
        case bad = "1;31"
        /// Something that can be typed or looked up.
        case reference = "36"
    }

    /// A line of one piece; the text is escaped.
    package init(_ text: String = "", _ style: Style = .plain) {
        pieces = text.isEmpty ? [] : [Piece(escaped: TerminalText.escaping(text), style)]
    }

    /// A sentence of the daemon, in which foreign text is escaped already.
    package init(prose text: String, _ style: Style = .plain) {
        pieces =
            text.isEmpty ? [] : [Piece(escaped: TerminalText.escaping(text, isProse: true), style)]
    }

    private init(pieces: [Piece]) { self.pieces = pieces }

    /// One line after the other, on one line.
    package static func + (left: Self, right: Self) -> Self {
        Self(pieces: left.pieces + right.pieces)
    }

    /// The line with plain text after it.
    package static func + (left: Self, right: String) -> Self { left + Line(right) }

    /// Columns that it takes.
    package var width: Int { pieces.reduce(0) { $0 + DisplayWidth.columns(of: $1.text) } }

    /// The line with blanks on its right up to `width` columns.
    package func padded(to width: Int) -> Line {
        let missing = width - self.width
        return missing > 0 ? self + String(repeating: " ", count: missing) : self
    }

    /// The line with blanks on its left up to `width` columns.
    package func aligned(right width: Int) -> Line {
        let missing = width - self.width
        return missing > 0 ? Line(String(repeating: " ", count: missing)) + self : self
    }

    /// The line cut to `width` columns, the last of them `…` if something was cut.
    package func shortened(to width: Int) -> Line {
        guard self.width > width else { return self }
        return split(at: max(width - 1, 0)).fits + "…"
    }

    /// The line in lines of at most `width` columns, broken at blanks where there are any.
    package func wrapped(to width: Int) -> [Line] {
        var lines: [Line] = []
        var rest = self
        while rest.width > max(width, 2) {
            let (fits, remains) = rest.split(at: rest.breakColumn(within: max(width, 2)))
            lines.append(fits)
            rest = remains.droppingBlank()
        }
        return lines + [rest]
    }

    /// The bytes for the terminal, without the line's end.
    package func text(colour: Bool) -> String {
        guard colour else { return pieces.map(\.text).joined() }
        return pieces.map { piece in
            piece.style == .plain
                ? piece.text : "\u{1B}[\(piece.style.rawValue)m\(piece.text)\u{1B}[0m"
        }.joined()
    }

    private func split(at columns: Int) -> (fits: Line, rest: Line) {
        var room = columns
        var fits: [Piece] = []
        for (index, piece) in pieces.enumerated() {
            let width = DisplayWidth.columns(of: piece.text)
            if width <= room {
                fits.append(piece)
                room -= width
                continue
            }
            let halves = DisplayWidth.split(piece.text, at: room)
            fits.append(Piece(escaped: halves.fits, piece.style))
            let rest = [Piece(escaped: halves.rest, piece.style)] + pieces[(index + 1)...]
            return (Line(pieces: fits), Line(pieces: rest))
        }
        return (self, Line())
    }

    /// Just after the last blank within `width` columns, or `width` where there is none.
    private func breakColumn(within width: Int) -> Int {
        var column = 0
        var afterBlank = 0
        for scalar in pieces.lazy.map(\.text.unicodeScalars).joined() {
            column += DisplayWidth.columns(of: scalar)
            if column > width { break }
            if scalar == " " { afterBlank = column }
        }
        return afterBlank > 0 ? afterBlank : width
    }

    private func droppingBlank() -> Line {
        guard let first = pieces.first else { return self }
        let text = String(first.text.drop { $0 == " " })
        return Line(pieces: [Piece(escaped: text, first.style)] + pieces.dropFirst())
    }
}
