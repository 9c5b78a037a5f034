internal import BankModel
internal import FoundationEssentials
internal import SwiftProtobuf

// Wire → model. Each function checks what its type cannot hold otherwise.

extension EntryHeader {
    init(_ wire: Jig_V1_Header) throws(EntryError) {
        guard let bank = Hash256(bytes: wire.bank) else { throw .malformed("bank") }
        guard let author = AuthorID(wire.author) else { throw .malformed("author") }
        guard wire.channel <= UInt32(UInt8.max),
            let channel = Channel(rawValue: UInt8(wire.channel))
        else { throw .malformed("channel") }
        guard wire.seq >= 1, wire.seq <= UInt64(Int64.max) else { throw .malformed("seq") }
        let operatorName = wire.operator
        guard TextRule.refusal(of: operatorName, bytesMax: Limits.operatorBytesMax) == nil else {
            throw .malformed("operator")
        }
        guard wire.charter <= UInt64(Int64.max), wire.roster <= UInt64(Int64.max) else {
            throw .malformed("charter or roster number")
        }
        self.init(
            bank: bank,
            log: LogID(author: author, channel: channel),
            seq: wire.seq,
            previous: try Self.previous(wire),
            seen: try Self.seen(wire),
            claimed: ClaimedTime(milliseconds: wire.claimedMs, counter: wire.claimedCounter),
            operatorName: operatorName,
            charter: wire.charter,
            roster: wire.roster
        )
    }

    private static func previous(_ wire: Jig_V1_Header) throws(EntryError) -> [EntryHash] {
        guard wire.previous.count <= Limits.previousMax else { throw .malformed("previous: count") }
        var hashes: [EntryHash] = []
        for bytes in wire.previous {
            guard let hash = Hash256(bytes: bytes) else { throw .malformed("previous") }
            if let last = hashes.last, last >= hash { throw .malformed("previous: order") }
            hashes.append(hash)
        }
        return hashes
    }

    private static func seen(_ wire: Jig_V1_Header) throws(EntryError) -> [Seen] {
        guard wire.seen.count <= Limits.seenMax else { throw .malformed("seen: count") }
        var found: [Seen] = []
        for seen in wire.seen {
            guard let author = AuthorID(seen.author), let hash = Hash256(bytes: seen.hash),
                seen.seq >= 1, seen.seq <= UInt64(Int64.max)
            else { throw .malformed("seen") }
            let next = Seen(author: author, head: Head(seq: seen.seq, hash: hash))
            if let last = found.last, last >= next { throw .malformed("seen: order") }
            found.append(next)
        }
        return found
    }
}

extension EntryChange {
    init(_ wire: Jig_V1_Change, leaf: Jig_V1_Leaf, firstIndex: UInt32) throws(EntryError) {
        let record: RecordReference
        switch wire.about {
        case .create(let creation):
            guard creation.kind >= 1, creation.counter >= 1,
                creation.counter <= UInt64(Int64.max)
            else { throw .malformed("creation") }
            record = .create(kind: creation.kind, counter: creation.counter)
        case .record(let reference): record = .existing(try DotReference(reference))
        case nil: throw .malformed("change")
        }
        var values = leaf.values.makeIterator()
        var operations: [Operation] = []
        operations.reserveCapacity(wire.operations.count)
        for operation in wire.operations {
            operations.append(try Operation(operation, value: { values.next() }))
        }
        guard values.next() == nil else { throw .malformed("values: too many") }
        if !leaf.reason.isEmpty,
            TextRule.refusal(of: leaf.reason, bytesMax: Limits.textBytesMax) != nil
        {
            throw .malformed("reason")
        }
        let typed = leaf.typed.map { TypedWords(value: $0.value, text: $0.text) }
        guard TypedWords.give(typed, to: &operations) else { throw .malformed("typed") }
        self.init(
            record: record,
            firstIndex: firstIndex,
            operations: operations,
            reason: leaf.reason.isEmpty ? nil : leaf.reason
        )
    }
}

extension BankModel.Operation {
    init(_ wire: Jig_V1_Operation, value next: () -> Jig_V1_Value?) throws(EntryError) {
        guard let merge = Merge(rawValue: UInt8(truncatingIfNeeded: wire.merge)), wire.merge < 3
        else { throw .malformed("merge") }
        guard wire.field >= 1, wire.key.utf8.count <= Limits.attributeKeyBytesMax else {
            throw .malformed("field")
        }
        guard wire.supersedes.count <= Limits.supersedesMax,
            wire.aware.count <= Limits.supersedesMax
        else { throw .malformed("supersedes: count") }
        var value: Value?
        if !wire.valueless {
            guard let found = next() else { throw .malformed("values: too few") }
            value = Value(found)
        }
        self.init(
            kind: OperationKind(wire.kind),
            field: FieldID(wire.field, key: wire.key),
            merge: merge,
            supersedes: try DotReference.list(wire.supersedes),
            aware: try DotReference.list(wire.aware),
            value: value
        )
    }
}

extension OperationKind {
    init(_ wire: UInt32) {
        switch wire {
        case 0: self = .put
        case 1: self = .remove
        default: self = .unknown(wire)
        }
    }

    var wire: UInt32 {
        switch self {
        case .put: 0
        case .remove: 1
        case .unknown(let number): number
        }
    }
}

extension DotReference {
    init(_ wire: Jig_V1_DotReference) throws(EntryError) {
        if wire.entry.isEmpty {
            self = .ancestor(head: wire.head, seq: wire.seq, index: wire.index)
        } else {
            guard let hash = Hash256(bytes: wire.entry), wire.seq == 0 else {
                throw .malformed("dot")
            }
            self = .exact(head: wire.head, dot: Dot(entry: hash, index: wire.index))
        }
    }

    static func list(_ wires: [Jig_V1_DotReference]) throws(EntryError) -> [DotReference] {
        var references: [DotReference] = []
        references.reserveCapacity(wires.count)
        for wire in wires { references.append(try DotReference(wire)) }
        return references
    }
}
