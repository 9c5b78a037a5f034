/// Makes text from a file, a partner or an operator safe to show on a terminal.
///
/// The only way from foreign text to a screen. What could move the cursor, change colours, reorder
/// or hide what stands beside it is shown as a `\u{...}` escape; so is a backslash that would look
/// like one, so that an escape on the screen is never the text's own.
package enum TerminalText {
    /// The text with everything that does not simply show as itself escaped.
    ///
    /// `isProse` is for sentences of the daemon, which quotes foreign text escaped already: those
    /// escapes stay as they are.
    package static func escaping(_ text: String, isProse: Bool = false) -> String {
        if text.utf8.allSatisfy({ isPrintable($0) }) { return text }
        var safe: [UInt8] = []
        var marksInRow = marksInRowMax
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            let isMark = scalar.isMark
            let isLikeEscape =
                !isProse && scalar == "\\" && scalars.starts(with: "u{".unicodeScalars)
            if isUnsafe(scalar) || isLikeEscape || (isMark && marksInRow >= marksInRowMax) {
                safe += escape(of: scalar).utf8
                marksInRow = marksInRowMax
            } else {
                safe += UTF8.encode(scalar).map { Array($0) } ?? []
                marksInRow = isMark ? marksInRow + 1 : 0
            }
        }
        return String(decoding: safe, as: UTF8.self)
    }

    /// A JSON document with the same escaped inside its strings, in JSON's own way: it reads back as
    /// the same document.
    package static func escapingJSON(_ document: some Sequence<UInt8>) -> String {
        var safe = ""
        for scalar in String(decoding: Array(document), as: UTF8.self).unicodeScalars {
            guard isUnsafe(scalar), scalar != "\n" else {
                safe.unicodeScalars.append(scalar)
                continue
            }
            for unit in UTF16.encode(scalar).map({ Array($0) }) ?? [] {
                let digits = String(unit, radix: 16, uppercase: true)
                safe += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            }
        }
        return safe
    }

    /// Marks over one letter, at most: more of them would paint over the lines above and below.
    ///
    /// A mark without a letter before it would change a character of ours: it is escaped.
    private static let marksInRowMax = 4

    /// Printable ASCII but the backslash: nothing to look at closer.
    private static func isPrintable(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\")
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint || properties.isBidiControl
            || properties.isNoncharacterCodePoint
        {
            return true
        }
        return switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            true
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber,
            .otherNumber, .connectorPunctuation, .dashPunctuation, .openPunctuation,
            .closePunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation,
            .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol, .spaceSeparator:
            false
        @unknown default: true
        }
    }

    private static func escape(of scalar: Unicode.Scalar) -> String {
        "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
}

extension Unicode.Scalar {
    /// Whether it is drawn onto the character before it.
    var isMark: Bool {
        if isASCII { return false }
        return switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }
}
