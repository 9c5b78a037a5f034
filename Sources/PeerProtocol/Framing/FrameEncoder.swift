import BankModel

/// Puts a message's bytes into a frame.
///
///     offset  bytes   what
///     0       1 to 3  length of the payload: a base-128 varint, low group first, in the fewest bytes
///     1 to 3  length  the payload, one Protocol Buffers message
package enum FrameEncoder {
    /// The frame around `payload`.
    ///
    /// - Precondition: the payload has at most `Limits.frameBytesMax` bytes.
    package static func encode(_ payload: [UInt8]) -> [UInt8] {
        var frame = prefix(ofPayloadBytes: payload.count)
        frame.reserveCapacity(frame.count + payload.count)
        frame.append(contentsOf: payload)
        return frame
    }

    /// The length that stands before a payload of this many bytes.
    package static func prefix(ofPayloadBytes count: Int) -> [UInt8] {
        precondition(
            (0...Limits.frameBytesMax).contains(count),
            "a frame of \(count) bytes, at most \(Limits.frameBytesMax) are allowed"
        )
        var prefix: [UInt8] = []
        var rest = count
        while rest >= 0x80 {
            prefix.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        prefix.append(UInt8(rest))
        return prefix
    }
}
