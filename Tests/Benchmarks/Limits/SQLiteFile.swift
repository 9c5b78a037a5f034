import BankModel
import Foundation
import GRDBSQLite

/// A database file through SQLite's own interface, set up as a bank is (BankDatabase+Opening.swift).
final class SQLiteFile {
    private let pointer: OpaquePointer

    init(_ path: String) throws {
        var opened: OpaquePointer?
        guard sqlite3_open(path, &opened) == SQLITE_OK, let opened else {
            throw BenchError("cannot open \(path)")
        }
        pointer = opened
        try execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA cache_size = -24576;
            PRAGMA wal_autocheckpoint = \(Limits.walPagesWanted);
            PRAGMA journal_size_limit = \(Limits.walBytesKept);
            """
        )
    }

    deinit { sqlite3_close_v2(pointer) }

    func execute(_ sql: String) throws {
        try check(sqlite3_exec(pointer, sql, nil, nil, nil))
    }

    func prepare(_ sql: String) throws -> SQLiteStatement {
        var prepared: OpaquePointer?
        try check(sqlite3_prepare_v2(pointer, sql, -1, &prepared, nil))
        guard let prepared else { throw BenchError("no statement: \(sql)") }
        return SQLiteStatement(prepared)
    }

    private func check(_ code: CInt) throws {
        guard code == SQLITE_OK else {
            throw BenchError(String(cString: sqlite3_errmsg(pointer)))
        }
    }
}

/// A statement that inserts one row each time it runs.
final class SQLiteStatement {
    private let pointer: OpaquePointer

    /// −1, which SQLite compares with and never calls, is `SQLITE_TRANSIENT` of sqlite3.h: a macro
    /// with a cast, which is not imported.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    enum Argument {
        case integer(Int64)
        case bytes([UInt8])
        case text(String)
    }

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { sqlite3_finalize(pointer) }

    func run(_ arguments: Argument...) throws {
        for (index, argument) in zip(CInt(1)..., arguments) { bind(argument, at: index) }
        guard sqlite3_step(pointer) == SQLITE_DONE else {
            throw BenchError(String(cString: sqlite3_errmsg(sqlite3_db_handle(pointer))))
        }
        sqlite3_reset(pointer)
    }

    private func bind(_ argument: Argument, at index: CInt) {
        switch argument {
        case .integer(let value): sqlite3_bind_int64(pointer, index, value)
        case .bytes(let bytes):
            sqlite3_bind_blob(pointer, index, bytes, CInt(bytes.count), Self.copied)
        case .text(let text):
            sqlite3_bind_text(pointer, index, text, CInt(text.utf8.count), Self.copied)
        }
    }
}
