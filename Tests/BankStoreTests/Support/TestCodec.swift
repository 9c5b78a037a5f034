import BankModel

@testable import BankStore

/// An encoding of entries for these tests alone, so that they stand apart from the wire format.
///
/// The store keeps whatever bytes it is given; the golden file holds entries in this encoding.
struct TestCodec: EntryDecoding {
    static func encode(_ header: EntryHeader, _ changes: [EntryChange]) -> [UInt8] {
        var writer = BlobWriter()
        writer.hash(header.bank)
        writer.log(header.log)
        writer.unsigned(header.seq)
        writer.list(header.previous) { $0.hash($1) }
        writer.list(header.seen) { writer, seen in
            writer.counted(seen.author.description.utf8)
            writer.unsigned(seen.head.seq)
            writer.hash(seen.head.hash)
        }
        writer.signed(header.claimed.milliseconds)
        writer.unsigned(UInt64(header.claimed.counter))
        writer.counted(header.operatorName.utf8)
        writer.unsigned(header.charter)
        writer.unsigned(header.roster)
        writer.list(changes) { $0.change($1) }
        return writer.bytes
    }

    static func entry(_ header: EntryHeader, _ changes: [EntryChange]) -> Entry {
        let bytes = encode(header, changes)
        return Entry(header: header, hash: Hash256(hashing: bytes), changes: changes, bytes: bytes)
    }

    func entry(from bytes: [UInt8]) throws -> Entry {
        var reader = BlobReader(bytes)
        let header = EntryHeader(
            bank: try reader.hash(),
            log: try reader.log(),
            seq: try reader.unsigned(),
            previous: try reader.list { try $0.hash() },
            seen: try reader.list { reader in
                guard let author = AuthorID(try reader.text()) else { throw Unreadable() }
                let seq = try reader.unsigned()
                return EntryHeader.Seen(
                    author: author,
                    head: Head(seq: seq, hash: try reader.hash())
                )
            },
            claimed: ClaimedTime(
                milliseconds: try reader.signed(),
                counter: UInt32(truncatingIfNeeded: try reader.unsigned())
            ),
            operatorName: try reader.text(),
            charter: try reader.unsigned(),
            roster: try reader.unsigned()
        )
        return Entry(
            header: header,
            hash: Hash256(hashing: bytes),
            changes: try reader.list { try $0.change() },
            bytes: bytes
        )
    }

    struct Unreadable: Error {}
}

extension BlobWriter {
    fileprivate mutating func hash(_ hash: Hash256) { for byte in hash.bytes { self.byte(byte) } }

    fileprivate mutating func log(_ log: LogID) {
        counted(log.author.description.utf8)
        byte(log.channel.rawValue)
    }

    fileprivate mutating func list<Element>(
        _ elements: [Element],
        _ write: (inout Self, Element) -> Void
    ) {
        unsigned(UInt64(elements.count))
        for element in elements { write(&self, element) }
    }

    fileprivate mutating func change(_ change: EntryChange) {
        switch change.record {
        case .create(let kind, let counter):
            byte(0)
            unsigned(UInt64(kind))
            unsigned(counter)
        case .existing(let reference):
            byte(1)
            self.reference(reference)
        }
        unsigned(UInt64(change.firstIndex))
        list(change.operations) { $0.operation($1) }
        byte(change.reason == nil ? 0 : 1)
        if let reason = change.reason { counted(reason.utf8) }
    }

    private mutating func reference(_ reference: DotReference) {
        switch reference {
        case .ancestor(let head, let seq, let index):
            byte(0)
            unsigned(UInt64(head))
            unsigned(seq)
            unsigned(UInt64(index))
        case .exact(let head, let dot):
            byte(1)
            unsigned(UInt64(head))
            hash(dot.entry)
            unsigned(UInt64(dot.index))
        }
    }

    private mutating func operation(_ operation: Operation) {
        switch operation.kind {
        case .put: byte(0)
        case .remove: byte(1)
        case .unknown(let number):
            byte(2)
            unsigned(UInt64(number))
        }
        unsigned(UInt64(operation.field.number))
        counted(operation.field.key.utf8)
        byte(operation.merge.rawValue)
        list(operation.supersedes) { $0.reference($1) }
        list(operation.aware) { $0.reference($1) }
        byte(operation.value == nil ? 0 : operation.typed.isEmpty ? 1 : 2)
        if let value = operation.value { self.value(value) }
        if !operation.typed.isEmpty { list(operation.typed) { $0.counted($1.utf8) } }
    }
}

extension BlobReader {
    fileprivate mutating func hash() throws -> Hash256 {
        var bytes: [UInt8] = []
        for _ in 0..<32 { bytes.append(try byte()) }
        return Hash256(bytes: bytes) ?? .zero
    }

    fileprivate mutating func log() throws -> LogID {
        guard let author = AuthorID(try text()), let channel = Channel(rawValue: try byte()) else {
            throw TestCodec.Unreadable()
        }
        return LogID(author: author, channel: channel)
    }

    fileprivate mutating func list<Element>(
        _ read: (inout Self) throws -> Element
    ) throws -> [Element] {
        var elements: [Element] = []
        for _ in 0..<(try count()) { elements.append(try read(&self)) }
        return elements
    }

    fileprivate mutating func small() throws -> UInt32 {
        UInt32(truncatingIfNeeded: try unsigned())
    }

    fileprivate mutating func change() throws -> EntryChange {
        let record: RecordReference =
            try byte() == 0
            ? .create(kind: try small(), counter: try unsigned()) : .existing(try reference())
        return EntryChange(
            record: record,
            firstIndex: try small(),
            operations: try list { try $0.operation() },
            reason: try byte() == 0 ? nil : try text()
        )
    }

    private mutating func reference() throws -> DotReference {
        if try byte() == 0 {
            return .ancestor(head: try small(), seq: try unsigned(), index: try small())
        }
        return .exact(head: try small(), dot: Dot(entry: try hash(), index: try small()))
    }

    private mutating func operation() throws -> Operation {
        let kind: OperationKind =
            switch try byte() {
            case 0: .put
            case 1: .remove
            default: .unknown(try small())
            }
        var operation = Operation(
            kind: kind,
            field: FieldID(try small(), key: try text()),
            merge: Merge(rawValue: try byte()) ?? .register,
            supersedes: try list { try $0.reference() },
            aware: try list { try $0.reference() },
            value: nil
        )
        let flag = try byte()
        if flag > 0 { operation.value = try value() }
        if flag > 1 { operation.typed = try list { try $0.text() } }
        return operation
    }
}
