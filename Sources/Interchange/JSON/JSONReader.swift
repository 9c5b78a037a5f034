package import BankModel

/// A strict reader of JSON, RFC 8259, that keeps numbers as the decimals that they are.
///
/// Refused, each at its byte: a key that an object has twice, a number of more than 18 significant
/// digits, half a surrogate pair, text that is not UTF-8, nesting beyond `depthMax`, and anything
/// behind the value.
package struct JSONReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let depthMax: Int
    private var index = 0

    /// What is wrong with a text that is no JSON, and at which byte, from 0.
    package struct Fault: Error, Equatable, Sendable {
        /// A sentence without its full stop.
        package let reason: String
        /// The byte at which it was found.
        package let offset: Int
    }

    /// The value that the UTF-8 text holds.
    package static func parse(_ text: [UInt8], depthMax: Int = 32) throws(Fault) -> Plain {
        try text.withUnsafeBufferPointer { (bytes) throws(Fault) in
            var reader = JSONReader(bytes: bytes, depthMax: depthMax)
            let value = try reader.value(depth: 0)
            reader.skipSpace()
            guard reader.index == bytes.count else { throw reader.fault("text behind the end") }
            return value
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, depthMax: Int) {
        self.bytes = bytes
        self.depthMax = depthMax
    }

    private mutating func value(depth: Int) throws(Fault) -> Plain {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try list(depth: depth + 1)
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw fault("the end, where a value belongs")
        default: return try number()
        }
    }

    private mutating func object(depth: Int) throws(Fault) -> Plain {
        try open(depth: depth)
        var members: [Plain.Member] = []
        guard !take(UInt8(ascii: "}")) else { return .object(members) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw fault("no key where one belongs") }
            let key = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw fault("no colon behind a key") }
            members.append(Plain.Member(key, try value(depth: depth)))
            skipSpace()
            if take(UInt8(ascii: "}")) { break }
            guard take(UInt8(ascii: ",")) else { throw fault("no comma between two members") }
        }
        if let key = Self.repeated(members) {
            throw fault("the key `\(Excerpt.of(key))` a second time")
        }
        return .object(members)
    }

    /// A key that two members have, byte for byte.
    private static func repeated(_ members: [Plain.Member]) -> String? {
        let keys = members.map(\.key).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return zip(keys, keys.dropFirst()).first { $0.utf8.elementsEqual($1.utf8) }?.0
    }

    private mutating func list(depth: Int) throws(Fault) -> Plain {
        try open(depth: depth)
        var items: [Plain] = []
        guard !take(UInt8(ascii: "]")) else { return .list(items) }
        while true {
            items.append(try value(depth: depth))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .list(items) }
            guard take(UInt8(ascii: ",")) else { throw fault("no comma between two items") }
        }
    }

    private mutating func open(depth: Int) throws(Fault) {
        guard depth <= depthMax else { throw fault("nesting deeper than \(depthMax)") }
        index += 1
        skipSpace()
    }

    private mutating func word(_ word: String, _ value: Plain) throws(Fault) -> Plain {
        guard bytes[index...].starts(with: word.utf8) else { throw fault("no JSON value") }
        index += word.utf8.count
        return value
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            index += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    private func fault(_ reason: String) -> Fault { Fault(reason: reason, offset: index) }
}

// MARK: Numbers and strings

extension JSONReader {
    private static let exponentMax = 400

    private mutating func number() throws(Fault) -> Plain {
        let start = index
        _ = take(UInt8(ascii: "-"))
        let whole = index
        guard digits() > 0, bytes[whole] != UInt8(ascii: "0") || index == whole + 1 else {
            throw fault("no JSON value")
        }
        var isWhole = true
        if take(UInt8(ascii: ".")) {
            isWhole = false
            guard digits() > 0 else { throw fault("no digit behind the point") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
            guard digits() > 0 else { throw fault("no digit in an exponent") }
        }
        guard let decimal = ExactDecimal(bytes[start..<index]), !decimal.isCut,
            abs(decimal.digits) <= Self.exponentMax
        else { throw fault("a number that cannot be held exactly") }
        if !isWhole, decimal.digits > 0 {
            return .decimal(mantissa: decimal.mantissa, digits: decimal.digits)
        }
        guard let integer = decimal.scaled(toDigits: 0, rounding: .nearest) else {
            throw fault("a number that cannot be held exactly")
        }
        return .integer(integer)
    }

    private mutating func digits() -> Int {
        let start = index
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
        return index - start
    }

    private mutating func string() throws(Fault) -> String {
        index += 1
        let start = index
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20
        {
            index += 1
        }
        if next == UInt8(ascii: "\"") {
            let run = UnsafeBufferPointer(rebasing: bytes[start..<index])
            guard let text = String(validating: run, as: UTF8.self) else {
                throw fault("a string that is not UTF-8")
            }
            index += 1
            return text
        }
        return try string(escapedFrom: start)
    }

    /// The rest of a string that has an escape in it, from its first byte on.
    private mutating func string(escapedFrom start: Int) throws(Fault) -> String {
        var text = Array(bytes[start..<index])
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: text, as: UTF8.self) else {
                    throw fault("a string that is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): text += try escaped().utf8
            case 0..<0x20: throw fault("a control character in a string")
            default: text.append(byte)
            }
        }
        throw fault("the end inside a string")
    }

    private mutating func escaped() throws(Fault) -> Unicode.Scalar {
        guard let byte = next else { throw fault("the end inside a string") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try scalar()
        default: throw fault("an escape that JSON does not have")
        }
    }

    private mutating func scalar() throws(Fault) -> Unicode.Scalar {
        let first = try fourDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            throw fault("half a surrogate pair")
        }
        let second = try fourDigits()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw fault("half a surrogate pair") }
        return scalar
    }

    private mutating func fourDigits() throws(Fault) -> UInt32 {
        guard bytes.count - index >= 4,
            let pair = Hex.decode(String(decoding: bytes[index..<index + 4], as: UTF8.self)),
            pair.count == 2
        else { throw fault("no four hexadecimal digits") }
        index += 4
        return UInt32(pair[0]) << 8 | UInt32(pair[1])
    }
}
