import BankModel

/// Text as it enters the bank: UTF-8, in normal form C, its lines ended by a line feed alone.
///
/// Typed and imported text is normalised here rather than refused: whoever types `é` on one keyboard
/// and on another means one name. What a peer sent is never touched.
enum EnteredText {
    /// Nil where the bytes are not UTF-8.
    static func from(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var seen: UInt8 = 0
        var hasReturn = false
        for byte in bytes {
            seen |= byte
            if byte == UInt8(ascii: "\r") { hasReturn = true }
        }
        if seen < 0x80, !hasReturn { return String(decoding: bytes, as: UTF8.self) }
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return of(text)
    }

    /// The text with CR LF as LF, in normal form C.
    static func of(_ text: String) -> String { NormalForm.of(withoutReturns(text)) }

    private static func withoutReturns(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
        var kept: [UInt8] = []
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\n"), kept.last == UInt8(ascii: "\r") { kept.removeLast() }
            kept.append(byte)
        }
        return String(decoding: kept, as: UTF8.self)
    }
}

extension Substring {
    /// Without the spaces and tabs around it.
    var trimmed: String {
        var rest = utf8
        func isBlank(_ byte: UInt8?) -> Bool {
            byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
        }
        while isBlank(rest.first) { rest.removeFirst() }
        while isBlank(rest.last) { rest.removeLast() }
        return String(Substring(rest))
    }
}
