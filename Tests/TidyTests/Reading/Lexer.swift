/// Cuts Swift source into tokens, so that no rule is fooled by a word in a string or a comment.
///
/// It knows nested comments, raw and multi-line strings, interpolations and raw identifiers. It does
/// not know regular expressions between bare slashes, which this project does not use.
struct Lexer {
    private(set) var tokens: [Token] = []
    /// The comments that begin on each line, slashes included.
    private(set) var comments: [Int: String] = [:]
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var lastTokenEnd = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
        readCode(untilParenthesis: false)
    }

    /// Reads code to its end or, in an interpolation, to the parenthesis that closes it.
    private mutating func readCode(untilParenthesis isInterpolation: Bool) {
        var depth = 0
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\n"): advance()
            case UInt8(ascii: "/") where peek(1) == byte: readLineComment()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): readBlockComment()
            case UInt8(ascii: "\""): readString(hashes: 0)
            case UInt8(ascii: "#"): readHash()
            case UInt8(ascii: "`"): readRawIdentifier()
            case UInt8(ascii: "("), UInt8(ascii: ")"):
                depth += byte == UInt8(ascii: "(") ? 1 : -1
                if isInterpolation, depth < 0 { return advance() }
                readSymbol()
            case _ where Self.isDigit(byte): readNumber()
            case _ where Self.isWordByte(byte): readWord()
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): advance()
            default: readSymbol()
            }
        }
    }

    private mutating func readLineComment() {
        let start = index
        while let byte = peek(), byte != UInt8(ascii: "\n") { advance() }
        comments[line, default: ""] += text(from: start)
    }

    private mutating func readBlockComment() {
        let start = index
        let startLine = line
        var depth = 0
        repeat {
            if peek() == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
                depth += 1
                advance()
            } else if peek() == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
                depth -= 1
                advance()
            }
            advance()
        } while depth > 0 && peek() != nil
        comments[startLine, default: ""] += text(from: start)
    }

    /// Reads `#"..."#`, or a lone `#` as a symbol.
    private mutating func readHash() {
        var hashes = 0
        while peek(hashes) == UInt8(ascii: "#") { hashes += 1 }
        guard peek(hashes) == UInt8(ascii: "\"") else { return readSymbol() }
        index += hashes
        readString(hashes: hashes)
    }

    private mutating func readString(hashes: Int) {
        let isMultiline = follows([UInt8](repeating: UInt8(ascii: "\""), count: 3))
        let quotes = [UInt8](repeating: UInt8(ascii: "\""), count: isMultiline ? 3 : 1)
        let closing = quotes + [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
        let escape =
            [UInt8(ascii: "\\")] + [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
        index += quotes.count
        while peek() != nil {
            if follows(closing) {
                index += closing.count
                return
            }
            guard follows(escape) else {
                advance()
                continue
            }
            index += escape.count
            let isInterpolation = peek() == UInt8(ascii: "(")
            advance()
            if isInterpolation { readCode(untilParenthesis: true) }
        }
    }

    private mutating func readRawIdentifier() {
        let start = index
        advance()
        while let byte = peek(), byte != UInt8(ascii: "`"), byte != UInt8(ascii: "\n") { advance() }
        advance()
        append(.word, from: start)
    }

    /// Reads `48`, `45_000`, `0x2F` or `1.5`; the dot of `1...5` and of `pair.0` is a symbol.
    private mutating func readNumber() {
        let start = index
        let isMember = tokens.last?.isSymbol(".") ?? false
        while let byte = peek(), Self.isWordByte(byte) { advance() }
        if !isMember, peek() == UInt8(ascii: "."), let next = peek(1), Self.isDigit(next) {
            advance()
            while let byte = peek(), Self.isWordByte(byte) { advance() }
        }
        append(.number, from: start)
    }

    private mutating func readWord() {
        let start = index
        while let byte = peek(), Self.isWordByte(byte) { advance() }
        append(.word, from: start)
    }

    private mutating func readSymbol() {
        let start = index
        advance()
        append(.symbol, from: start)
    }

    private mutating func append(_ kind: Token.Kind, from start: Int) {
        let isAttached = start == lastTokenEnd
        tokens.append(
            Token(kind: kind, text: text(from: start), line: line, isAttached: isAttached)
        )
        lastTokenEnd = index
    }

    private func text(from start: Int) -> String {
        String(decoding: bytes[start..<min(index, bytes.count)], as: UTF8.self)
    }

    private func peek(_ ahead: Int = 0) -> UInt8? {
        index + ahead < bytes.count ? bytes[index + ahead] : nil
    }

    private func follows(_ expected: [UInt8]) -> Bool {
        bytes[min(index, bytes.count)...].starts(with: expected)
    }

    private mutating func advance() {
        if peek() == UInt8(ascii: "\n") { line += 1 }
        index += 1
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
