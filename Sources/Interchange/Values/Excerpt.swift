/// A piece of somebody else's text, made fit to be quoted in a message: short, on one line, and
/// with nothing in it that a terminal would obey.
enum Excerpt {
    /// How much of a value a message quotes, in Unicode scalars.
    private static let scalarsMax = 48

    /// The first scalars of `text`; controls, bidi controls and invisible scalars as `\u{hex}`.
    static func of(_ text: String) -> String {
        var shown = ""
        for (count, scalar) in text.unicodeScalars.enumerated() {
            guard count < scalarsMax else { return shown + "…" }
            if isHidden(scalar) {
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// The same for bytes that need not be UTF-8: what is not is shown as U+FFFD.
    static func of(_ bytes: some Collection<UInt8>) -> String {
        of(String(decoding: bytes.prefix(scalarsMax * 4 + 1), as: UTF8.self))
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
