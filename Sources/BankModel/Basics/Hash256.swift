import Crypto

/// A SHA-256 value, ordered as its 32 bytes are.
///
/// Four words rather than an array: hashes are compared and looked up far more often than they are
/// written out, and words need no allocation.
package struct Hash256: Hashable, Comparable, Sendable {
    /// The first eight bytes, big-endian; the other words follow.
    package var word0: UInt64
    /// Bytes 8 to 15.
    package var word1: UInt64
    /// Bytes 16 to 23.
    package var word2: UInt64
    /// Bytes 24 to 31.
    package var word3: UInt64

    /// The hash of no particular thing: 32 zero bytes.
    package static let zero = Self(word0: 0, word1: 0, word2: 0, word3: 0)

    package init(word0: UInt64, word1: UInt64, word2: UInt64, word3: UInt64) {
        self.word0 = word0
        self.word1 = word1
        self.word2 = word2
        self.word3 = word3
    }

    /// Reads exactly 32 bytes; any other number is nil.
    package init?(bytes: some Sequence<UInt8>) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var count = 0
        for byte in bytes {
            switch count >> 3 {
            case 0: words.0 = words.0 << 8 | UInt64(byte)
            case 1: words.1 = words.1 << 8 | UInt64(byte)
            case 2: words.2 = words.2 << 8 | UInt64(byte)
            case 3: words.3 = words.3 << 8 | UInt64(byte)
            default: return nil
            }
            count += 1
        }
        guard count == 32 else { return nil }
        self.init(word0: words.0, word1: words.1, word2: words.2, word3: words.3)
    }

    /// SHA-256 of the parts, one after another.
    package init(hashing parts: [UInt8]...) {
        var hasher = SHA256()
        for part in parts { part.withUnsafeBytes { hasher.update(bufferPointer: $0) } }
        self.init(hasher.finalize())
    }

    /// SHA-256 of what `parts` adds, for what is hashed some hundred thousand times a second: no part
    /// needs an array.
    package init(_ parts: (inout Parts) -> Void) {
        var all = Parts()
        parts(&all)
        self.init(all.hasher.finalize())
    }

    /// What is hashed, part after part.
    package struct Parts {
        fileprivate var hasher = SHA256()

        /// Adds one byte.
        package mutating func add(byte: UInt8) {
            withUnsafeBytes(of: byte) { hasher.update(bufferPointer: $0) }
        }

        /// Adds bytes.
        package mutating func add(_ bytes: ArraySlice<UInt8>) {
            bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        }

        /// Adds an integer, most significant byte first.
        package mutating func add(bigEndian number: UInt32) {
            withUnsafeBytes(of: number.bigEndian) { hasher.update(bufferPointer: $0) }
        }

        /// Adds the first bytes of a hash, all 32 unless fewer are asked for.
        package mutating func add(_ hash: Hash256, first count: Int = 32) {
            withUnsafeBytes(of: hash.bigEndianWords) {
                hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0.prefix(count)))
            }
        }
    }

    init(_ digest: SHA256.Digest) {
        self = digest.withUnsafeBytes { raw in
            Self(
                word0: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                word1: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                word2: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
                word3: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
            )
        }
    }

    /// The 32 bytes.
    package var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            withUnsafeBytes(of: bigEndianWords) { words in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(from: words)
            }
            count = 32
        }
    }

    private var bigEndianWords: (UInt64, UInt64, UInt64, UInt64) {
        (word0.bigEndian, word1.bigEndian, word2.bigEndian, word3.bigEndian)
    }

    /// 64 lower-case hexadecimal digits.
    package var hex: String { Hex.encode(bytes) }

    /// Eight letters, to be read out on the telephone: the last eight digits, lowest first, that the
    /// first 64 bits have in base 26.
    package var letters: String {
        var rest = word0
        var letters: [UInt8] = []
        for _ in 0..<8 {
            letters.append(UInt8(ascii: "a") + UInt8(rest % 26))
            rest /= 26
        }
        return String(decoding: letters, as: UTF8.self)
    }

    /// Reads 64 hexadecimal digits.
    package init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    package static func < (left: Self, right: Self) -> Bool {
        if left.word0 != right.word0 { return left.word0 < right.word0 }
        if left.word1 != right.word1 { return left.word1 < right.word1 }
        if left.word2 != right.word2 { return left.word2 < right.word2 }
        return left.word3 < right.word3
    }
}

/// Lower-case hexadecimal, without Foundation.
package enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Two digits a byte.
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of an even number of digits, in either case; nil for anything else.
    package static func decode(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = nibble(digits[index]), let low = nibble(digits[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// Whether the byte is one of `0`–`9`, `a`–`f`.
    package static func isLowerCaseDigit(_ byte: UInt8) -> Bool { digits.contains(byte) }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
