/// Appends integers and bytes to a blob.
///
/// Unsigned integers are varints: seven bits a byte, least significant first, the top bit set on
/// all but the last. Signed ones are first folded so that small magnitudes stay small: 0, −1, 1, −2.
struct BlobWriter {
    private(set) var bytes: [UInt8] = []

    /// Makes room for so many bytes.
    mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

    mutating func byte(_ byte: UInt8) { bytes.append(byte) }

    mutating func unsigned(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func signed(_ value: Int64) {
        unsigned(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    /// The count, then the bytes.
    mutating func counted(_ bytes: some Collection<UInt8>) {
        unsigned(UInt64(bytes.count))
        self.bytes.append(contentsOf: bytes)
    }
}
