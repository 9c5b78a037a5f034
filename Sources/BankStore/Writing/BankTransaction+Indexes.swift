import BankModel

extension BankTransaction {
    /// Brings the full-text index up to date.
    ///
    /// It holds no text, so what is to leave it is worked out from the state before.
    func replaceWords(_ update: RecordUpdate, key: DotKey) throws {
        let before = update.before.map(RecordWords.text) ?? []
        let after = RecordWords.text(of: update.after)
        if before == after { return }
        if !before.isEmpty {
            try connection.run(
                "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)",
                .integer(key.value),
                .utf8(before)
            )
        }
        if !after.isEmpty {
            try connection.run(
                "INSERT INTO words (rowid, text) VALUES (?, ?)",
                .integer(key.value),
                .utf8(after)
            )
        }
    }

    /// Brings the table of external ids up to date.
    func replaceExternalIDs(_ update: RecordUpdate, key: DotKey) throws {
        let before = update.before.map(externalIDs) ?? []
        let after = externalIDs(of: update.after)
        if before == after { return }
        for name in before where !after.contains(name) {
            try connection.run(
                "DELETE FROM external_id WHERE name = ? AND record = ?",
                .utf8(name),
                .integer(key.value)
            )
        }
        for name in after where !before.contains(name) {
            try connection.run(
                "INSERT OR IGNORE INTO external_id (name, record) VALUES (?, ?)",
                .utf8(name),
                .integer(key.value)
            )
        }
    }

    private func externalIDs(of state: RecordState) -> [[UInt8]] {
        state.live(.externalIDs).compactMap { sibling in
            if case .word(let word) = sibling.value { Array(word.utf8) } else { nil }
        }
    }

    /// Enters what is said about the bank into the table of references, where it was not before.
    func enterWordsAboutBank() throws {
        try eachRecord(of: .statement) { state, key in
            for mention in state.mentions where mention.record == .bank {
                try enter(mention, of: key)
            }
        }
    }

    /// Enters the notices that stand into their table, which is new.
    func enterStandingNotices() throws {
        try eachRecord(of: .notice) { state, key in
            if state.isStandingNotice { try enterStanding(key) }
        }
    }

    private func eachRecord(
        of kind: Kind,
        _ body: (RecordState, DotKey) throws -> Void
    ) throws {
        var last: Int64 = 0
        while true {
            let records = try connection.all(
                """
                SELECT pk, creator, kind, counter, state FROM record WHERE kind = ? AND pk > ?
                ORDER BY pk LIMIT 512
                """,
                .integer(kind.number),
                .integer(last)
            ) { RecordColumns($0, key: DotKey(value: $0.integer(0)), from: 1) }
            guard let end = records.last else { return }
            for record in records { try body(record.state(in: connection), record.key) }
            last = end.key.value
        }
    }

    /// Brings the table of notices that stand up to date.
    func replaceStanding(_ update: RecordUpdate, key: DotKey) throws {
        let isStanding = update.after.isStandingNotice
        if isStanding == update.before?.isStandingNotice ?? false { return }
        if isStanding { return try enterStanding(key) }
        try connection.run("DELETE FROM standing_notice WHERE record = ?", .integer(key.value))
    }

    private func enterStanding(_ key: DotKey) throws {
        try connection.run(
            "INSERT OR IGNORE INTO standing_notice (record) VALUES (?)",
            .integer(key.value)
        )
    }

    /// Brings the table of references up to date.
    func replaceReferences(_ update: RecordUpdate, key: DotKey) throws {
        let before = update.before?.mentions ?? []
        let after = update.after.mentions
        if before == after { return }
        for mention in before where !after.contains(mention) {
            try connection.run(
                "DELETE FROM reference WHERE target = ? AND record = ? AND field = ?",
                .bytes(mention.record.bytes),
                .integer(key.value),
                .integer(mention.field.number)
            )
        }
        for mention in after where !before.contains(mention) {
            try enter(mention, of: key)
        }
    }

    private func enter(_ mention: Mention, of key: DotKey) throws {
        try connection.run(
            "INSERT OR IGNORE INTO reference (target, record, field) VALUES (?, ?, ?)",
            .bytes(mention.record.bytes),
            .integer(key.value),
            .integer(mention.field.number)
        )
    }
}
