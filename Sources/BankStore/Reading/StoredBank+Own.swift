package import BankModel

extension StoredBank {
    /// The charters and rosters held, oldest first.
    package func documents() throws -> [StoredDocument] {
        try connection.all("SELECT kind, partner, number, bytes FROM document ORDER BY pk") { row in
            guard let kind = UInt8(exactly: row.integer(0)).flatMap(StoredDocument.Kind.init)
            else { throw StoreError.damaged("a document of kind \(row.integer(0))") }
            return StoredDocument(
                kind: kind,
                partner: row.isNull(1) ? nil : PartnerID(row.text(1)),
                number: UInt64(bitPattern: row.integer(2)),
                bytes: row.bytes(3)
            )
        }
    }

    /// The newest word of another author for what it holds.
    package func receipt(of author: AuthorID) throws -> Receipt? {
        try connection.first(
            """
            SELECT author, frontier, digest, rule_set, bytes, received FROM receipt
            WHERE author = ?
            """,
            .text(author.description)
        ) { try Receipt($0) }
    }

    /// Every receipt, by author.
    package func receipts() throws -> [Receipt] {
        try connection.all(
            "SELECT author, frontier, digest, rule_set, bytes, received FROM receipt"
        ) { try Receipt($0) }.sorted { $0.author < $1.author }
    }

    /// How many alarms stand.
    package func alarmCount() throws -> Int { try rowCount("SELECT count(*) FROM alarm") }

    /// Own writes that wait until our past is known, oldest first.
    package func drafts() throws -> [StoredDraft] {
        try connection.all(
            "SELECT number, operator, at, summary, bytes FROM draft ORDER BY number"
        ) { row in
            StoredDraft(
                number: row.integer(0),
                operatorName: row.text(1),
                at: row.integer(2),
                summary: row.text(3),
                bytes: row.bytes(4)
            )
        }
    }

    /// Partners with whom an operator paused the sync, sorted.
    package func pausedPartners() throws -> [PartnerID] {
        try connection.all("SELECT partner FROM paused") { PartnerID($0.text(0)) }
            .compactMap { $0 }.sorted()
    }

    /// A small fact that the daemon keeps; nil if it was never kept.
    package func meta(_ name: String) throws -> [UInt8]? {
        try connection.first("SELECT value FROM meta WHERE name = ?", .text(name)) { $0.bytes(0) }
    }

    /// What a `SELECT count(*)` answers.
    func rowCount(_ sql: StaticString) throws -> Int {
        try connection.first(sql) { Int($0.integer(0)) } ?? 0
    }
}

extension Receipt {
    /// Reads author, frontier, digest, rule set, bytes and time of receiving.
    fileprivate init(_ row: PreparedStatement) throws {
        guard let author = AuthorID(row.text(0)) else {
            throw StoreError.damaged("a receipt of nobody")
        }
        self.init(
            author: author,
            frontier: try FrontierBlob.decode(row.bytes(1)),
            digest: Digest(sum: try row.hash(2)),
            ruleSet: UInt32(truncatingIfNeeded: row.integer(3)),
            bytes: row.bytes(4),
            receivedAt: row.integer(5)
        )
    }
}
