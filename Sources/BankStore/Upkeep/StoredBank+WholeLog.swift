package import BankModel

/// An entry as it lies in the file, for whoever looks through all of them.
package struct LoggedEntry: Equatable, Sendable {
    /// Its place in the order of application here, from 1.
    package let key: Int64
    /// Which log.
    package let log: LogID
    /// Its place there and its hash, as the file states them.
    package let head: Head
    /// When it came here, in milliseconds since 1970.
    package let receivedAt: Int64
    /// Its exact bytes.
    package let bytes: [UInt8]
}

extension StoredBank {
    /// The entry applied next after the one with this key; nil after the last.
    ///
    /// To go through the whole log begin at 0, and read a stretch at a time: entries are never
    /// changed or taken away, so it does not matter that others are added meanwhile.
    package func loggedEntry(after key: Int64) throws -> LoggedEntry? {
        try connection.loggedEntry(after: key)
    }
}

extension StoreConnection {
    func loggedEntry(after key: Int64) throws -> LoggedEntry? {
        let found = try first(
            """
            SELECT pk, log, seq, hash, received, bytes FROM entry WHERE pk > ?
            ORDER BY pk LIMIT 1
            """,
            .integer(key)
        ) { row in
            (
                key: row.integer(0), log: row.integer(1),
                head: Head(seq: UInt64(bitPattern: row.integer(2)), hash: try row.hash(3)),
                received: row.integer(4), bytes: try decoding.signed(row.bytes(5))
            )
        }
        guard let found else { return nil }
        return LoggedEntry(
            key: found.key,
            log: try log(found.log),
            head: found.head,
            receivedAt: found.received,
            bytes: found.bytes
        )
    }
}
