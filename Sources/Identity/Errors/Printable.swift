/// Text that may be shown as it is, and the escapes for text that may not.
enum Printable {
    /// The text with everything that a terminal could act upon written as `\u{..}`.
    static func escape(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isPlain(scalar) {
                shown.append(scalar)
            } else {
                let digits = String(scalar.value, radix: 16)
                shown.append(contentsOf: "\\u{\(digits)}".unicodeScalars)
            }
        }
        return String(shown)
    }

    /// Whether every scalar may be shown as it is.
    static func isPlain(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(isPlain) }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isDefaultIgnorableCodePoint { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            return false
        default:
            return true
        }
    }
}
