import BankModel
internal import GRDB

/// One connection to the bank's file, with its prepared statements and what it remembers of rows
/// that never change.
///
/// Not safe to share: the writer's lives inside GRDB's writing queue, a reader's as long as one
/// read. What it remembers is bounded and forgotten when a transaction fails, since a number that
/// was given in it may be given again.
package final class StoreConnection {
    let database: Database
    let decoding: any EntryDecoding
    private let isWriter: Bool
    private var statements: [UnsafePointer<UInt8>: GRDB.Statement] = [:]

    /// Entries by hash.
    var entryRows = BoundedCache<EntryHash, EntryRow>(limit: 2048)
    /// Who wrote entries, by the entry's number.
    var entryWritings = BoundedCache<Int64, EntryWriting>(limit: 1024)
    /// Hashes by the entry's number.
    var entryHashes = BoundedCache<Int64, EntryHash>(limit: 2048)
    /// The last few entries that were read back.
    var decodedEntries = BoundedCache<EntryHash, Entry>(limit: 4)
    /// Authors and logs: as many as the rosters list.
    var authors = AuthorCache()
    /// Keys of keyed fields, by number and back.
    var fieldKeys = BoundedCache<Int64, FieldID>(limit: 1024)
    /// The numbers of keyed fields.
    var fieldNumbers = BoundedCache<FieldID, Int64>(limit: 1024)
    /// What the tiles of the index of places reach over.
    var tileBoxes = BoundedCache<Int64, PlaceBox>(limit: 1024)
    /// The keys of operators, by the bytes of their names: equal strings may differ in bytes.
    var operators = BoundedCache<[UInt8], Int64>(limit: 256)

    init(_ database: Database, decoding: any EntryDecoding, isWriter: Bool) {
        self.database = database
        self.decoding = decoding
        self.isWriter = isWriter
    }

    /// Forgets everything that a transaction which failed may have put here.
    func forget() {
        entryRows.removeAll()
        entryHashes.removeAll()
        entryWritings.removeAll()
        decodedEntries.removeAll()
        authors = AuthorCache()
        fieldKeys.removeAll()
        fieldNumbers.removeAll()
        tileBoxes.removeAll()
        operators.removeAll()
    }

    /// Lets go of the prepared statements, without which a connection does not close.
    func forgetStatements() { statements = [:] }

    /// Executes a statement that has no rows.
    func run(_ sql: StaticString, _ arguments: Argument...) throws {
        let statement = try prepared(sql)
        statement.bind(arguments)
        defer { statement.reset() }
        while try statement.step() {}
    }

    /// The first row, read; nil if there is none.
    func first<Result>(
        _ sql: StaticString,
        _ arguments: Argument...,
        read: (PreparedStatement) throws -> Result
    ) throws -> Result? {
        let statement = try prepared(sql)
        statement.bind(arguments)
        defer { statement.reset() }
        return try statement.step() ? try read(statement) : nil
    }

    /// Every row, read.
    func all<Result>(
        _ sql: StaticString,
        _ arguments: Argument...,
        read: (PreparedStatement) throws -> Result
    ) throws -> [Result] {
        let statement = try prepared(sql)
        statement.bind(arguments)
        defer { statement.reset() }
        var results: [Result] = []
        while try statement.step() { results.append(try read(statement)) }
        return results
    }

    /// Row after row, until `body` returns false.
    func each(
        _ sql: StaticString,
        _ arguments: Argument...,
        body: (PreparedStatement) throws -> Bool
    ) throws {
        let statement = try prepared(sql)
        statement.bind(arguments)
        defer { statement.reset() }
        while try statement.step() { guard try body(statement) else { return } }
    }

    /// Row after row of a statement that was put together for one question.
    func each(
        composed sql: String,
        _ arguments: [Argument],
        body: (PreparedStatement) throws -> Bool
    ) throws {
        let compiled = try database.cachedStatement(sql: sql)
        let statement = PreparedStatement(pointer: compiled.sqliteStatement)
        precondition(!statement.isBusy, "a statement inside itself: \(sql)")
        statement.bind(arguments)
        defer { statement.reset() }
        while try statement.step() { guard try body(statement) else { return } }
    }

    /// The number that SQLite gave to the row inserted last.
    var lastInsertedKey: Int64 { database.lastInsertedRowID }

    /// How many rows the last statement changed.
    var changedCount: Int { database.changesCount }

    /// The compiled statement, found by the address of its text: a literal has one for as long as
    /// the program runs.
    private func prepared(_ sql: StaticString) throws -> PreparedStatement {
        if let statement = statements[sql.utf8Start] {
            let prepared = PreparedStatement(pointer: statement.sqliteStatement)
            precondition(!prepared.isBusy, "a statement inside itself: \(sql)")
            return prepared
        }
        let text = "\(sql)"
        let statement =
            isWriter
            ? try database.makeStatement(sql: text) : try database.cachedStatement(sql: text)
        statements[sql.utf8Start] = statement
        return PreparedStatement(pointer: statement.sqliteStatement)
    }
}
