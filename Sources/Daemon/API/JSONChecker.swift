import BankModel
import ControlAPI

/// Reads a JSON text once, before any decoder does, and refuses what a decoder would let pass.
///
/// That is: two equal keys in one object, a key that the shape does not have, too many levels, and
/// whatever is not RFC 8259. Every fault is a `Failure` of code 65 that names its line and column.
struct JSONChecker {
    private let bytes: [UInt8]
    private var offset = 0
    private var depth = 0

    /// Throws unless `bytes` are one JSON text of this shape.
    static func check(_ bytes: [UInt8], against shape: JSONShape) throws(Failure) {
        var checker = JSONChecker(bytes: bytes)
        guard !bytes.isEmpty else { throw checker.failure("the body is empty") }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Failure(.badData, "the body is not UTF-8 text")
        }
        try checker.value(shape, path: "")
        checker.skipSpace()
        guard checker.offset == bytes.count else {
            throw checker.failure("expected the end after the value")
        }
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func value(_ shape: JSONShape, path: String) throws(Failure) {
        skipSpace()
        switch (peek, shape) {
        case (UInt8(ascii: "{"), .object(let keys)): try object(path) { keys[$0] }
        case (UInt8(ascii: "{"), .any): try object(path) { _ in .any }
        case (UInt8(ascii: "["), .list(let element)): try list(element, path: path)
        case (UInt8(ascii: "["), .any): try list(.any, path: path)
        case (_, .object): throw failure("expected an object", at: path)
        case (_, .list): throw failure("expected a list", at: path)
        case (UInt8(ascii: "{"), .scalar), (UInt8(ascii: "["), .scalar):
            throw failure("expected a text, a number, true or false", at: path)
        case (_, .scalar), (_, .any): try scalar()
        }
    }

    private mutating func object(
        _ path: String,
        _ shape: (String) -> JSONShape?
    ) throws(Failure) {
        try enter()
        var seen: Set<[UInt8]> = []
        while try next(until: UInt8(ascii: "}"), isFirst: seen.isEmpty) {
            guard peek == UInt8(ascii: "\"") else { throw failure("expected a key in quotes") }
            let start = offset
            let key = try string()
            guard seen.insert(Array(key.utf8)).inserted else {
                offset = start
                throw failure("the key \(Self.quote(key)) stands here twice", at: path)
            }
            guard let shape = shape(key) else {
                offset = start
                throw failure("unknown key \(Self.quote(key))", at: path)
            }
            skipSpace()
            try take(UInt8(ascii: ":"), "expected a colon")
            try value(shape, path: path.isEmpty ? key : "\(path).\(key)")
        }
    }

    private mutating func list(_ element: JSONShape, path: String) throws(Failure) {
        try enter()
        var count = 0
        while try next(until: UInt8(ascii: "]"), isFirst: count == 0) {
            try value(element, path: "\(path)[\(count)]")
            count += 1
        }
    }

    private mutating func enter() throws(Failure) {
        depth += 1
        guard depth <= Limits.controlJSONDepthMax else {
            throw failure("more than \(Limits.controlJSONDepthMax) levels")
        }
        offset += 1
    }

    /// Whether another element follows; takes the comma before it, or the bracket that closes.
    private mutating func next(until close: UInt8, isFirst: Bool) throws(Failure) -> Bool {
        skipSpace()
        if peek == close {
            offset += 1
            depth -= 1
            return false
        }
        if !isFirst {
            try take(UInt8(ascii: ","), "expected a comma or `\(Unicode.Scalar(close))`")
            skipSpace()
        }
        return true
    }

    private mutating func scalar() throws(Failure) {
        switch peek {
        case UInt8(ascii: "\""): _ = try string()
        case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte): try number()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        case nil: throw failure("the body ends too early")
        default: throw failure("expected a value")
        }
    }

    private mutating func word(_ word: String) throws(Failure) {
        guard bytes[offset...].starts(with: word.utf8) else { throw failure("expected a value") }
        offset += word.utf8.count
    }

    private mutating func number() throws(Failure) {
        if peek == UInt8(ascii: "-") { offset += 1 }
        if peek == UInt8(ascii: "0") { offset += 1 } else { try digits() }
        if peek == UInt8(ascii: ".") {
            offset += 1
            try digits()
        }
        if peek.map({ $0 | 0x20 }) == UInt8(ascii: "e") {
            offset += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { offset += 1 }
            try digits()
        }
    }

    private mutating func digits() throws(Failure) {
        let start = offset
        while let byte = peek, Self.isDigit(byte) { offset += 1 }
        guard offset > start else { throw failure("expected a digit") }
    }

    /// The string that begins here, without its quotes and with its escapes resolved.
    private mutating func string() throws(Failure) -> String {
        offset += 1
        var units: [UInt8] = []
        while let byte = peek {
            offset += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
            case UInt8(ascii: "\\"): units += Array(String(try escape()).utf8)
            case 0..<0x20:
                offset -= 1
                throw failure("a control character in a text must be written as \\u")
            default: units.append(byte)
            }
        }
        throw failure("the body ends within a text")
    }

    private mutating func escape() throws(Failure) -> Unicode.Scalar {
        guard let byte = peek else { throw failure("the body ends within a text") }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return .init(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw failure("no such escape in a text")
        }
    }

    /// The scalar of one `\uXXXX`, or of two that are a surrogate pair.
    private mutating func unicodeEscape() throws(Failure) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
        guard UTF16.isLeadSurrogate(first), peek == UInt8(ascii: "\\") else {
            throw failure("half a surrogate pair")
        }
        offset += 1
        try take(UInt8(ascii: "u"), "half a surrogate pair")
        let second = try codeUnit()
        guard UTF16.isTrailSurrogate(second) else { throw failure("half a surrogate pair") }
        return UTF16.decode((first, second))
    }

    private mutating func codeUnit() throws(Failure) -> UInt16 {
        let digits = bytes[offset...].prefix(4)
        let text = String(decoding: digits, as: UTF8.self)
        let isHexadecimal = digits.allSatisfy { Unicode.Scalar($0).properties.isASCIIHexDigit }
        guard digits.count == 4, isHexadecimal, let unit = UInt16(text, radix: 16) else {
            throw failure("expected four hexadecimal digits")
        }
        offset += 4
        return unit
    }

    private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func take(_ byte: UInt8, _ expected: String) throws(Failure) {
        guard peek == byte else { throw failure(expected) }
        offset += 1
    }

    private mutating func skipSpace() {
        while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func quote(_ text: String) -> String {
        "\"\(Escaping.text(text, bytesMax: 80))\""
    }

    private func failure(_ problem: String, at path: String = "") -> Failure {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
        let place = path.isEmpty ? "" : "\(Escaping.text(path, bytesMax: 120)): "
        return Failure(
            .badData,
            "the body, line \(line), column \(column): \(place)\(problem)"
        )
    }
}

extension UTF16 {
    /// The scalar of a surrogate pair; both halves have been checked.
    fileprivate static func decode(_ pair: (UInt16, UInt16)) -> Unicode.Scalar {
        let value = 0x10000 + (UInt32(pair.0 & 0x3FF) << 10 | UInt32(pair.1 & 0x3FF))
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }
}
