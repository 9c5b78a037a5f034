package import BankModel

extension StoredBank {
    /// The records of which a live value refers to a record, of one kind or of all; sorted.
    ///
    /// The record that is meant need not be here.
    package func records(referringTo record: RecordID, kind: UInt32?) throws -> [RecordID] {
        let keys = try connection.all(
            """
            SELECT DISTINCT reference.record FROM reference
            JOIN record ON record.pk = reference.record
            WHERE target = ?1 AND (?2 IS NULL OR record.kind = ?2)
            """,
            .bytes(record.bytes),
            kind.map { .integer($0) } ?? .null
        ) { DotKey(value: $0.integer(0)) }
        return try keys.map { try connection.dot($0) }.sorted()
    }
}
