package import BankModel

extension BankTransaction {
    /// Adds an entry to its log and moves the log's heads; its dependencies are held.
    package mutating func append(_ entry: Entry, kept: [UInt8]?, receivedAt: Int64) throws {
        let header = entry.header
        let log = try connection.internedRow(of: header.log)
        let previous = try header.previous.map { hash in
            guard let row = try connection.entryRow(hash) else {
                preconditionFailure("\(entry.hash) is appended before \(hash), which it follows")
            }
            return row.key
        }
        if !log.isForked, try holdsEntry(in: log, at: header.seq) {
            try connection.markForked(header.log, key: log.key)
        }
        try connection.run(
            """
            INSERT INTO entry (
                log, seq, hash, previous, claimed, claimed_counter, operator, received, bytes
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            .integer(log.key),
            .integer(header.seq),
            .bytes(entry.hash.bytes),
            .bytes(StoreConnection.blob(ofKeys: previous)),
            .integer(header.claimed.milliseconds),
            .integer(header.claimed.counter),
            .integer(try connection.internedKey(ofOperator: header.operatorName)),
            .integer(receivedAt),
            .bytes(kept ?? connection.decoding.kept(entry.bytes))
        )
        let key = connection.lastInsertedKey
        remember(entry, key: key)
        for key in previous {
            try connection.run("DELETE FROM head WHERE entry = ?", .integer(key))
        }
        try connection.run(
            "INSERT INTO head (entry, log) VALUES (?, ?)",
            .integer(key),
            .integer(log.key)
        )
    }

    private func remember(_ entry: Entry, key: Int64) {
        let row = EntryRow(
            key: key,
            log: entry.header.log,
            seq: entry.header.seq,
            previous: entry.header.previous
        )
        connection.entryRows.insert(row, for: entry.hash)
        connection.entryHashes.insert(entry.hash, for: key)
    }

    private func holdsEntry(in log: LogRow, at seq: UInt64) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM entry WHERE log = ? AND seq = ? LIMIT 1",
            .integer(log.key),
            .integer(seq)
        ) { _ in true } ?? false
    }
}
