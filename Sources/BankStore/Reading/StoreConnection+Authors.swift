import BankModel

/// The authors and logs that the file names, by key and back.
///
/// Whole, not bounded: only authors on a roster that a partner signed come to have a log here.
struct AuthorCache {
    fileprivate var authors: [Int64: AuthorID] = [:]
    fileprivate var authorKeys: [AuthorID: Int64] = [:]
    fileprivate var logs: [Int64: LogID] = [:]
    fileprivate var logRows: [LogID: LogRow] = [:]
}

/// A log as this file knows it.
struct LogRow {
    let key: Int64
    var isForked: Bool
}

extension StoreConnection {
    /// The author whose key stands in this file.
    func author(_ key: Int64) throws -> AuthorID {
        if let author = authors.authors[key] { return author }
        let name = try first("SELECT name FROM author WHERE pk = ?", .integer(key)) { $0.text(0) }
        guard let name, let author = AuthorID(name) else {
            throw StoreError.damaged("there is no author \(key)")
        }
        authors.authors[key] = author
        authors.authorKeys[author] = key
        return author
    }

    /// The author's key; nil if nothing here is the author's.
    func key(of author: AuthorID) throws -> Int64? {
        if let key = authors.authorKeys[author] { return key }
        let found = try first(
            "SELECT pk FROM author WHERE name = ?",
            .text(author.description)
        ) { $0.integer(0) }
        guard let found else { return nil }
        authors.authorKeys[author] = found
        return found
    }

    /// The keys of every author of a partner.
    func keys(ofAuthorsOf partner: PartnerID) throws -> [Int64] {
        try all("SELECT pk, name FROM author ORDER BY pk") { row in
            AuthorID(row.text(1))?.partner == partner ? row.integer(0) : nil
        }.compactMap { $0 }
    }

    /// The author's key, given now if it has none.
    func internedKey(of author: AuthorID) throws -> Int64 {
        if let key = try key(of: author) { return key }
        try run("INSERT INTO author (name) VALUES (?)", .text(author.description))
        let key = lastInsertedKey
        authors.authorKeys[author] = key
        return key
    }

    /// The log whose key stands in this file.
    func log(_ key: Int64) throws -> LogID {
        if let log = authors.logs[key] { return log }
        let found = try first(
            "SELECT author, channel FROM log WHERE pk = ?",
            .integer(key)
        ) { (author: $0.integer(0), channel: $0.integer(1)) }
        guard let found,
            let channel = UInt8(exactly: found.channel).flatMap(Channel.init(rawValue:))
        else { throw StoreError.damaged("there is no log \(key)") }
        let log = LogID(author: try author(found.author), channel: channel)
        authors.logs[key] = log
        return log
    }

    /// The log's row; nil if it is not held.
    func logRow(_ log: LogID) throws -> LogRow? {
        if let row = authors.logRows[log] { return row }
        guard let author = try key(of: log.author) else { return nil }
        let row = try first(
            "SELECT pk, forked FROM log WHERE author = ? AND channel = ?",
            .integer(author),
            .integer(log.channel.rawValue)
        ) { LogRow(key: $0.integer(0), isForked: $0.integer(1) != 0) }
        guard let row else { return nil }
        authors.logRows[log] = row
        return row
    }

    /// The log's row, made now if it is not held.
    func internedRow(of log: LogID) throws -> LogRow {
        if let row = try logRow(log) { return row }
        try run(
            "INSERT INTO log (author, channel) VALUES (?, ?)",
            .integer(try internedKey(of: log.author)),
            .integer(log.channel.rawValue)
        )
        let row = LogRow(key: lastInsertedKey, isForked: false)
        authors.logRows[log] = row
        return row
    }

    /// Notes that two entries of the log share a seq.
    func markForked(_ log: LogID, key: Int64) throws {
        try run("UPDATE log SET forked = 1 WHERE pk = ?", .integer(key))
        authors.logRows[log] = LogRow(key: key, isForked: true)
    }
}
