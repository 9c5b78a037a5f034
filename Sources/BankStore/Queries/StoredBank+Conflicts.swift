import BankModel

extension StoredBank {
    /// Open conflicts in the order in which they opened here, after the one numbered `after`.
    package func conflicts(limit: Int, after: Int64 = 0) throws -> [OpenConflict] {
        let rows = try connection.all(
            "SELECT pk, record, id, opened FROM conflict WHERE pk > ? ORDER BY pk LIMIT ?",
            .integer(after),
            .integer(limit)
        ) { try ConflictRow($0) }
        return try rows.map { try $0.open(in: connection) }
    }

    /// The open conflicts whose eight letters begin with these; more than one where too few are
    /// given or two happen to begin alike.
    package func conflicts(lettered prefix: String) throws -> [OpenConflict] {
        let letters = prefix.utf8
        guard (1...8).contains(letters.count),
            letters.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
        else { return [] }
        let rows = try connection.all(
            """
            SELECT pk, record, id, opened FROM conflict
            WHERE letters >= ? AND letters < ? ORDER BY pk
            """,
            .text(prefix),
            .text(prefix + "{")
        ) { try ConflictRow($0) }
        return try rows.map { try $0.open(in: connection) }
    }

    /// Whether a conflict with these eight letters was open here once and is not any more.
    package func wasConflict(lettered letters: String) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM past_conflict WHERE letters = ?",
            .text(letters)
        ) { $0.integer(0) } != nil
    }
}

/// An open conflict's row.
private struct ConflictRow {
    let number: Int64
    let record: DotKey
    let id: ConflictID
    let openedAt: Int64

    /// Reads number, record, id and time of opening.
    init(_ row: PreparedStatement) throws {
        number = row.integer(0)
        record = DotKey(value: row.integer(1))
        id = ConflictID(hash: try row.hash(2))
        openedAt = row.integer(3)
    }

    /// The conflict itself, out of its record's state.
    func open(in connection: StoreConnection) throws -> OpenConflict {
        let conflicts = try connection.record(record)?.conflicts ?? []
        guard let conflict = conflicts.first(where: { $0.id == id }) else {
            throw StoreError.damaged("the conflict \(id) is not in its record")
        }
        return OpenConflict(conflict: conflict, openedAt: openedAt, number: number)
    }
}
