import BankModel
import Foundation
import SwiftProtobuf

@testable import PeerProtocol

/// An entry in its parts, to be changed and then hashed and signed again, as an author of ill will
/// could: what is left to refuse it is the shape alone.
struct Forge {
    /// The header; its lengths and hashes are made when the entry is.
    var header: Jig_V1_Header
    /// What is hashed as the operations, an `Ops`.
    var ops: [UInt8]
    /// What is hashed as the values, each a `Leaf`.
    var leaves: [[UInt8]]
    var salt: [UInt8]
    private let key: TestKey

    init(_ bytes: [UInt8]) throws {
        key = try TestKey()
        let whole = try Jig_V1_Entry(serializedBytes: bytes)
        header = try Jig_V1_Header(serializedBytes: whole.header)
        ops = Array(whole.ops)
        leaves = whole.values.map { Array($0) }
        salt = Array(whole.salt)
    }

    /// A forge of an entry of some shape.
    init(_ shape: EntryShape) throws { try self.init(shape.signed().entry.bytes) }

    /// Changes the operations as a message.
    mutating func editOps(_ edit: (inout Jig_V1_Ops) throws -> Void) throws {
        var wire = try Jig_V1_Ops(serializedBytes: ops)
        try edit(&wire)
        ops = try wire.serializedBytes()
    }

    /// Changes the first leaf as a message.
    mutating func editLeaf(_ edit: (inout Jig_V1_Leaf) throws -> Void) throws {
        var wire = try Jig_V1_Leaf(serializedBytes: leaves[0])
        try edit(&wire)
        leaves[0] = try wire.serializedBytes()
    }

    /// The whole entry, its hashes made and signed.
    func signed() throws -> Jig_V1_Entry {
        var header = header
        header.opsLength = UInt32(ops.count)
        header.opsHash = Data(EntryCodec.hash(ofOps: ops).bytes)
        header.valuesLength = UInt32(leaves.reduce(0) { $0 + $1.count })
        let root = MerkleTree.root(ofLeaves: leaves, salt: LeafSalt(entrySalt: salt))
        header.valuesRoot = Data(root.bytes)
        return try signed(header: header.serializedBytes())
    }

    /// The whole entry under these bytes for a header, signed, whatever they are.
    func signed(header: [UInt8]) throws -> Jig_V1_Entry {
        var whole = Jig_V1_Entry()
        whole.header = Data(header)
        whole.signature = Data(try key.sign(EntryCodec.hash(ofHeader: header)))
        whole.ops = Data(ops)
        whole.values = leaves.map { Data($0) }
        whole.salt = Data(salt)
        return whole
    }
}
