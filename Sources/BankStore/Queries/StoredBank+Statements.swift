package import BankModel

extension StoredBank {
    /// The statements about a record that one partner's authors made; sorted.
    ///
    /// Whatever others say about it is not looked at: they may say a great deal.
    package func statements(about record: RecordID, by partner: PartnerID) throws -> [RecordID] {
        let creators = try connection.keys(ofAuthorsOf: partner)
        guard !creators.isEmpty else { return [] }
        let list = creators.map { String($0) }.joined(separator: ", ")
        var found: [RecordID] = []
        try connection.each(
            composed: """
                SELECT DISTINCT reference.record FROM reference
                JOIN record ON record.pk = reference.record
                WHERE target = ? AND record.kind = ? AND record.creator IN (\(list))
                """,
            [.bytes(record.bytes), .integer(Kind.statement.number)]
        ) { row in
            found.append(try connection.dot(DotKey(value: row.integer(0))))
            return true
        }
        return found.sorted()
    }
}
