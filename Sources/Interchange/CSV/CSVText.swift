/// The text of a cell of an export: no formula, and nothing that hides or reorders what is beside it.
///
/// Controls, bidirectional and other invisible characters, line separators and what Unicode has no
/// character for included, are written as `\u{202E}`; line feeds and tabs stay, for a quoted cell
/// may hold them, and so do the joiners and variation selectors that words and emoji are spelled
/// with. A backslash that would begin such an escape is written as `\u{5C}`, so the import of an
/// export gives every text back as it was.
enum CSVText {
    /// The text as its cell is written.
    static func cell(_ text: String) -> String { FormulaGuard.guarding(escaping(text)) }

    /// The text with what does not show as itself escaped.
    static func escaping(_ text: String) -> String {
        guard !text.utf8.allSatisfy(isPlain) else { return text }
        var escaped = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if isHidden(scalar) || scalar == "\\" && rest.starts(with: opening.dropFirst()) {
                escaped += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// The text that was escaped; what is no escape of ours stays as it is.
    static func unescaping(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
        var plain = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\\", let named = takeEscape(from: &rest) {
                plain.append(named)
            } else {
                plain.append(scalar)
            }
        }
        return String(plain)
    }

    /// Takes the rest of an escape whose backslash has been taken, if one is there.
    private static func takeEscape(
        from rest: inout Substring.UnicodeScalarView
    ) -> Unicode.Scalar? {
        guard rest.starts(with: opening.dropFirst()) else { return nil }
        let digits = rest.dropFirst(2).prefix { $0 != "}" }
        guard (1...6).contains(digits.count), digits.first != "+", digits.endIndex < rest.endIndex,
            let value = UInt32(String(digits), radix: 16), let scalar = Unicode.Scalar(value),
            isHidden(scalar) || scalar == "\\"
        else { return nil }
        rest = rest[rest.index(after: digits.endIndex)...]
        return scalar
    }

    private static let opening = "\\u{".unicodeScalars

    /// Printable ASCII but the backslash, and the controls that cells may hold.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): true
        case UInt8(ascii: "\\"): false
        default: (0x20..<0x7F).contains(byte)
        }
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return scalar == "\u{7F}" || scalar.value < 0x20 && !isPlain(UInt8(scalar.value))
        }
        let properties = scalar.properties
        if properties.isJoinControl || properties.isVariationSelector { return false }
        if properties.isDefaultIgnorableCodePoint || properties.isBidiControl
            || properties.isNoncharacterCodePoint
        {
            return true
        }
        let hidden: [Unicode.GeneralCategory] = [
            .control, .format, .lineSeparator, .paragraphSeparator,
        ]
        return hidden.contains(properties.generalCategory)
    }
}
