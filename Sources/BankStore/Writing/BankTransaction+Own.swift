package import BankModel

extension BankTransaction: ReplicaStorage {
    /// Keeps a verified document; one that is held already changes nothing.
    package mutating func keep(_ document: StoredDocument) throws {
        try connection.run(
            """
            INSERT INTO document (kind, partner, number, bytes) SELECT ?1, ?2, ?3, ?4
            WHERE NOT EXISTS (
                SELECT 1 FROM document
                WHERE kind = ?1 AND number = ?3 AND partner IS ?2 AND bytes = ?4
            )
            """,
            .integer(document.kind.rawValue),
            .text(document.partner?.text),
            .integer(document.number),
            .bytes(document.bytes)
        )
    }

    /// Replaces that author's receipt.
    package mutating func keep(_ receipt: Receipt) throws {
        try connection.run(
            """
            INSERT OR REPLACE INTO receipt (author, frontier, digest, rule_set, bytes, received)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            .text(receipt.author.description),
            .bytes(FrontierBlob.encode(receipt.frontier)),
            .bytes(receipt.digest.sum.bytes),
            .integer(receipt.ruleSet),
            .bytes(receipt.bytes),
            .integer(receipt.receivedAt)
        )
    }

    /// Raises an alarm; one with the same kind and subject is counted, not repeated.
    ///
    /// When as many alarms stand as may, the most frequent kind loses its oldest: whoever can raise
    /// one kind without end cannot push the others out.
    package mutating func raise(_ alarm: Alarm) throws {
        try connection.run(
            """
            INSERT INTO alarm (kind, subject, partner, message, first_at, last_at, count)
            VALUES (?, ?, ?, ?, ?5, ?5, 1)
            ON CONFLICT (kind, subject) DO UPDATE SET
                partner = excluded.partner, message = excluded.message,
                last_at = excluded.last_at, count = count + 1
            """,
            .text(alarm.kind.rawValue),
            .text(alarm.subject),
            .text(alarm.partner?.text),
            .text(alarm.message),
            .integer(alarm.at)
        )
        guard try alarmCount() > Limits.alarmsMax else { return }
        try connection.run(
            """
            DELETE FROM alarm WHERE pk = (
                SELECT pk FROM alarm WHERE kind = (
                    SELECT kind FROM alarm GROUP BY kind ORDER BY count(*) DESC, kind LIMIT 1
                ) ORDER BY last_at, pk LIMIT 1
            )
            """
        )
    }

    /// Takes back an alarm, if it stands: what it says is no longer so.
    package mutating func takeBack(_ kind: Alarm.Kind, subject: String) throws {
        try connection.run(
            "DELETE FROM alarm WHERE kind = ? AND subject = ?",
            .text(kind.rawValue),
            .text(subject)
        )
    }

    /// Keeps a draft and returns its number.
    ///
    /// - Throws: `StoreError.tooManyDrafts` at `Limits.draftsMax`.
    package mutating func keep(_ draft: StoredDraft) throws -> Int64 {
        guard try rowCount("SELECT count(*) FROM draft") < Limits.draftsMax else {
            throw StoreError.tooManyDrafts
        }
        try connection.run(
            "INSERT INTO draft (operator, at, summary, bytes) VALUES (?, ?, ?, ?)",
            .text(draft.operatorName),
            .integer(draft.at),
            .text(draft.summary),
            .bytes(draft.bytes)
        )
        return connection.lastInsertedKey
    }

    /// Removes a draft that has become an entry.
    package mutating func removeDraft(_ number: Int64) throws {
        try connection.run("DELETE FROM draft WHERE number = ?", .integer(number))
    }

    /// Pauses or resumes the sync with a partner.
    package mutating func setPaused(_ isPaused: Bool, _ partner: PartnerID) throws {
        if isPaused {
            try connection.run(
                "INSERT OR IGNORE INTO paused (partner) VALUES (?)",
                .text(partner.text)
            )
        } else {
            try connection.run("DELETE FROM paused WHERE partner = ?", .text(partner.text))
        }
    }

    /// Keeps a small fact under a name, in place of what was kept there.
    package mutating func setMeta(_ name: String, _ value: [UInt8]) throws {
        try connection.run(
            "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)",
            .text(name),
            .bytes(value)
        )
    }
}
