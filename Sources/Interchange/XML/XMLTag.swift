/// Takes a start tag apart, `<name attribute="value" …>` with its angle brackets.
struct XMLTag {
    private let bytes: [UInt8]
    private var index = 1

    /// What stands next in a tag.
    enum Part {
        /// An attribute, and its value as it is written.
        case attribute(String, [UInt8])
        /// The end of the tag.
        case end
        /// Nothing that a tag may have.
        case malformed
    }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether the tag is `<name/>`.
    var isEmptyElement: Bool { bytes.count > 3 && bytes[bytes.count - 2] == UInt8(ascii: "/") }

    /// The element's name; nil where none stands there.
    mutating func name() -> String? {
        let start = index
        guard index < end, Self.isNameStart(bytes[index]) else { return nil }
        while index < end, Self.isNamePart(bytes[index]) { index += 1 }
        return String(validating: bytes[start..<index], as: UTF8.self)
    }

    /// What stands next, behind the name.
    mutating func next() -> Part {
        let isSpaced = skipSpace()
        if index >= end { return .end }
        guard isSpaced, let name = name() else { return .malformed }
        skipSpace()
        guard take(UInt8(ascii: "=")) else { return .malformed }
        skipSpace()
        guard index < end,
            let quote = [UInt8(ascii: "\""), UInt8(ascii: "'")]
                .first(where: { $0 == bytes[index] })
        else { return .malformed }
        index += 1
        guard let close = bytes[index..<end].firstIndex(of: quote) else { return .malformed }
        defer { index = close + 1 }
        return .attribute(name, Array(bytes[index..<close]))
    }

    /// Where the `>` or `/>` stands.
    private var end: Int { bytes.count - (isEmptyElement ? 2 : 1) }

    @discardableResult
    private mutating func skipSpace() -> Bool {
        let start = index
        while index < end, Self.isSpace(bytes[index]) { index += 1 }
        return index > start
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < end, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Space, tab, line feed and carriage return.
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x9 || byte == 0xA || byte == 0xD
    }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "_"), UInt8(ascii: ":"), 0x80...:
            true
        default: false
        }
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: isNameStart(byte)
        }
    }
}
