package import BankModel
internal import FoundationEssentials
internal import SwiftProtobuf

/// Builds one entry, change by change, and signs it.
///
/// The only place where an entry's bytes are made; from then on they are carried as they are.
package struct EntryWriter {
    /// What the finished entry's header will say.
    package let header: EntryHeader
    private let salt: [UInt8]
    private let bytesMax: Int
    private var ops = WireWriter()
    private var leaves: [[UInt8]] = []
    private var changes: [EntryChange] = []
    private var nextIndex: UInt32 = 0
    private var bytesCount: Int

    /// An entry without changes.
    ///
    /// `salt` is 16 random bytes; `bytesMax` is how many bytes the entry may have, at most
    /// `Limits.entryBytesMax`.
    package init(header: EntryHeader, salt: [UInt8], bytesMax: Int = Limits.entryBytesMax) {
        precondition(salt.count == LeafSalt.bytesCount, "a salt of \(salt.count) bytes")
        self.header = header
        self.salt = salt
        self.bytesMax = min(bytesMax, Limits.entryBytesMax)
        bytesCount = Self.bytesAround + MessageCodec.serialized(header.wire).count
    }

    /// Hashes, lengths, signature, salt and their tags: more than they ever take.
    private static let bytesAround = 256

    /// Whether nothing has been added yet.
    package var isEmpty: Bool { changes.isEmpty }

    /// How many bytes the entry has so far, at most.
    package var bytesSoFar: Int { bytesCount }

    /// Adds a change, or returns false where the entry would grow over its limit.
    package mutating func add(_ change: EntryChange) -> Bool {
        var numbered = change
        numbered.firstIndex = nextIndex
        let leaf = numbered.leaf
        let opsCount = ops.bytes.count
        numbered.write(to: &ops)
        let added = ops.bytes.count - opsCount + leaf.count + 8
        guard bytesCount + added <= bytesMax, changes.count < Limits.changesMax,
            Int(nextIndex) + numbered.dotCount <= Limits.operationsMax
        else {
            ops.cut(to: opsCount)
            return false
        }
        bytesCount += added
        nextIndex += UInt32(numbered.dotCount)
        leaves.append(leaf)
        changes.append(numbered)
        return true
    }

    /// The signed entry.
    ///
    /// `sign` answers Ed25519 over the entry's hash with its author's log key, 64 bytes.
    package func finish(sign: (EntryHash) throws -> [UInt8]) rethrows -> SignedEntry {
        var wire = header.wire
        wire.opsLength = UInt32(ops.bytes.count)
        wire.opsHash = Data(EntryCodec.hash(ofOps: ops.bytes).bytes)
        wire.valuesLength = UInt32(leaves.reduce(0) { $0 + $1.count })
        let root = MerkleTree.root(
            ofLeaves: leaves.map { $0[...] },
            salt: LeafSalt(entrySalt: salt)
        )
        wire.valuesRoot = Data(root.bytes)
        let headerBytes = MessageCodec.serialized(wire)
        let hash = EntryCodec.hash(ofHeader: headerBytes)
        let signature = try sign(hash)
        let bytes = EntryParts.bytes(
            header: headerBytes,
            signature: signature,
            ops: ops.bytes,
            leaves: leaves,
            salt: leaves.isEmpty ? [] : salt
        )
        let entry = Entry(header: header, hash: hash, changes: changes, bytes: bytes)
        return SignedEntry(entry: entry, signature: signature)
    }
}

// Model → wire.

extension EntryHeader {
    /// Everything but the hashes over the contents.
    fileprivate var wire: Jig_V1_Header {
        var wire = Jig_V1_Header()
        wire.format = 1
        wire.bank = Data(bank.bytes)
        wire.author = log.author.description
        wire.channel = UInt32(log.channel.rawValue)
        wire.seq = seq
        wire.previous = previous.map { Data($0.bytes) }
        wire.seen = seen.map { seen in
            var form = Jig_V1_Seen()
            form.author = seen.author.description
            form.seq = seen.head.seq
            form.hash = Data(seen.head.hash.bytes)
            return form
        }
        wire.claimedMs = claimed.milliseconds
        wire.claimedCounter = claimed.counter
        wire.operator = operatorName
        wire.charter = charter
        wire.roster = roster
        return wire
    }
}
