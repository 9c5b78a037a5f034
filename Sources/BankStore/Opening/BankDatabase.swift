import BankModel
internal import GRDB
internal import Synchronization

/// A bank's file, open: one read-write connection and a few read-only ones, in one process.
///
/// Everything that is written goes through `write`, one transaction at a time; readers see the last
/// commit and never wait for a writer. A commit has reached the disk when `write` returns.
///
/// `@unchecked Sendable`: the only property that is not safe to share is `writer`, and it is touched
/// only inside GRDB's serial queue for the writing connection.
package final class BankDatabase: @unchecked Sendable {
    /// The bank's file in a node's home.
    package static let fileName = "bank.sqlite"
    /// The file beside it that says which process has it open.
    package static let lockName = "bank.lock"

    let pool: DatabasePool
    let file: String
    let decoding: any EntryDecoding
    private let writer: StoreConnection
    private let failure = Mutex<String?>(nil)
    /// What the commits so far have put into the write-ahead log.
    let logLength = Mutex(LogLength())
    private let lock: LockFile

    init(
        pool: DatabasePool,
        writer: StoreConnection,
        file: String,
        decoding: any EntryDecoding,
        lock: LockFile
    ) {
        self.pool = pool
        self.writer = writer
        self.file = file
        self.decoding = decoding
        self.lock = lock
    }

    /// Runs `body` in one transaction and commits it durably; when anything throws, nothing stays.
    ///
    /// - Throws: what `body` throws; `StoreError.diskFull`, after which one may try again;
    ///   `StoreError.stopped` once a disk error has made the file's state uncertain.
    package func write<Result>(
        _ body: (inout BankTransaction) throws -> Result
    ) throws -> Result {
        if let reason = failure.withLock({ $0 }) { throw StoreError.stopped(reason) }
        do {
            return try pool.writeWithoutTransaction { try transact(in: $0, body) }
        } catch let error as DatabaseError {
            throw judged(error)
        }
    }

    /// Runs `body` over the last commit, which does not change while it runs.
    ///
    /// Keep it short: while a reader runs, the write-ahead log cannot shrink. Long exports read page
    /// after page, each in its own call.
    package func read<Result>(_ body: (BankSnapshot) throws -> Result) throws -> Result {
        do {
            return try pool.read { database in
                try body(
                    BankSnapshot(
                        connection: StoreConnection(database, decoding: decoding, isWriter: false)
                    )
                )
            }
        } catch let error as DatabaseError {
            throw judged(error)
        }
    }

    /// Closes every connection and lets go of the home; nothing may be read or written afterwards.
    ///
    /// The write-ahead log is emptied first: GRDB closes the writer before the readers, and what is
    /// closed last is then not able to.
    package func close() throws {
        if stoppedBy == nil { try checkpoint() }
        pool.writeWithoutTransaction { _ in writer.forgetStatements() }
        try pool.close()
        lock.release()
    }

    /// Why nothing is written any more; nil while all is well.
    package var stoppedBy: String? { failure.withLock { $0 } }

    private func transact<Result>(
        in database: Database,
        _ body: (inout BankTransaction) throws -> Result
    ) throws -> Result {
        var result: Result?
        do {
            try database.inTransaction(.immediate) {
                var transaction = BankTransaction(connection: writer)
                result = try body(&transaction)
                try transaction.finish()
                return .commit
            }
        } catch {
            writer.forget()
            throw error
        }
        guard let result else { preconditionFailure("a commit without a result") }
        let pages = Self.pagesWritten(by: database)
        logLength.withLock { $0.commit(pages) }
        return result
    }

    /// The error as this store's caller may act on it.
    ///
    /// After an I/O error the page cache and the disk may differ, and a repeated fsync would answer
    /// "done" for pages that were lost, so no further write is let through.
    func judged(_ error: DatabaseError) -> any Error {
        switch error.resultCode.primaryResultCode {
        case .SQLITE_FULL: return StoreError.diskFull
        case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB:
            let reason = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
            failure.withLock { $0 = $0 ?? reason }
            return StoreError.stopped(reason)
        default: return error
        }
    }
}
