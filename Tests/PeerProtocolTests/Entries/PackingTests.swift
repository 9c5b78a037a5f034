import BankModel
import Foundation
import Simulation
import SwiftProtobuf
import Testing

@testable import PeerProtocol

/// The packed form of entries: it gives back what was signed, and nothing more.
@Suite struct PackingTests {
    @Test(arguments: EntryShape.all)
    func `an entry comes back bit for bit, packed or not`(shape: EntryShape) throws {
        let bytes = try shape.signed().entry.bytes
        let kept = EntryCodec().kept(bytes)
        #expect(kept.count <= bytes.count)
        #expect(try EntryCodec().signed(kept) == bytes)
    }

    @Test func `an entry of many records takes much less room`() throws {
        let bytes = try Self.long()
        let packed = try #require(EntryPacking.packed(bytes))
        #expect(packed.count * 2 < bytes.count)
        #expect(try EntryPacking.unpacked(packed) == bytes)
        #expect(EntryPacking.isPacked(packed) && !EntryPacking.isPacked(bytes))
    }

    @Test func `the largest entry that cannot be deflated stays as it is`() throws {
        var dice = Dice(seed: 1)
        let noise = String(
            decoding: (0..<12_000).map { _ in UInt8(33 + dice.below(90)) },
            as: UTF8.self
        )
        var writer = EntryWriter(header: try Sample.header(), salt: Sample.salt)
        while writer.add(Sample.text(noise)) {}
        let bytes = try writer.finish(sign: TestKey().sign).entry.bytes
        let kept = EntryCodec().kept(bytes)
        #expect(kept.count <= bytes.count)
        #expect(try EntryCodec().signed(kept) == bytes)
    }

    @Test func `every changed bit of a packed entry is noticed, or changes nothing`() throws {
        let bytes = try Self.long()
        let packed = try #require(EntryPacking.packed(bytes))
        let honest = try EntryCodec().read(bytes)
        for index in packed.indices {
            for bit in 0..<8 {
                var changed = packed
                changed[index] ^= 1 << bit
                guard let unpacked = try? EntryCodec().signed(changed), unpacked != bytes,
                    let read = try? EntryCodec().read(unpacked)
                else { continue }
                #expect(read.entry.hash != honest.entry.hash || read.signature != honest.signature)
            }
        }
    }

    @Test func `a packed entry cut short anywhere is refused`() throws {
        let packed = try #require(EntryPacking.packed(try Self.long()))
        for count in 1..<packed.count {
            #expect(throws: EntryError.self) { try EntryPacking.unpacked(Array(packed[..<count])) }
        }
    }

    @Test(arguments: [
        (-1, EntryError.malformed("packed entry: deflate")),
        (1, .malformed("packed entry: deflate")),
        (Limits.entryBytesMax, .tooLong(0)),
    ])
    func `a length that is not the entry's is refused`(more: Int, error: EntryError) throws {
        let bytes = try Self.long()
        let packed = try #require(EntryPacking.packed(bytes))
        let stated = bytes.count + more
        let lying = try Self.stating(stated, packed)
        let expected = error == .tooLong(0) ? .tooLong(stated) : error
        #expect(throws: expected) { try EntryPacking.unpacked(lying) }
    }

    @Test func `a stream that would inflate without end stops where an entry does`() throws {
        // A few hundred bytes of deflate that stand for 60,000 zeros.
        let parts = try Self.parts(of: try #require(EntryPacking.packed(try Self.long())))
        var writer = WireWriter()
        writer.unsigned(UInt64(Limits.entryBytesMax), tag: 0x08)
        writer.counted(parts[0], tag: 0x12)
        writer.counted(parts[1], tag: 0x1A)
        writer.counted(try Self.deflated([UInt8](repeating: 0, count: 60_000)), tag: 0x22)
        #expect(throws: EntryError.malformed("packed entry: deflate")) {
            try EntryPacking.unpacked(writer.bytes)
        }
    }

    @Test func `a message holds no more, unpacked, than any credit`() throws {
        let bytes = try Self.long()
        let stored = StoredEntry(
            head: Head(seq: 1, hash: .zero),
            bytes: bytes,
            packed: EntryPacking.packed(bytes)
        )
        let log = try Sample.log("us")
        let countMax = Limits.entriesBytesMax / bytes.count
        let whole = MessageCodec.bytes(of: Array(repeating: stored, count: countMax), in: log)
        #expect(
            try MessageCodec.read(whole)
                == .entries(log: log, entries: Array(repeating: bytes, count: countMax))
        )
        let more = MessageCodec.bytes(of: Array(repeating: stored, count: countMax + 1), in: log)
        #expect(throws: ProtocolViolation.self) { try MessageCodec.read(more) }
    }

    /// An entry of a hundred records.
    private static func long() throws -> [UInt8] {
        var writer = EntryWriter(header: try Sample.header(), salt: Sample.salt)
        for number in 1...100 {
            var change = EntryShape.creation.changes[0]
            change.record = .create(kind: 1, counter: UInt64(number))
            let isTaken = writer.add(change)
            try #require(isTaken)
        }
        return try writer.finish(sign: TestKey().sign).entry.bytes
    }

    private static func stating(_ count: Int, _ packed: [UInt8]) throws -> [UInt8] {
        var writer = WireWriter()
        writer.unsigned(UInt64(count), tag: 0x08)
        for (part, tag) in zip(try parts(of: packed), [UInt8(0x12), 0x1A, 0x22, 0x2A]) {
            writer.counted(part, tag: tag)
        }
        return writer.bytes
    }

    /// A raw stream of these bytes, cut out of a packed entry that has them as operations.
    private static func deflated(_ bytes: [UInt8]) throws -> [UInt8] {
        let entry = EntryParts.bytes(
            header: [1],
            signature: [2],
            ops: bytes,
            leaves: [[]],
            salt: Sample.salt
        )
        return try parts(of: try #require(EntryPacking.packed(entry)))[2]
    }

    /// Header, signature, deflated bytes and salt of a packed entry.
    private static func parts(of packed: [UInt8]) throws -> [[UInt8]] {
        var reader = WireReader(packed)
        let isPacked = reader.take(0x08)
        let length = reader.varint()
        try #require(isPacked && length != nil)
        return try [UInt8(0x12), 0x1A, 0x22, 0x2A].map { tag in
            let isThere = reader.take(tag)
            let range = reader.counted()
            try #require(isThere)
            return Array(reader.slice(try #require(range)))
        }
    }
}
