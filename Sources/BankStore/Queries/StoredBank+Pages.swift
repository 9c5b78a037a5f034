package import BankModel

extension StoredBank {
    /// One page of the records that a query asks for.
    package func page(_ query: RecordQuery) throws -> RecordPage {
        guard let condition = RecordCondition(query) else {
            return RecordPage(records: [], next: nil)
        }
        let limit = max(1, query.limit)
        var records: [FoundRecord] = []
        var last: RecordCursor?
        var next: RecordCursor?
        try connection.each(composed: condition.sql, condition.arguments) { row in
            if records.count == limit {
                next = last
                return false
            }
            let key = DotKey(value: row.integer(0))
            let state = try RecordColumns(row, key: key, from: 1).state(in: connection)
            last = RecordCursor(key: key.value)
            if try query.matches?(state) ?? true {
                records.append(FoundRecord(state: state, id: try shortID(of: state)))
            }
            return true
        }
        return RecordPage(records: records, next: next)
    }

    /// The records that bear an external id; those that `creator`'s authors created, if it is given.
    package func records(externalID: String, creator: PartnerID? = nil) throws -> [RecordState] {
        let keys = try connection.all(
            "SELECT record FROM external_id WHERE name = ? ORDER BY record",
            .text(externalID)
        ) { DotKey(value: $0.integer(0)) }
        return try keys.compactMap { try connection.record($0) }
            .filter { creator == nil || $0.owner == creator }
    }

    /// The name that people call a record by, with a suffix only where another bears it too.
    package func shortID(of state: RecordState) throws -> SpokenID {
        let spoken = SpokenID(
            partner: state.owner,
            letter: KindLetter.letter(of: state.kind),
            counter: state.counter
        )
        let others = try keys(named: spoken).map { try connection.dot($0) }
            .filter { $0 != state.id }
        if others.isEmpty { return spoken }
        return SpokenID(
            partner: spoken.partner,
            letter: spoken.letter,
            counter: spoken.counter,
            suffix: suffix(of: state.id, apartFrom: others)
        )
    }

    /// The name that people call a record by; nil if it is not held.
    package func shortID(of record: RecordID) throws -> SpokenID? {
        try self.record(record).map { try shortID(of: $0) }
    }

    /// Enough digits of the creating entry's hash, at least eight, to tell the record from others.
    ///
    /// Two records of one entry share them all: then a suffix cannot help.
    private func suffix(of record: RecordID, apartFrom others: [RecordID]) -> String {
        let digits = record.entry.hex
        for count in 8..<digits.count {
            let prefix = digits.prefix(count)
            if !others.contains(where: { $0.entry.hex.hasPrefix(prefix) }) { return String(prefix) }
        }
        return digits
    }
}

/// A query as SQL.
private struct RecordCondition {
    var sql = "SELECT pk, creator, kind, counter, state FROM record"
    var arguments: [Argument] = []

    /// Nil where nothing can satisfy the query.
    init?(_ query: RecordQuery) {
        var parts = [query.isWithdrawn ? "withdrawn = 1" : "withdrawn = 0"]
        if let after = query.after {
            parts.append("pk > ?")
            arguments.append(.integer(after.key))
        }
        if let kind = query.kind {
            parts.append("kind = ?")
            arguments.append(.integer(kind))
        }
        if query.isConflictedOnly { parts.append("pk IN (SELECT record FROM conflict)") }
        if query.isStandingNotice { parts.append("pk IN (SELECT record FROM standing_notice)") }
        if let typed = query.text {
            guard let question = RecordWords.question(typed) else { return nil }
            parts.append("pk IN (SELECT rowid FROM words WHERE words MATCH ?)")
            arguments.append(.text(question))
        }
        if let boxes = query.near {
            if boxes.isEmpty { return nil }
            parts.append("pk IN (\(boxes.map(candidates).joined(separator: " UNION ")))")
        }
        sql += " WHERE " + parts.joined(separator: " AND ") + " ORDER BY pk"
    }

    /// The numbers stand in the text: they are ours, and a box has four of them.
    private func candidates(in box: PlaceBox) -> String {
        "SELECT box >> \(PlaceBox.numberBits) FROM tile JOIN place ON place.tile = tile.id "
            + "WHERE \(reaches("tile", into: box)) AND \(reaches("place", into: box))"
    }

    private func reaches(_ table: String, into box: PlaceBox) -> String {
        "\(table).south <= \(box.north) AND \(table).north >= \(box.south) "
            + "AND \(table).west <= \(box.east) AND \(table).east >= \(box.west)"
    }
}
