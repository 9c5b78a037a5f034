import BankModel
internal import GRDB

extension BankDatabase {
    /// Does a little of what can wait for a moment in which nobody waits for a commit; says whether
    /// something is left for the next one.
    ///
    /// Parts of the index of words are joined, which commits only add to. Then the write-ahead log is
    /// emptied if it is long, and the pages in memory are let go of.
    package func rest() throws -> Bool {
        guard stoppedBy == nil else { return false }
        if try joinWords() { return true }
        guard logBytes >= Limits.walBytesAtRest else { return false }
        try checkpoint(waitingMilliseconds: 0)
        pool.writeWithoutTransaction { $0.releaseMemory() }
        pool.releaseMemoryEventually()
        return false
    }

    /// Joins so many pages of the index of words; says whether there were any.
    ///
    /// FTS5 counts what the command changed: fewer than two rows say that it found nothing to do
    /// (https://sqlite.org/fts5.html, the 'merge' command).
    private func joinWords() throws -> Bool {
        do {
            return try pool.writeWithoutTransaction { database in
                let before = database.totalChangesCount
                try database.execute(
                    sql: "INSERT INTO words (words, rank) VALUES ('merge', ?)",
                    arguments: [Limits.wordPagesJoined]
                )
                return database.totalChangesCount - before >= 2
            }
        } catch let error as DatabaseError {
            throw judged(error)
        }
    }
}
