import BankModel
internal import GRDB
internal import GRDBSQLite

/// A prepared statement and its current row, without a layer between us and SQLite: the hot path
/// binds and steps some hundred thousand of these a second.
struct PreparedStatement {
    let pointer: OpaquePointer

    /// Tells SQLite to copy what it is given.
    ///
    /// −1 is the value that sqlite3.h defines as `SQLITE_TRANSIENT`; as a C macro with a cast it is
    /// not imported. Nothing ever calls it: SQLite compares it and copies.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Binds every parameter, in order.
    func bind(_ arguments: [Argument]) {
        var index: CInt = 1
        for argument in arguments {
            bind(argument, at: index)
            index += 1
        }
    }

    private func bind(_ argument: Argument, at index: CInt) {
        switch argument {
        case .null: sqlite3_bind_null(pointer, index)
        case .signed(let value): sqlite3_bind_int64(pointer, index, value)
        case .text(var text):
            text.withUTF8 { bindText(UnsafeRawBufferPointer($0), at: index) }
        case .utf8(let text): text.withUnsafeBytes { bindText($0, at: index) }
        case .bytes(let bytes):
            _ = bytes.withUnsafeBytes { raw in
                if let base = raw.baseAddress {
                    sqlite3_bind_blob64(pointer, index, base, UInt64(raw.count), Self.copied)
                } else {
                    sqlite3_bind_zeroblob(pointer, index, 0)
                }
            }
        }
    }

    private func bindText(_ text: UnsafeRawBufferPointer, at index: CInt) {
        let letters = text.bindMemory(to: CChar.self)
        let base = letters.baseAddress
        if let base {
            sqlite3_bind_text64(
                pointer,
                index,
                base,
                UInt64(letters.count),
                Self.copied,
                UInt8(SQLITE_UTF8)
            )
        } else {
            sqlite3_bind_text(pointer, index, "", 0, Self.copied)
        }
    }

    /// Goes to the next row; false once there is none.
    func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let message = sqlite3_db_handle(pointer).map { String(cString: sqlite3_errmsg($0)) }
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: message,
                sql: String(cString: sqlite3_sql(pointer))
            )
        }
    }

    /// Ends the execution, so that the statement holds no lock and can be bound again.
    func reset() { sqlite3_reset(pointer) }

    /// Whether an execution has begun and not ended.
    var isBusy: Bool { sqlite3_stmt_busy(pointer) != 0 }

    /// The integer in a column of the current row.
    func integer(_ column: CInt) -> Int64 { sqlite3_column_int64(pointer, column) }

    /// Whether a column of the current row is NULL.
    func isNull(_ column: CInt) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

    /// The blob in a column of the current row.
    func bytes(_ column: CInt) -> [UInt8] {
        guard let base = sqlite3_column_blob(pointer, column) else { return [] }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return Array(UnsafeRawBufferPointer(start: base, count: count))
    }

    /// The hash in a column of the current row.
    func hash(_ column: CInt) throws -> Hash256 {
        guard let hash = Hash256(bytes: bytes(column)) else {
            throw StoreError.damaged("a hash that is not 32 bytes long")
        }
        return hash
    }

    /// The text in a column of the current row.
    func text(_ column: CInt) -> String {
        guard let base = sqlite3_column_text(pointer, column) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
    }
}

/// What a parameter of a statement is bound to.
enum Argument {
    case null
    case signed(Int64)
    case text(String)
    /// Text that is held as its bytes.
    case utf8([UInt8])
    case bytes([UInt8])

    static func integer(_ value: some FixedWidthInteger) -> Self {
        .signed(Int64(truncatingIfNeeded: value))
    }

    static func text(_ text: String?) -> Self {
        if let text { .text(text) } else { .null }
    }
}

extension Argument: ExpressibleByIntegerLiteral {
    init(integerLiteral value: Int64) { self = .signed(value) }
}
