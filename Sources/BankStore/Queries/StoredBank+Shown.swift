package import BankModel

extension StoredBank {
    /// The version of a record that bears a name, if this node ever showed it: as a whole state of
    /// the record, or as what the operator of a write had seen.
    package func shownVersion(_ id: VersionID, of record: RecordID) throws -> Version? {
        if let held = try version(named: id, of: record) { return held }
        guard let key = try connection.key(of: record) else { return nil }
        let blob = try connection.first(
            "SELECT dots FROM shown WHERE record = ? AND id = ?",
            .integer(key.value),
            .integer(id.word)
        ) { $0.bytes(0) }
        guard let blob else { return nil }
        var reader = BlobReader(blob)
        var dots: [Dot] = []
        while !reader.isAtEnd {
            dots.append(try connection.dot(DotKey(value: key.value &+ (try reader.signed()))))
        }
        return Version(dots: dots)
    }
}

extension BankTransaction {
    /// Keeps a version that the operator of a write has seen, so that it can be named later.
    ///
    /// At most `Limits.shownVersionsMax` of them; the oldest make room, and are then unknown.
    package mutating func keepShown(_ version: Version, of record: RecordID) throws {
        guard let key = try connection.key(of: record) else {
            preconditionFailure("a version of a record that is not held: \(record)")
        }
        var writer = BlobWriter()
        for dot in version.dots {
            guard let named = try connection.key(of: dot) else {
                preconditionFailure("a version with a change that is not held: \(dot)")
            }
            writer.signed(named.value &- key.value)
        }
        try connection.run(
            "INSERT OR IGNORE INTO shown (record, id, dots) VALUES (?, ?, ?)",
            .integer(key.value),
            .integer(version.id.word),
            .bytes(writer.bytes)
        )
        try connection.run(
            "DELETE FROM shown WHERE pk <= (SELECT max(pk) FROM shown) - ?",
            .integer(Limits.shownVersionsMax)
        )
    }
}
