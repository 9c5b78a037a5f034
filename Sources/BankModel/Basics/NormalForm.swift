// Unicode's normal form C without Foundation, which no pure module imports. The tables are the
// standard library's own, those by which it compares strings; it offers them under this name only.
// The compiler's version is pinned by `.swift-version`, and a compiler without the name does not
// build this file, so nothing changes silently.
@_spi(_Unicode) import Swift

/// Unicode's normal form C, in which text enters the bank.
package enum NormalForm {
    /// The text in form C: itself, where its bytes already say that it is.
    package static func of(_ text: String) -> String {
        guard !text.utf8.allSatisfy(isStable) else { return text }
        var composed = String.UnicodeScalarView()
        for scalar in text._nfc { composed.append(scalar) }
        return String(composed)
    }

    /// Whether a byte occurs only in scalars that form C leaves alone: those below U+0300, of which
    /// none combines, and U+0400 to U+047F, the letters of Cyrillic.
    private static func isStable(_ byte: UInt8) -> Bool {
        byte < 0xCC || byte == 0xD0 || byte == 0xD1
    }
}
