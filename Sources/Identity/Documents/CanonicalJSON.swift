/// JSON of which every value has exactly one spelling: what a signed body is written in.
///
/// Objects with their keys in the order of their UTF-8 bytes, lists, texts and 64-bit integers; no
/// white space, no fractions, no `null`, no escape where none is needed. Reading takes only bytes
/// that writing gives back, which closes the traps of lenient readers: a key given twice, `1.0`
/// for 1, `\u0041` for A.
indirect enum CanonicalJSON: Equatable {
    case integer(Int64)
    case text(String)
    case list([Self])
    case object([Member])

    struct Member: Equatable {
        let key: String
        let value: CanonicalJSON
    }

    /// An object of these members, in any order; no key may be given twice.
    static func members(_ members: [(key: String, value: Self)]) -> Self {
        let sorted = members.map { Member(key: $0.key, value: $0.value) }
            .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        return .object(sorted)
    }

    /// The one spelling.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .integer(let value): bytes += Array(String(value).utf8)
        case .text(let text): Self.write(text, to: &bytes)
        case .list(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                bytes += Array((byte < 16 ? "\\u000" : "\\u00").utf8) + Array(digits.utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Compared as bytes: Swift would call two spellings of é equal, and a signature does not.
    static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }
}
