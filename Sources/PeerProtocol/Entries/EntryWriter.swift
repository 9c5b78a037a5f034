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
    private var ops = Jig_V1_Ops()
    private var leaves: [Data] = []
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
        bytesCount = Self.bytesAround + Self.bytes(of: header.wire).count
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
        let wire = numbered.wire
        let leaf = Data(Self.bytes(of: numbered.leaf))
        let opBytes = Self.bytes(of: wire).count
        let added = opBytes + leaf.count + 8
        guard bytesCount + added <= bytesMax, changes.count < Limits.changesMax,
            Int(nextIndex) + numbered.dotCount <= Limits.operationsMax
        else { return false }
        bytesCount += added
        nextIndex += UInt32(numbered.dotCount)
        ops.changes.append(wire)
        leaves.append(leaf)
        changes.append(numbered)
        return true
    }

    /// The signed entry.
    ///
    /// `sign` answers Ed25519 over the entry's hash with its author's log key, 64 bytes.
    package func finish(sign: (EntryHash) throws -> [UInt8]) rethrows -> SignedEntry {
        let opsBytes = Self.bytes(of: ops)
        var wire = header.wire
        wire.opsLength = UInt32(opsBytes.count)
        wire.opsHash = Data(EntryCodec.hash(ofOps: opsBytes).bytes)
        wire.valuesLength = UInt32(leaves.reduce(0) { $0 + $1.count })
        let root = MerkleTree.root(
            ofLeaves: leaves.map { [UInt8]($0) },
            salt: LeafSalt(entrySalt: salt)
        )
        wire.valuesRoot = Data(root.bytes)
        let headerBytes = Self.bytes(of: wire)
        let hash = EntryCodec.hash(ofHeader: headerBytes)
        let signature = try sign(hash)
        var whole = Jig_V1_Entry()
        whole.header = Data(headerBytes)
        whole.signature = Data(signature)
        whole.ops = Data(opsBytes)
        whole.values = leaves
        if !leaves.isEmpty { whole.salt = Data(salt) }
        let entry = Entry(
            header: header,
            hash: hash,
            changes: changes,
            bytes: Self.bytes(of: whole)
        )
        return SignedEntry(entry: entry, signature: signature)
    }

    /// Writing a message of ours fails only where a required field is missing, and there is none.
    private static func bytes(of message: some SwiftProtobuf.Message) -> [UInt8] {
        do {
            return try message.serializedBytes()
        } catch {
            preconditionFailure("\(type(of: message)) cannot be written: \(error)")
        }
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

extension EntryChange {
    fileprivate var wire: Jig_V1_Change {
        var wire = Jig_V1_Change()
        switch record {
        case .create(let kind, let counter):
            var creation = Jig_V1_Creation()
            creation.kind = kind
            creation.counter = counter
            wire.create = creation
        case .existing(let reference): wire.record = reference.wire
        }
        wire.operations = operations.map(\.wire)
        return wire
    }

    fileprivate var leaf: Jig_V1_Leaf {
        var leaf = Jig_V1_Leaf()
        leaf.values = operations.compactMap { $0.value?.wire }
        leaf.reason = reason ?? ""
        return leaf
    }
}

extension BankModel.Operation {
    fileprivate var wire: Jig_V1_Operation {
        var wire = Jig_V1_Operation()
        wire.kind = kind.wire
        wire.field = field.number
        wire.key = field.key
        wire.merge = UInt32(merge.rawValue)
        wire.supersedes = supersedes.map(\.wire)
        wire.aware = aware.map(\.wire)
        wire.valueless = value == nil
        return wire
    }
}

extension DotReference {
    fileprivate var wire: Jig_V1_DotReference {
        var wire = Jig_V1_DotReference()
        switch self {
        case .ancestor(let head, let seq, let index):
            wire.head = head
            wire.seq = seq
            wire.index = index
        case .exact(let head, let dot):
            wire.head = head
            wire.entry = Data(dot.entry.bytes)
            wire.index = dot.index
        }
        return wire
    }
}
