import BankModel

/// The part of a document's hash that people compare by voice: eight groups of four.
///
/// The first 160 bits of SHA-256("jig fingerprint 1" ‖ kind ‖ body) in Crockford's base 32, whose
/// letters leave out I, L, O and U. Typed, it may have any case and any of space, `-`, `.` and `:`
/// between or within its groups; O reads as 0, I and L as 1.
package struct Fingerprint: Equatable, Sendable, CustomStringConvertible {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The 32 letters without separators.
    package let letters: String

    init(kind: DocumentKind, body: [UInt8]) {
        let hash = Hash256(hashing: Array("jig fingerprint 1".utf8), [kind.rawValue], body)
        var letters: [UInt8] = []
        var held: UInt32 = 0
        var bits: UInt32 = 0
        for byte in hash.bytes.prefix(20) {
            held = held << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                letters.append(Self.alphabet[Int(held >> bits & 31)])
            }
            held &= 1 << bits - 1
        }
        self.letters = String(decoding: letters, as: UTF8.self)
    }

    /// Reads what a person typed; refused unless it has 32 letters of the alphabet.
    package init(typed text: String) throws(IdentityError) {
        var letters: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"):
                continue
            default:
                guard let letter = Self.letter(byte) else { throw .badFingerprint(text: text) }
                letters.append(letter)
            }
        }
        guard letters.count == 32 else { throw .badFingerprint(text: text) }
        self.letters = String(decoding: letters, as: UTF8.self)
    }

    /// `7Q2M-0XKD-…`: eight groups of four letters.
    package var description: String {
        let letters = Array(letters.utf8)
        return stride(from: 0, to: letters.count, by: 4)
            .map { String(decoding: letters[$0..<$0 + 4], as: UTF8.self) }
            .joined(separator: "-")
    }

    private static func letter(_ byte: UInt8) -> UInt8? {
        let isLower = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        let upper = isLower ? byte - 32 : byte
        switch upper {
        case UInt8(ascii: "O"): return UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return UInt8(ascii: "1")
        default: return alphabet.contains(upper) ? upper : nil
        }
    }
}
