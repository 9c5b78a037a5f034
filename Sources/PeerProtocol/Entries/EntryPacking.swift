internal import BankModel
internal import CZlib

/// An entry as it travels and as it lies on disk: its header, signature and salt as they are, its
/// operations and values deflated (RFC 1951).
///
///     08  varint: bytes of the entry as it was signed
///     12  length, header
///     1A  length, signature
///     22  length, raw deflate of the entry's bytes between signature and salt
///     2A  length, salt
///
/// What is hashed and signed is the entry; this is only how its bytes are carried. An entry starts
/// with 0A, so the first byte tells the two forms apart.
package enum EntryPacking {
    /// The packed form; nil where it would not be shorter than the entry.
    package static func packed(_ entry: [UInt8]) -> [UInt8]? {
        guard let parts = EntryParts(entry), parts.salt.count == LeafSalt.bytesCount else {
            return nil
        }
        let start = parts.signature.upperBound
        let end = parts.salt.lowerBound - saltFramingBytes
        guard end - start >= deflatedBytesMin, let deflated = Deflate.deflated(entry[start..<end]) else { return nil }
        var writer = WireWriter()
        writer.unsigned(UInt64(entry.count), tag: 0x08)
        writer.counted(entry[parts.header], tag: 0x12)
        writer.counted(entry[parts.signature], tag: 0x1A)
        writer.counted(deflated, tag: 0x22)
        writer.counted(entry[parts.salt], tag: 0x2A)
        return writer.bytes.count < entry.count ? writer.bytes : nil
    }

    /// A salt's tag and length.
    private static let saltFramingBytes = 2
    /// Fewer bytes than these are not worth a stream: a single edit is sent as it is.
    private static let deflatedBytesMin = 256

    /// Whether the bytes are in the packed form, rather than those of an entry.
    package static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.first == 0x08 }

    /// The entry's bytes as they were signed.
    ///
    /// Inflating stops at the length that the packed form states, which is an entry's at most.
    package static func unpacked(_ packed: [UInt8]) throws(EntryError) -> [UInt8] {
        var reader = WireReader(packed)
        guard reader.take(0x08), let stated = reader.varint() else {
            throw .malformed("packed entry")
        }
        guard stated <= UInt64(Limits.entryBytesMax) else {
            throw .tooLong(Int(clamping: stated))
        }
        guard let header = reader.take(0x12) ? reader.counted() : nil,
            let signature = reader.take(0x1A) ? reader.counted() : nil,
            let deflated = reader.take(0x22) ? reader.counted() : nil,
            let salt = reader.take(0x2A) ? reader.counted() : reader.position..<reader.position,
            reader.isAtEnd
        else { throw .malformed("packed entry") }
        var writer = WireWriter()
        writer.counted(packed[header], tag: 0x0A)
        writer.counted(packed[signature], tag: 0x12)
        var tail = WireWriter()
        tail.counted(packed[salt], tag: 0x2A)
        let count = Int(stated) - writer.bytes.count - tail.bytes.count
        guard count > 0, let inflated = Deflate.inflated(packed[deflated], count: count) else {
            throw .malformed("packed entry: deflate")
        }
        return writer.bytes + inflated + tail.bytes
    }
}

/// Raw deflate streams, whole.
private enum Deflate {
    /// A level beyond which an entry of places gains 1 % and costs half as much again.
    private static let level: CInt = 6
    /// Negative: a raw stream, with neither zlib's nor gzip's header.
    private static let windowBits: CInt = -15
    private static let memoryLevel: CInt = 8

    /// The bytes deflated; nil where that is not shorter.
    static func deflated(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var stream = z_stream()
        let size = CInt(MemoryLayout<z_stream>.size)
        guard
            deflateInit2_(
                &stream,
                level,
                Z_DEFLATED,
                windowBits,
                memoryLevel,
                Z_DEFAULT_STRATEGY,
                ZLIB_VERSION,
                size
            ) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        return whole(bytes, into: bytes.count, &stream) { deflate(&$0, Z_FINISH) }
    }

    /// The bytes of a stream that inflates to exactly `count` of them; nil for any other.
    static func inflated(_ bytes: ArraySlice<UInt8>, count: Int) -> [UInt8]? {
        var stream = z_stream()
        let size = CInt(MemoryLayout<z_stream>.size)
        guard inflateInit2_(&stream, windowBits, ZLIB_VERSION, size) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        let inflated = whole(bytes, into: count, &stream) { inflate(&$0, Z_FINISH) }
        return inflated?.count == count && stream.avail_in == 0 ? inflated : nil
    }

    /// Runs a stream in one step into at most `room` bytes; nil unless it ends there.
    ///
    /// The pointers that zlib is given are used by `step` alone, within both closures; zlib does not
    /// write through `next_in`, which is `const` in its interface only where `ZLIB_CONST` is set.
    private static func whole(
        _ bytes: ArraySlice<UInt8>,
        into room: Int,
        _ stream: inout z_stream,
        step: (inout z_stream) -> CInt
    ) -> [UInt8]? {
        var isWhole = false
        let output = [UInt8](unsafeUninitializedCapacity: room) { output, count in
            bytes.withUnsafeBufferPointer { input in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = CUnsignedInt(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = CUnsignedInt(room)
                isWhole = step(&stream) == Z_STREAM_END
                count = room - Int(stream.avail_out)
            }
        }
        return isWhole ? output : nil
    }
}
