/// Integers as the bytes that are hashed: big-endian, fixed width.
package enum Bytes {
    /// The integer's bytes, most significant first.
    package static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }

    /// The byte count as eight bytes, then the bytes: no two lists of parts hash alike.
    package static func lengthPrefixed(_ bytes: some Collection<UInt8>) -> [UInt8] {
        bigEndian(UInt64(bytes.count)) + Array(bytes)
    }

    /// Whether texts are the same bytes: equal strings may differ in theirs.
    static func areSame(_ left: String, _ right: String) -> Bool {
        let (left, right) = (left.utf8, right.utf8)
        if left.count != right.count { return false }
        return left.isEmpty || left.elementsEqual(right)
    }
}
