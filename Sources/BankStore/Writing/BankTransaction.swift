package import BankModel

/// One transaction on a bank: the storage port, for as long as `BankDatabase.write` runs.
///
/// The digest, the counts and the index of places move with every record; they are gathered here and
/// written at the end of the same transaction. So what lies where is asked of a `BankSnapshot`.
package struct BankTransaction: StoredBank {
    /// The writing connection.
    package let connection: StoreConnection
    /// The digest as this transaction has left it; nil until it is first needed.
    var pendingDigest: Digest?
    /// How the counts have moved, by kind.
    var tallies: [UInt32: Tally] = [:]
    /// What the index of places lacks.
    let pendingBoxes = PendingBoxes()

    init(connection: StoreConnection) { self.connection = connection }

    /// The sum over all live dots, this transaction's included.
    package func digest() throws -> Digest { try pendingDigest ?? storedDigest() }

    /// Replaces the digest.
    package mutating func setDigest(_ digest: Digest) { pendingDigest = digest }

    /// Writes what was gathered.
    mutating func finish() throws {
        try writePlaces()
        if let digest = pendingDigest {
            try connection.run("UPDATE digest SET sum = ?", .bytes(digest.sum.bytes))
            pendingDigest = nil
        }
        for (kind, tally) in tallies.sorted(by: { $0.key < $1.key }) {
            try connection.run(
                """
                INSERT INTO tally (kind, in_bank, withdrawn, conflicts) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (kind) DO UPDATE SET
                    in_bank = in_bank + ?2, withdrawn = withdrawn + ?3, conflicts = conflicts + ?4
                """,
                .integer(kind),
                .integer(tally.inBank),
                .integer(tally.withdrawn),
                .integer(tally.conflicts)
            )
        }
        tallies = [:]
    }
}

/// How many records and conflicts of one kind were added, taken away counted negative.
struct Tally {
    var inBank = 0
    var withdrawn = 0
    var conflicts = 0
}
