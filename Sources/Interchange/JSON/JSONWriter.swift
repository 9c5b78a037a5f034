package import BankModel

/// JSON of a `Plain`, in the order of its keys and without white space.
package enum JSONWriter {
    /// The UTF-8 bytes.
    package static func bytes(_ plain: Plain) -> [UInt8] {
        var output: [UInt8] = []
        write(plain, to: &output)
        return output
    }

    /// The same as text.
    package static func text(_ plain: Plain) -> String {
        String(decoding: bytes(plain), as: UTF8.self)
    }

    static func write(_ plain: Plain, to output: inout [UInt8]) {
        switch plain {
        case .null: output += "null".utf8
        case .bool(let flag): output += (flag ? "true" : "false").utf8
        case .integer(let integer): output += String(integer).utf8
        case .decimal(let mantissa, let digits):
            output += ExactDecimal(mantissa: mantissa, digits: digits).text.utf8
        case .text(let text): write(text, to: &output)
        case .list(let items):
            output.append(UInt8(ascii: "["))
            for (position, item) in items.enumerated() {
                if position > 0 { output.append(UInt8(ascii: ",")) }
                write(item, to: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            output.append(UInt8(ascii: "{"))
            for (position, member) in members.enumerated() {
                if position > 0 { output.append(UInt8(ascii: ",")) }
                write(member.key, to: &output)
                output.append(UInt8(ascii: ":"))
                write(member.value, to: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    /// A string: C0 controls, the quote and the backslash escaped, all else as its UTF-8.
    private static func write(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                output.append(UInt8(ascii: "\\"))
                output.append(byte)
            case UInt8(ascii: "\n"): output += "\\n".utf8
            case UInt8(ascii: "\t"): output += "\\t".utf8
            case 0..<0x20: output += "\\u00\(Hex.encode([byte]))".utf8
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
