/// How many columns of a terminal text takes.
package enum DisplayWidth {
    /// Columns of an escaped text: 2 for a wide letter, 0 for a mark, 1 for any other.
    package static func columns(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
    }

    /// The longest beginning that fits into `columns`, marks included, and what is left.
    package static func split(_ text: String, at columns: Int) -> (fits: String, rest: String) {
        var used = 0
        let scalars = text.unicodeScalars
        let end =
            scalars.indices.first { index in
                used += Self.columns(of: scalars[index])
                return used > columns
            } ?? scalars.endIndex
        return (String(text[..<end]), String(text[end...]))
    }

    static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        if scalar.isMark { return 0 }
        return isWide(scalar) ? 2 : 1
    }

    /// East Asian Wide and Fullwidth (Unicode Standard Annex 11), by block, and emoji.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x1100 { return false }
        if regionalIndicators.contains(scalar.value) { return false }
        if wideBlocks.contains(where: { $0.contains(scalar.value) }) { return true }
        return scalar.properties.isEmojiPresentation
    }

    private static let regionalIndicators: ClosedRange<UInt32> = 0x1F1E6...0x1F1FF

    private static let wideBlocks: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF,
        0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
        0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
        0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]
}
