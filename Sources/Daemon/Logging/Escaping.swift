import ControlAPI

/// How text that came from a peer, a file or a person reaches a log line or an error's message.
///
/// Which characters do not show as themselves is `TerminalText`'s to say, here as on a terminal:
/// C0, DEL, C1, bidirectional controls, default-ignorables and other invisible ones.
package enum Escaping {
    /// Text for people, escaped as `TerminalText` does.
    ///
    /// What is longer than `bytesMax` bytes is cut there, and says so.
    package static func text(_ text: String, bytesMax: Int = .max) -> String {
        guard text.utf8.count > bytesMax else { return TerminalText.escaping(text) }
        return TerminalText.escaping(prefix(of: text, bytesMax)) + mark(text)
    }

    /// A JSON string with its quotes: the same characters, escaped as RFC 8259 §7 writes them.
    ///
    /// What is longer than `bytesMax` bytes is cut there, and says so.
    package static func json(_ text: String, bytesMax: Int = .max) -> String {
        let isCut = text.utf8.count > bytesMax
        var escaped = "\""
        for scalar in (isCut ? prefix(of: text, bytesMax) : text).unicodeScalars {
            switch scalar {
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case _ where mustEscape(scalar):
                for unit in String(scalar).utf16 { escaped += "\\u" + fourDigits(unit) }
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped + (isCut ? mark(text) : "") + "\""
    }

    /// Whether a character does not show as itself.
    ///
    /// It is asked behind a letter, since a mark with nothing before it is escaped for that alone.
    package static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        let text = "a" + String(scalar)
        return !TerminalText.escaping(text).utf8.elementsEqual(text.utf8)
    }

    /// The longest beginning of at most so many bytes that ends between two characters.
    private static func prefix(of text: String, _ bytesMax: Int) -> String {
        var end = text.utf8.index(text.startIndex, offsetBy: bytesMax)
        while end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        return String(text[..<end])
    }

    private static func mark(_ text: String) -> String { "...(\(text.utf8.count) bytes)" }

    private static func fourDigits(_ unit: UInt16) -> String {
        let text = String(unit, radix: 16)
        return String(repeating: "0", count: 4 - text.count) + text
    }
}
