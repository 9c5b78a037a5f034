package import BankModel
internal import GRDB
internal import Glibc

extension BankDatabase {
    /// Opens the bank in a node's home, or makes an empty one there.
    ///
    /// - Throws: `StoreError` with a sentence for each thing that can be wrong with a home or file.
    package static func open(home: String, decoding: any EntryDecoding) throws -> BankDatabase {
        let file = "\(home)/\(fileName)"
        let lock = try LockFile(path: "\(home)/\(lockName)", home: home)
        try FileHeader.check(file)
        do {
            let pool = try DatabasePool(path: file, configuration: configuration)
            try migrate(pool, file: file, decoding)
            try demandDurability(of: pool)
            let writer = pool.writeWithoutTransaction {
                StoreConnection($0, decoding: decoding, isWriter: true)
            }
            return BankDatabase(
                pool: pool,
                writer: writer,
                file: file,
                decoding: decoding,
                lock: lock
            )
        } catch let error as DatabaseError {
            throw refusal(of: error, file: file)
        }
    }

    /// How long a statement waits for a reader or writer in its way, in milliseconds.
    package static let busyMilliseconds = 5_000

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(busyMilliseconds) / 1000)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            let cacheKibibytes = database.configuration.readonly ? 4096 : 24576
            try database.execute(
                sql: """
                    PRAGMA cache_size = -\(cacheKibibytes);
                    PRAGMA mmap_size = 0;
                    PRAGMA wal_autocheckpoint = \(Limits.walPagesWanted);
                    PRAGMA journal_size_limit = \(Limits.walBytesKept);
                    PRAGMA secure_delete = OFF;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    """
            )
        }
        return configuration
    }

    private static func migrate(
        _ pool: DatabasePool,
        file: String,
        _ decoding: any EntryDecoding
    ) throws {
        let migrator = Schema.migrator(decoding: decoding)
        if try pool.read(migrator.hasBeenSuperseded) { throw StoreError.newerSchema(file: file) }
        try migrator.migrate(pool)
    }

    /// Sets `synchronous` to FULL and reads it back, with what else the bank's safety rests on.
    ///
    /// Opening a pool sets NORMAL, after every hook of ours: it may lose the last commits at a power
    /// cut, and then we would sign a number twice.
    private static func demandDurability(of pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
                throw StoreError.unsafeSetting("synchronous = FULL")
            }
            guard try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal" else {
                throw StoreError.unsafeSetting("journal_mode = WAL")
            }
            guard try Bool.fetchOne(database, sql: "PRAGMA foreign_keys") == true else {
                throw StoreError.unsafeSetting("foreign_keys = ON")
            }
        }
    }

    private static func refusal(of error: DatabaseError, file: String) -> StoreError {
        let reason = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        return switch error.resultCode.primaryResultCode {
        case .SQLITE_NOTADB: .notABank(file: file, reason: reason)
        case .SQLITE_CORRUPT: .damaged("\(file): \(reason)")
        case .SQLITE_FULL: .diskFull
        default: .file(path: file, reason: reason)
        }
    }
}

/// What the first bytes of a file say, read before SQLite touches it.
///
/// No SQLite connection of this process is open yet, so closing the descriptor drops no lock.
enum FileHeader {
    /// Refuses what is not a bank; a file that is absent or empty is about to become one.
    ///
    ///     0    16   "SQLite format 3", 0
    ///     68   4    application id, big-endian
    static func check(_ file: String) throws {
        let descriptor = open(file, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return }
            throw StoreError.file(path: file, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            throw StoreError.notABank(file: file, reason: "it is not a regular file")
        }
        var header = [UInt8](repeating: 0, count: 100)
        let count = pread(descriptor, &header, header.count, 0)
        if count == 0 { return }
        guard count == header.count, header.starts(with: Array("SQLite format 3".utf8) + [0]) else {
            throw StoreError.notABank(file: file, reason: "it is not an SQLite file")
        }
        let application = header[68..<72].reduce(0) { $0 << 8 | Int($1) }
        guard application == Schema.applicationID || application == 0 && isFresh(header) else {
            throw StoreError.notABank(file: file, reason: "another program made it")
        }
    }

    /// Whether a database was opened and nothing of ours committed yet: at most the page or two
    /// that switching to the write-ahead log leaves.
    private static func isFresh(_ header: [UInt8]) -> Bool {
        header[28..<32].reduce(0) { $0 << 8 | Int($1) } <= 2
    }
}
