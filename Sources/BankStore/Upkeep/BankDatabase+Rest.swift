import BankModel
internal import GRDB
internal import Synchronization

extension BankDatabase {
    /// Does a little of what can wait for a moment in which nobody waits for a commit; says whether
    /// something is left for the next one.
    ///
    /// Parts of the index of words are joined, which a commit does by itself only where sixteen of a size
    /// have come together (FTS5's crisis merge). Then the write-ahead log is emptied if it is long, and
    /// the pages in memory are let go of.
    package func rest() throws -> Bool {
        guard stoppedBy == nil else { return false }
        do {
            if try joinWords() { return true }
        } catch StoreError.diskFull {
            // What follows needs no room, and gives some back.
        }
        guard logBytes >= Limits.walBytesAtRest else { return false }
        try checkpoint(waitingMilliseconds: 0)
        pool.writeWithoutTransaction { $0.releaseMemory() }
        pool.releaseMemoryEventually()
        return false
    }

    /// Joins so many pages of the index of words; says whether there were any.
    ///
    /// FTS5 counts what the command changed: fewer than two rows say that it found nothing to do
    /// (https://sqlite.org/fts5.html, the 'merge' command). What is damaged in the index ends nothing:
    /// `rebuild` makes it anew.
    private func joinWords() throws -> Bool {
        do {
            return try pool.writeWithoutTransaction { database in
                defer {
                    let written = Self.pagesWritten(by: database)
                    logLength.withLock { $0.upkeep(written) }
                }
                let before = database.totalChangesCount
                try database.execute(
                    sql: "INSERT INTO words (words, rank) VALUES ('merge', ?)",
                    arguments: [Limits.wordPagesJoined]
                )
                return database.totalChangesCount - before >= 2
            }
        } catch let error as DatabaseError
            where error.extendedResultCode == .SQLITE_CORRUPT_VTAB
        {
            throw StoreError.damaged("the index of words, which jigctl rebuild makes anew")
        } catch let error as DatabaseError {
            throw judged(error)
        }
    }
}
