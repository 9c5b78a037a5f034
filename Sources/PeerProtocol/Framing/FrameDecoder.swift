import BankModel

/// Cuts a stream of bytes into the payloads of its frames.
///
/// Feed what has arrived, then take frames until there are none. Between two feeds it holds less
/// than one frame, whatever the sender does (law 13): a length over the limit is refused as soon as
/// it is read, before any byte of its payload is kept.
package struct FrameDecoder: Sendable {
    private var buffer: [UInt8] = []
    /// Where in `buffer` the first byte lies that no frame has taken.
    private var start = 0
    private var violation: FrameViolation?

    package init() {}

    /// Bytes held that belong to a frame which is not complete yet.
    package var bytesHeld: Int { buffer.count - start }

    /// Adds bytes as they came from the connection.
    package mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        guard violation == nil else { return }
        discardTaken()
        buffer.append(contentsOf: bytes)
    }

    /// Adds bytes as they came from the connection.
    package mutating func feed(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { feed($0) }
    }

    /// The next whole payload; nil until more is fed.
    ///
    /// Once it has thrown, it throws the same for ever.
    package mutating func next() throws(FrameViolation) -> [UInt8]? {
        if let violation { throw violation }
        do throws(FrameViolation) {
            guard let prefix = try readPrefix() else { return nil }
            let first = start + prefix.bytes
            guard buffer.count - first >= prefix.length else { return nil }
            start = first + prefix.length
            return Array(buffer[first..<start])
        } catch {
            violation = error
            buffer = []
            start = 0
            throw error
        }
    }

    /// The length at `start` and how many bytes it takes; nil while it is incomplete.
    private func readPrefix() throws(FrameViolation) -> (length: Int, bytes: Int)? {
        var length = 0
        for index in 0..<Self.prefixBytesMax {
            guard start + index < buffer.count else { return nil }
            let byte = buffer[start + index]
            length |= Int(byte & 0x7f) << (7 * index)
            guard byte & 0x80 == 0 else { continue }
            guard index == 0 || byte != 0 else { throw .notMinimal }
            guard length <= Limits.frameBytesMax else { throw .tooLong(bytes: length) }
            return (length, index + 1)
        }
        throw .unterminated
    }

    private mutating func discardTaken() {
        guard start > 0 else { return }
        buffer.removeSubrange(..<start)
        start = 0
    }

    /// Three groups of seven bits reach past `Limits.frameBytesMax`.
    private static let prefixBytesMax = 3
}
