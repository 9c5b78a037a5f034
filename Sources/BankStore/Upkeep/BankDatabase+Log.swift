import BankModel
internal import GRDB
internal import GRDBSQLite
internal import Glibc
internal import Synchronization

// The write-ahead log: what is in it is moved into the main file, at one of four moments.
//
// After small commits the node does so between two of them. A commit that has made the log long does it
// itself, and whoever waits for that commit waits for this too. In a quiet second, and at the end, the
// log is cut short.

extension BankDatabase {
    /// Moves what the write-ahead log holds into the main file and cuts the log short, as far as
    /// readers let it, for which it waits at most so many milliseconds.
    package func checkpoint(waitingMilliseconds: Int = busyMilliseconds) throws {
        do {
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA busy_timeout = \(waitingMilliseconds)")
                let outcome = Result { try database.checkpoint(.truncate) }
                try database.execute(sql: "PRAGMA busy_timeout = \(Self.busyMilliseconds)")
                _ = try outcome.get()
                logLength.withLock { $0.move(all: true) }
            }
        } catch let error as DatabaseError
            where error.resultCode.primaryResultCode == .SQLITE_BUSY
        {
            return
        } catch let error as DatabaseError {
            throw judged(error)
        }
    }

    /// How long the write-ahead log is, in bytes: it grows while a reader holds on to an old commit.
    package var logBytes: Int {
        var facts = stat()
        return stat("\(file)-wal", &facts) == 0 ? Int(facts.st_size) : 0
    }

    /// Whether the log is worth moving now, between two commits: not after one that wrote much, since
    /// more of that kind may follow.
    package var isLogWorthMoving: Bool { logLength.withLock(\.isWorthMoving) }

    /// Whether the last commit wrote anything.
    package var hasLastCommitWritten: Bool { logLength.withLock { $0.lastCommit > 0 } }

    /// Moves what the log holds into the main file, as far as that waits for nobody.
    ///
    /// Then the next commit writes over the beginning of the log, which is less work for the disk than
    /// to make it longer. Where a reader of an old commit was in the way, or the disk was full, a later
    /// commit tries again, but not the next one.
    package func moveLog() throws {
        guard stoppedBy == nil else { return }
        var isWhole = false
        defer { logLength.withLock { $0.move(all: isWhole) } }
        do {
            let frames = try pool.writeWithoutTransaction { try $0.checkpoint(.passive) }
            isWhole = frames.checkpointedFrameCount == frames.walFrameCount
        } catch let error as DatabaseError
            where error.resultCode.primaryResultCode == .SQLITE_BUSY
        {
            return
        } catch let error as DatabaseError {
            throw judged(error)
        }
    }

    /// How many pages the connection has written since it was opened, modulo 2³¹, as SQLite counts them.
    static func pagesWritten(by database: Database) -> Int32 {
        var (pages, unused) = (Int32(0), Int32(0))
        sqlite3_db_status(
            database.sqliteConnection,
            SQLITE_DBSTATUS_CACHE_WRITE,
            &pages,
            &unused,
            0
        )
        return pages
    }
}

/// How much has been written into the write-ahead log since it was last moved, in pages.
struct LogLength {
    /// What the last commit wrote.
    private(set) var lastCommit: Int32 = 0
    private var written: Int32 = 0
    private var moved: Int32 = 0

    /// A commit has brought what was ever written to so much.
    mutating func commit(_ total: Int32) {
        lastCommit = Self.difference(total, written)
        written = total
    }

    /// Upkeep of the store's own has brought it there, which says nothing of the next commit.
    mutating func upkeep(_ total: Int32) { written = total }

    /// All of it is in the main file, or as much as could be moved: then the half is waited for.
    mutating func move(all isWhole: Bool) {
        moved = isWhole ? written : written &- Self.worthMoving / 2
    }

    /// Whether enough has come together, and the last commit was a small one.
    var isWorthMoving: Bool {
        Self.difference(written, moved) >= Self.worthMoving && lastCommit < Self.worthMoving
    }

    private static let worthMoving = Int32(Limits.walPagesBetween)

    private static func difference(_ later: Int32, _ earlier: Int32) -> Int32 {
        (later &- earlier) & .max
    }
}
