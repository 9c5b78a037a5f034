/// Writes Protocol Buffers fields as SwiftProtobuf does: in the order of their numbers, integers as
/// the shortest varints, and fields that hold nothing left out.
///
/// The counterpart of `WireReader`, for the same reason and held to SwiftProtobuf by the same tests.
struct WireWriter {
    private(set) var bytes: [UInt8] = []

    /// Takes back what was written behind `count` bytes.
    mutating func cut(to count: Int) { bytes.removeSubrange(count...) }

    mutating func byte(_ byte: UInt8) { bytes.append(byte) }

    mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// An unsigned field, left out where it is 0.
    mutating func unsigned(_ value: UInt64, tag: UInt8) {
        if value == 0 { return }
        bytes.append(tag)
        varint(value)
    }

    /// A signed field, left out where it is 0.
    mutating func signed(_ value: Int64, tag: UInt8) {
        if value == 0 { return }
        always(signed: value, tag: tag)
    }

    /// A signed field that is there also where it is 0: of a `oneof`, or optional.
    mutating func always(signed value: Int64, tag: UInt8) {
        bytes.append(tag)
        varint(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    /// An unsigned field that is there also where it is 0.
    mutating func always(unsigned value: UInt64, tag: UInt8) {
        bytes.append(tag)
        varint(value)
    }

    /// Text or bytes, left out where there are none.
    mutating func counted(_ content: some Collection<UInt8>, tag: UInt8) {
        if content.isEmpty { return }
        always(counted: content, tag: tag)
    }

    /// Text or bytes that are there also where there are none.
    mutating func always(counted content: some Collection<UInt8>, tag: UInt8) {
        bytes.append(tag)
        varint(UInt64(content.count))
        bytes.append(contentsOf: content)
    }

    /// A message: what `body` writes, behind its length.
    mutating func message(tag: UInt8, _ body: (inout Self) -> Void) {
        bytes.append(tag)
        let start = bytes.count
        bytes.append(0)
        body(&self)
        let count = bytes.count - start - 1
        guard count >= 0x80 else {
            bytes[start] = UInt8(count)
            return
        }
        var length = Self()
        length.varint(UInt64(count))
        bytes.replaceSubrange(start...start, with: length.bytes)
    }
}
