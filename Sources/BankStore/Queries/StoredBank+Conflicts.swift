import BankModel

extension StoredBank {
    /// Open conflicts in the order in which they opened here, after the one numbered `after`.
    package func conflicts(limit: Int, after: Int64 = 0) throws -> [OpenConflict] {
        let rows = try connection.all(
            "SELECT pk, record, id, opened FROM conflict WHERE pk > ? ORDER BY pk LIMIT ?",
            .integer(after),
            .integer(limit),
            read: row(of:)
        )
        return try rows.map(open)
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
            .text(prefix + "{"),
            read: row(of:)
        )
        return try rows.map(open)
    }

    private func row(of row: PreparedStatement) throws -> ConflictRow {
        ConflictRow(
            number: row.integer(0),
            record: DotKey(value: row.integer(1)),
            id: ConflictID(hash: try hash(in: row, column: 2)),
            openedAt: row.integer(3)
        )
    }

    private func open(_ row: ConflictRow) throws -> OpenConflict {
        let conflicts = try connection.record(row.record)?.conflicts ?? []
        guard let conflict = conflicts.first(where: { $0.id == row.id }) else {
            throw StoreError.damaged("the conflict \(row.id) is not in its record")
        }
        return OpenConflict(conflict: conflict, openedAt: row.openedAt, number: row.number)
    }
}

/// An open conflict's row.
private struct ConflictRow {
    let number: Int64
    let record: DotKey
    let id: ConflictID
    let openedAt: Int64
}
