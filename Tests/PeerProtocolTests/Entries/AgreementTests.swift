import BankModel
import Foundation
import Simulation
import SwiftProtobuf
import Testing

@testable import PeerProtocol

/// What reads and writes entries on the hot path says what SwiftProtobuf says.
@Suite struct AgreementTests {
    @Test(arguments: EntryShape.all)
    func `SwiftProtobuf writes the same bytes`(shape: EntryShape) throws {
        let bytes = try shape.signed().entry.bytes
        let whole = try Jig_V1_Entry(serializedBytes: bytes)
        #expect(try whole.serializedBytes() == bytes)
        let ops = try Jig_V1_Ops(serializedBytes: whole.ops)
        #expect(try ops.serializedBytes() == [UInt8](whole.ops))
        for leaf in whole.values {
            #expect(try Jig_V1_Leaf(serializedBytes: leaf).serializedBytes() == [UInt8](leaf))
        }
    }

    @Test(arguments: EntryShape.all)
    func `what we write is read on the hot path, and as SwiftProtobuf reads it`(
        shape: EntryShape
    ) throws {
        let whole = try Jig_V1_Entry(serializedBytes: try shape.signed().entry.bytes)
        let leaves = whole.values.map { [UInt8]($0)[...] }
        let quick = try #require(EntryChange.read(ops: [UInt8](whole.ops), leaves: leaves))
        let slow = try EntryCodec.reading(Jig_V1_Ops(serializedBytes: whole.ops), leaves: leaves)
        #expect(quick == slow)
    }

    @Test func `of changed bytes the hot path reads what SwiftProtobuf reads`() throws {
        var dice = Dice(seed: 5)
        var taken = 0
        let shapes = try EntryShape.all.map {
            try Jig_V1_Entry(serializedBytes: try $0.signed().entry.bytes)
        }
        for _ in 0..<20_000 {
            let picked = dice.pick(shapes)
            let shape = try #require(picked)
            var ops = [UInt8](shape.ops)
            var leaves = shape.values.map { [UInt8]($0) }
            if dice.chance(50) || leaves.isEmpty {
                ops = dice.changing(ops)
            } else {
                let index = dice.below(leaves.count)
                leaves[index] = dice.changing(leaves[index])
            }
            let slices = leaves.map { $0[...] }
            guard let quick = EntryChange.read(ops: ops, leaves: slices) else { continue }
            taken += 1
            let slow = try EntryCodec.reading(Jig_V1_Ops(serializedBytes: ops), leaves: slices)
            #expect(quick == slow)
        }
        #expect(taken > 1_000)
    }
}

extension Dice {
    /// The bytes with one of them changed, lost or doubled.
    fileprivate mutating func changing(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return bytes }
        var bytes = bytes
        let index = below(bytes.count)
        switch below(4) {
        case 0: bytes.remove(at: index)
        case 1: bytes.insert(bytes[index], at: index)
        case 2: bytes[index] = UInt8(below(256))
        default: bytes[index] ^= 1 << UInt8(below(8))
        }
        return bytes
    }
}
