import BankModel

/// An entry as this file knows it.
struct EntryRow {
    /// Its place in the order of application.
    let key: Int64
    let log: LogID
    let seq: UInt64
    let previous: [EntryHash]

    var facts: EntryFacts { EntryFacts(log: log, seq: seq, previous: previous) }
}

/// Who wrote an entry, and when.
struct EntryWriting {
    let operatorName: String
    let claimed: ClaimedTime
    let receivedAt: Int64
}

extension StoreConnection {
    /// Who wrote the entry with a key of this file, and when; nil where there is none.
    func writing(ofEntry key: Int64) throws -> EntryWriting? {
        if let writing = entryWritings.value(for: key) { return writing }
        let writing = try first(
            """
            SELECT operator.name, claimed, claimed_counter, received
            FROM entry JOIN operator ON operator.pk = entry.operator WHERE entry.pk = ?
            """,
            .integer(key)
        ) { columns in
            EntryWriting(
                operatorName: columns.text(0),
                claimed: ClaimedTime(
                    milliseconds: columns.integer(1),
                    counter: UInt32(truncatingIfNeeded: columns.integer(2))
                ),
                receivedAt: columns.integer(3)
            )
        }
        if let writing { entryWritings.insert(writing, for: key) }
        return writing
    }

    /// The entry with this hash, if it is held.
    func entryRow(_ hash: EntryHash) throws -> EntryRow? {
        if let row = entryRows.value(for: hash) { return row }
        let found = try first(
            "SELECT pk, log, seq, previous FROM entry WHERE hash = ?",
            .bytes(hash.bytes)
        ) { row in
            (key: row.integer(0), log: row.integer(1), seq: row.integer(2), previous: row.bytes(3))
        }
        guard let found else { return nil }
        let row = EntryRow(
            key: found.key,
            log: try log(found.log),
            seq: UInt64(bitPattern: found.seq),
            previous: try Self.keys(from: found.previous).map { try self.hash(ofEntry: $0) }
        )
        entryRows.insert(row, for: hash)
        entryHashes.insert(hash, for: row.key)
        return row
    }

    /// The hash of an entry whose key stands in this file.
    func hash(ofEntry key: Int64) throws -> EntryHash {
        if let hash = entryHashes.value(for: key) { return hash }
        let bytes = try first("SELECT hash FROM entry WHERE pk = ?", .integer(key)) { $0.bytes(0) }
        guard let bytes, let hash = EntryHash(bytes: bytes) else {
            throw StoreError.damaged("there is no entry \(key)")
        }
        entryHashes.insert(hash, for: key)
        return hash
    }

    /// The dot key of a dot; nil if its entry is not held.
    func key(of dot: Dot) throws -> DotKey? {
        guard dot.index < Limits.operationsMax, let row = try entryRow(dot.entry) else {
            return nil
        }
        return DotKey(entry: row.key, index: dot.index)
    }

    /// The dot that a key of this file stands for.
    func dot(_ key: DotKey) throws -> Dot {
        Dot(entry: try hash(ofEntry: key.entry), index: key.index)
    }

    /// The keys of a log's branches' ends, or of what an entry follows, as one blob.
    static func blob(ofKeys keys: [Int64]) -> [UInt8] {
        var writer = BlobWriter()
        for key in keys { writer.unsigned(UInt64(bitPattern: key)) }
        return writer.bytes
    }

    private static func keys(from blob: [UInt8]) throws -> [Int64] {
        var reader = BlobReader(blob)
        var keys: [Int64] = []
        while !reader.isAtEnd { keys.append(Int64(bitPattern: try reader.unsigned())) }
        return keys
    }
}

/// A dot in this file: the key of its entry, and its index in the low 16 bits.
struct DotKey: Hashable {
    let value: Int64

    init(value: Int64) { self.value = value }

    init(entry: Int64, index: UInt32) { value = entry << 16 | Int64(index) }

    var entry: Int64 { value >> 16 }
    var index: UInt32 { UInt32(value & 0xFFFF) }
}
