/// Reads Protocol Buffers fields from a stretch of bytes, in the one form in which we write them.
///
/// For the hot path: an entry's operations and values are read some hundred thousand times a second.
/// It knows single-byte tags, varints and lengths, and nothing else; whatever it does not expect is
/// nil, and its caller then reads the same bytes with SwiftProtobuf, which has the last word. What
/// it does read, SwiftProtobuf would read alike: the tests hold the two to each other.
struct WireReader {
    private let bytes: [UInt8]
    /// Where the next byte lies.
    private(set) var position: Int
    /// Behind the last byte of the stretch.
    let end: Int

    init(_ bytes: [UInt8]) { self.init(bytes, 0..<bytes.count) }

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { position == end }

    /// The rest of the stretch.
    var rest: Range<Int> { position..<end }

    /// Takes the tag if it comes next.
    mutating func take(_ tag: UInt8) -> Bool {
        guard position < end, bytes[position] == tag else { return false }
        position += 1
        return true
    }

    /// A varint of at most 64 bits in its shortest form.
    mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < end, shift < 63 {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return byte == 0 && shift > 0 ? nil : value }
            shift += 7
        }
        guard position < end, bytes[position] == 1 else { return nil }
        value |= UInt64(bytes[position]) << 63
        position += 1
        return value
    }

    /// A varint of a field that has 32 bits.
    mutating func number() -> UInt32? { varint().flatMap { UInt32(exactly: $0) } }

    /// A signed integer, folded so that small magnitudes are short.
    mutating func signed() -> Int64? {
        varint().map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
    }

    /// The stretch of a field that has a length before it.
    mutating func counted() -> Range<Int>? {
        guard let count = varint(), count <= UInt64(end - position) else { return nil }
        let start = position
        position += Int(count)
        return start..<position
    }

    /// The fields of a message within this one.
    mutating func message() -> Self? { counted().map { Self(bytes, $0) } }

    /// UTF-8 behind its length; nil where it is not UTF-8.
    mutating func text() -> String? {
        guard let range = counted() else { return nil }
        return bytes.withUnsafeBufferPointer { all in
            let text = UnsafeBufferPointer(rebasing: all[range])
            // What is ASCII needs no second look, and is most of what there is.
            return text.allSatisfy { $0 < 0x80 }
                ? String(decoding: text, as: UTF8.self)
                : String(validating: text, as: UTF8.self)
        }
    }

    /// The bytes of a stretch.
    func slice(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }
}
