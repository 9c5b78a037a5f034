import BankModel

extension XMLReader {
    /// Text with its references resolved, its line ends as line feeds; in an attribute, white space
    /// as spaces.
    func text(
        _ raw: ArraySlice<UInt8>,
        isAttribute: Bool = false
    ) throws(Fault) -> String {
        var resolved: [UInt8] = []
        resolved.reserveCapacity(raw.count)
        var rest = raw
        var brackets = 0
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "&") {
                resolved += try reference(&rest).utf8
                brackets = 0
                continue
            }
            if byte == UInt8(ascii: ">"), brackets >= 2, !isAttribute {
                throw fault("`]]>` stands outside of a CDATA section")
            }
            brackets = byte == UInt8(ascii: "]") ? brackets + 1 : 0
            if byte == UInt8(ascii: "\r") {
                if rest.first == UInt8(ascii: "\n") { rest.removeFirst() }
                resolved.append(isAttribute ? UInt8(ascii: " ") : UInt8(ascii: "\n"))
            } else {
                resolved.append(isAttribute && XMLTag.isSpace(byte) ? UInt8(ascii: " ") : byte)
            }
        }
        return try checked(resolved)
    }

    /// Text without references, its line ends as line feeds.
    func characters(_ raw: ArraySlice<UInt8>) throws(Fault) -> String {
        var kept: [UInt8] = []
        kept.reserveCapacity(raw.count)
        var rest = raw
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\r") {
                if rest.first == UInt8(ascii: "\n") { rest.removeFirst() }
                kept.append(UInt8(ascii: "\n"))
            } else {
                kept.append(byte)
            }
        }
        return try checked(kept)
    }

    private func checked(_ bytes: [UInt8]) throws(Fault) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw fault("text that is not UTF-8")
        }
        if let scalar = text.unicodeScalars.first(where: { !Self.isCharacter($0) }) {
            throw fault(
                "the character U+\(String(scalar.value, radix: 16, uppercase: true)), "
                    + "which XML does not have"
            )
        }
        return text
    }

    /// XML 1.0, production 2.
    private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    private func reference(_ rest: inout ArraySlice<UInt8>) throws(Fault) -> String {
        let name = rest.prefix(Self.referenceBytesMax).prefix { $0 != UInt8(ascii: ";") }
        let shown = Excerpt.of(name)
        guard name.endIndex < rest.endIndex, rest[name.endIndex] == UInt8(ascii: ";") else {
            throw fault("a `&` that begins no reference: `&\(shown)`")
        }
        rest = rest[(name.endIndex + 1)...]
        switch String(decoding: name, as: UTF8.self) {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard name.first == UInt8(ascii: "#") else {
            throw fault("the entity `&\(shown);`, which is not one of XML's own five")
        }
        let isHexadecimal = name.dropFirst().first == UInt8(ascii: "x")
        let digits = name.dropFirst(isHexadecimal ? 2 : 1)
        guard digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-"),
            let value = UInt32(
                String(decoding: digits, as: UTF8.self),
                radix: isHexadecimal ? 16 : 10
            ), let scalar = Unicode.Scalar(value), Self.isCharacter(scalar)
        else { throw fault("`&\(shown);`, which is no character of XML") }
        return String(Character(scalar))
    }

    /// The longest reference, with leading zeros to spare.
    private static let referenceBytesMax = 16
}

extension Substring {
    /// Without the white space of XML around it.
    var trimmedXML: String {
        var rest = utf8
        while let byte = rest.first, XMLTag.isSpace(byte) { rest.removeFirst() }
        while let byte = rest.last, XMLTag.isSpace(byte) { rest.removeLast() }
        return String(Substring(rest))
    }
}
