import BankModel
import Foundation
import Simulation
import Testing

@testable import PeerProtocol

/// Law 14: every bit flip of a signed entry is rejected, and so is any other change of its bytes.
///
/// Bytes that are read as the same entry under the same hash and a good signature, would make two
/// nodes hold different bytes for one entry.
@Suite struct BitFlipTests {
    @Test(arguments: EntryShape.all)
    func `a flipped bit anywhere in an entry is noticed`(shape: EntryShape) throws {
        try expectNotTaken(shape) { bytes in
            bytes.indices.flatMap { index in
                (0..<8).map { bit in
                    var changed = bytes
                    changed[index] ^= 1 << bit
                    return ("bit \(bit) of byte \(index) is free", changed)
                }
            }
        }
    }

    @Test(arguments: EntryShape.all)
    func `an entry cut short anywhere is noticed`(shape: EntryShape) throws {
        try expectNotTaken(shape) { bytes in
            bytes.indices.map { ("the first \($0) bytes are enough", Array(bytes.prefix($0))) }
        }
    }

    @Test(arguments: EntryShape.all)
    func `a byte that is lost or doubled anywhere is noticed`(shape: EntryShape) throws {
        try expectNotTaken(shape) { bytes in
            bytes.indices.flatMap { index in
                var (lost, doubled) = (bytes, bytes)
                lost.remove(at: index)
                doubled.insert(bytes[index], at: index)
                return [("byte \(index) can be lost", lost), ("\(index) can be doubled", doubled)]
            }
        }
    }

    @Test(arguments: [EntryShape.edit, .joining, .empty])
    func `bytes behind an entry are noticed`(shape: EntryShape) throws {
        // Every byte, and fields of the contract and of a later one, with nothing and something.
        var tails = (UInt8.min...UInt8.max).map { [$0] }
        for field in UInt64(1)...20 {
            tails += [RawEntry.field(field, []), RawEntry.field(field, [1])]
            tails += [RawEntry.field(field, 1)]
        }
        try expectNotTaken(shape) { bytes in
            (tails + [bytes]).map { ("\(Hex.encode($0)) may stand behind it", bytes + $0) }
        }
    }

    /// Whatever is made of a good entry, no node takes it for one.
    private func expectNotTaken(
        _ shape: EntryShape,
        _ changed: ([UInt8]) -> [(what: String, bytes: [UInt8])]
    ) throws {
        let taker = try Taker()
        let bytes = try shape.signed().entry.bytes
        try #require(taker.takes(bytes))
        let taken = changed(bytes).filter { taker.takes($0.bytes) }.map(\.what)
        #expect(taken == [])
    }

    @Test func `an entry's own parts in another order, or written longer, are noticed`() throws {
        let taker = try Taker()
        let whole = try Forge(.joining).signed()
        let start = [whole.header, whole.signature, whole.ops].enumerated().map {
            RawEntry.field(UInt64($0.offset + 1), Array($0.element))
        }
        let values = whole.values.map { RawEntry.field(4, Array($0)) }
        let parts = start + values + [RawEntry.field(5, Array(whole.salt))]
        try #require(taker.takes(Array(parts.joined())))
        for (first, second) in [(0, 1), (1, 2), (2, 6), (0, 6), (3, 4), (5, 6)] {
            var swapped = parts
            swapped.swapAt(first, second)
            let isTaken = taker.takes(Array(swapped.joined()))
            #expect(!isTaken, "\(first) and \(second)")
        }
        for index in parts.indices {
            var doubled = parts
            doubled.insert(parts[index], at: index)
            let isTaken = taker.takes(Array(doubled.joined()))
            #expect(!isTaken, "\(index) twice")
        }
        // The signature's tag, and its length of 64, in two bytes each.
        for longer: [UInt8] in [[0x92, 0x00, 0x40], [0x12, 0xC0, 0x00]] {
            var stretched = parts
            stretched[1] = longer + Array(whole.signature)
            let isTaken = taker.takes(Array(stretched.joined()))
            #expect(!isTaken, "\(longer)")
        }
    }
}

/// A node that takes what reads as an entry and bears its author's signature.
private struct Taker {
    private let key: TestKey

    init() throws { key = try TestKey() }

    func takes(_ bytes: [UInt8]) -> Bool {
        guard let read = try? EntryCodec().read(bytes) else { return false }
        return key.isSigned(read.entry.hash, signature: read.signature)
    }
}
