package import BankModel

extension StoredBank {
    /// Where an applied entry stands; nil if it is not held.
    package func facts(of entry: EntryHash) throws -> EntryFacts? {
        try connection.entryRow(entry)?.facts
    }

    /// An applied entry, decoded.
    package func entry(_ hash: EntryHash) throws -> Entry? {
        if let entry = connection.decodedEntries.value(for: hash) { return entry }
        guard let bytes = try bytes(of: hash) else { return nil }
        let entry = try connection.decoding.entry(from: bytes)
        connection.decodedEntries.insert(entry, for: hash)
        return entry
    }

    /// The bytes of an applied entry, exactly as they were signed.
    package func bytes(of entry: EntryHash) throws -> [UInt8]? {
        guard let row = try connection.entryRow(entry) else { return nil }
        return try connection.first(
            "SELECT bytes FROM entry WHERE pk = ?",
            .integer(row.key)
        ) { try connection.decoding.signed($0.bytes(0)) }
    }

    /// The entries that a log has at a position: several, sorted, where it forked.
    package func entries(in log: LogID, at seq: UInt64) throws -> [EntryHash] {
        guard let row = try connection.logRow(log) else { return [] }
        return try connection.all(
            "SELECT hash FROM entry WHERE log = ? AND seq = ? ORDER BY hash",
            .integer(row.key),
            .integer(seq)
        ) { try $0.hash(0) }
    }

    /// The entries of a log from `seq` on, by (seq, hash), until their bytes exceed `bytesMax`; at
    /// least one if there is any.
    package func entries(
        in log: LogID,
        from seq: UInt64,
        bytesMax: Int
    ) throws -> [StoredEntry] {
        guard let row = try connection.logRow(log), let from = Int64(exactly: seq) else {
            return []
        }
        var found: [StoredEntry] = []
        var bytesLeft = bytesMax
        try connection.each(
            "SELECT seq, hash, bytes FROM entry WHERE log = ? AND seq >= ? ORDER BY seq, hash",
            .integer(row.key),
            .integer(from)
        ) { row in
            let kept = row.bytes(2)
            let bytes = try connection.decoding.signed(kept)
            bytesLeft -= bytes.count
            guard found.isEmpty || bytesLeft >= 0 else { return false }
            let head = Head(seq: UInt64(row.integer(0)), hash: try row.hash(1))
            let isPacked = kept.count < bytes.count
            found.append(StoredEntry(head: head, bytes: bytes, packed: isPacked ? kept : nil))
            return bytesLeft > 0
        }
        return found
    }

    /// Every log that is held, with its heads.
    ///
    /// `CROSS JOIN` keeps the order of the tables: SQLite would otherwise go through every entry, as
    /// the test of the plans shows.
    package func frontier() throws -> Frontier {
        let heads = try connection.all(
            """
            SELECT head.log, entry.seq, entry.hash
            FROM head CROSS JOIN entry ON entry.pk = head.entry
            """
        ) { row in
            (
                log: row.integer(0),
                head: Head(seq: UInt64(row.integer(1)), hash: try row.hash(2))
            )
        }
        var logs: [LogID: [Head]] = [:]
        for (log, head) in heads { logs[try connection.log(log), default: []].append(head) }
        return Frontier(logs)
    }

    /// Whether a log holds two entries of one seq anywhere.
    package func isForked(_ log: LogID) throws -> Bool {
        try connection.logRow(log)?.isForked ?? false
    }

    /// How many entries a log holds up to and including `seq`.
    ///
    /// An entry's predecessors are held before it is, so a log that never forked has exactly one
    /// at each seq from 1 to its head.
    package func count(in log: LogID, through seq: UInt64) throws -> Int {
        guard let row = try connection.logRow(log) else { return 0 }
        let through = Int64(clamping: seq)
        if row.isForked {
            return try connection.first(
                "SELECT count(*) FROM entry WHERE log = ? AND seq <= ?",
                .integer(row.key),
                .integer(through)
            ) { Int($0.integer(0)) } ?? 0
        }
        return try connection.first(
            "SELECT seq FROM entry WHERE log = ? AND seq <= ? ORDER BY seq DESC LIMIT 1",
            .integer(row.key),
            .integer(through)
        ) { Int($0.integer(0)) } ?? 0
    }
}
