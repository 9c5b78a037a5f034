package import BankModel
internal import FoundationEssentials
internal import SwiftProtobuf

/// Reads and writes entries: the border between `Entry` and the bytes that were signed.
///
/// Reading checks all that the bytes alone can show: sizes, hashes and the shape of every list. The
/// author's signature is checked by whoever knows its key (`SignedEntry.signature`).
package struct EntryCodec: EntryDecoding {
    package init() {}

    /// Reads an entry whose signature was verified when it was first held.
    package func entry(from bytes: [UInt8]) throws -> Entry { try read(bytes).entry }

    /// The entry's packed form, where that is shorter.
    package func kept(_ bytes: [UInt8]) -> [UInt8] { EntryPacking.packed(bytes) ?? bytes }

    /// The entry's bytes from either form.
    package func signed(_ kept: [UInt8]) throws -> [UInt8] {
        EntryPacking.isPacked(kept) ? try EntryPacking.unpacked(kept) : kept
    }

    /// Reads an entry as it came from a peer.
    package func read(_ bytes: [UInt8]) throws(EntryError) -> SignedEntry {
        guard bytes.count <= Limits.entryBytesMax else { throw .tooLong(bytes.count) }
        guard let parts = EntryParts(bytes) else {
            _ = try decode(Jig_V1_Entry.self, from: bytes[...], "entry")
            throw .malformed("entry: form")
        }
        let headerBytes = bytes[parts.header]
        let header = try decode(Jig_V1_Header.self, from: headerBytes, "header")
        guard header.format == 1 else { throw .unknownFormat(header.format) }
        guard parts.signature.count == 64 else { throw .malformed("signature") }
        let ops = Array(bytes[parts.ops])
        let leaves = parts.leaves.map { bytes[$0] }
        try checkHashes(ops: ops, leaves: leaves, salt: bytes[parts.salt], against: header)
        let entry = Entry(
            header: try EntryHeader(header),
            hash: Self.hash(ofHeader: Array(headerBytes)),
            changes: try changes(from: ops, leaves: leaves),
            bytes: bytes
        )
        return SignedEntry(entry: entry, signature: Array(bytes[parts.signature]))
    }

    /// SHA-256("jig entry 1" ‖ header bytes).
    package static func hash(ofHeader bytes: [UInt8]) -> EntryHash {
        Hash256(hashing: Array("jig entry 1".utf8), bytes)
    }

    private func checkHashes(
        ops: [UInt8],
        leaves: [ArraySlice<UInt8>],
        salt: ArraySlice<UInt8>,
        against header: Jig_V1_Header
    ) throws(EntryError) {
        guard ops.count == header.opsLength,
            Self.hash(ofOps: ops).bytes == [UInt8](header.opsHash)
        else { throw .hashMismatch("ops") }
        // A salt that no leaf uses would be covered by no hash.
        guard salt.count == (leaves.isEmpty ? 0 : LeafSalt.bytesCount) else {
            throw .malformed("salt")
        }
        let root = MerkleTree.root(ofLeaves: leaves, salt: LeafSalt(entrySalt: Array(salt)))
        guard leaves.reduce(0, { $0 + $1.count }) == header.valuesLength,
            root.bytes == [UInt8](header.valuesRoot)
        else { throw .hashMismatch("values") }
    }

    static func hash(ofOps bytes: [UInt8]) -> Hash256 {
        Hash256(hashing: Array("jig ops 1".utf8), bytes)
    }

    private func changes(
        from ops: [UInt8],
        leaves: [ArraySlice<UInt8>]
    ) throws(EntryError) -> [EntryChange] {
        if let changes = EntryChange.read(ops: ops, leaves: leaves) { return changes }
        return try Self.reading(decode(Jig_V1_Ops.self, from: ops[...], "ops"), leaves: leaves)
    }

    /// The changes as SwiftProtobuf reads them, in whatever form.
    static func reading(
        _ ops: Jig_V1_Ops,
        leaves: [ArraySlice<UInt8>]
    ) throws(EntryError) -> [EntryChange] {
        guard ops.changes.count == leaves.count else { throw .malformed("values: count") }
        guard ops.changes.count <= Limits.changesMax else { throw .malformed("ops: count") }
        var changes: [EntryChange] = []
        changes.reserveCapacity(leaves.count)
        var index: UInt32 = 0
        for (wire, leafBytes) in zip(ops.changes, leaves) {
            let leaf = try EntryCodec().decode(Jig_V1_Leaf.self, from: leafBytes, "values")
            let change = try EntryChange(wire, leaf: leaf, firstIndex: index)
            guard Int(index) + change.dotCount <= Limits.operationsMax else {
                throw .malformed("ops: count")
            }
            index += UInt32(change.dotCount)
            changes.append(change)
        }
        return changes
    }

    private func decode<M: SwiftProtobuf.Message>(
        _ type: M.Type,
        from bytes: ArraySlice<UInt8>,
        _ part: String
    ) throws(EntryError) -> M {
        do {
            return try M(serializedBytes: Array(bytes))
        } catch {
            throw .malformed(part)
        }
    }
}

/// An entry together with the signature over its hash, not yet checked.
package struct SignedEntry: Sendable {
    /// The entry.
    package let entry: Entry
    /// Ed25519, 64 bytes, over the entry's hash.
    package let signature: [UInt8]

    package init(entry: Entry, signature: [UInt8]) {
        self.entry = entry
        self.signature = signature
    }
}

/// Why bytes are no entry.
package enum EntryError: Error, Equatable, Sendable, CustomStringConvertible {
    /// More bytes than an entry may have.
    case tooLong(Int)
    /// A format that this release does not read.
    case unknownFormat(UInt32)
    /// The named part is not what the format says.
    case malformed(String)
    /// The named part is not what the header's hash says.
    case hashMismatch(String)

    package var description: String {
        switch self {
        case .tooLong(let count): "entry of \(count) bytes, more than \(Limits.entryBytesMax)"
        case .unknownFormat(let format): "entry format \(format); this release reads format 1"
        case .malformed(let part): "malformed entry: \(part)"
        case .hashMismatch(let part): "the \(part) of an entry do not match its signed header"
        }
    }
}
