import GRDBSQLite
import Synchronization

/// The tables of C functions that SQLite is given instead of the platform's.
///
/// `nonisolated(unsafe)`: each is made once, before the shim is registered, never changes afterwards
/// and is never freed, since SQLite keeps it for as long as the process runs.
enum Shim {
    nonisolated(unsafe) private static let platform = sqlite3_vfs_find(nil)
    /// How an ordinary file is read and written: a database, which is locked besides, too.
    nonisolated(unsafe) private static let methods = platform.flatMap(methodsOfFiles)

    /// The patched copy of each table of the platform's, by their addresses, never freed either.
    ///
    /// A database has another table than its write-ahead log.
    private static let patched = Mutex<[Int: Int]>([:])
    /// Files are told apart by their addresses, which are never followed from here.
    private static let files = Mutex<[Int: OpenFile]>([:])

    static let isInstalled: Bool = {
        guard let platform, methods != nil else { return false }
        let shim = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        shim.initialize(to: platform.pointee)
        let name = UnsafeMutablePointer<CChar>.allocate(capacity: 7)
        for (index, byte) in "faulty\0".utf8.enumerated() { name[index] = CChar(byte) }
        shim.pointee.zName = UnsafePointer(name)
        shim.pointee.xOpen = { _, path, file, flags, outFlags in
            Shim.open(path, file, flags, outFlags)
        }
        return sqlite3_vfs_register(shim, 1) == SQLITE_OK
    }()

    /// The functions that the platform gives every ordinary file: those of a temporary one.
    private static func methodsOfFiles(
        _ platform: UnsafeMutablePointer<sqlite3_vfs>
    ) -> UnsafePointer<sqlite3_io_methods>? {
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: Int(platform.pointee.szOsFile),
            alignment: 16
        )
        defer { memory.deallocate() }
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: Int(platform.pointee.szOsFile))
        let file = memory.assumingMemoryBound(to: sqlite3_file.self)
        let flags =
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE
            | SQLITE_OPEN_DELETEONCLOSE | SQLITE_OPEN_TEMP_DB
        guard platform.pointee.xOpen(platform, nil, file, flags, nil) == SQLITE_OK,
            let methods = file.pointee.pMethods
        else { return nil }
        _ = methods.pointee.xClose(file)
        return methods
    }

    private static func patchedCopy(
        _ methods: UnsafePointer<sqlite3_io_methods>
    ) -> UnsafePointer<sqlite3_io_methods> {
        let copy = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        copy.initialize(to: methods.pointee)
        copy.pointee.xSync = { file, flags in Shim.flush(file, flags) }
        copy.pointee.xWrite = { file, bytes, count, offset in
            Shim.write(file, bytes, count, offset)
        }
        copy.pointee.xTruncate = { file, length in Shim.truncate(file, length) }
        return UnsafePointer(copy)
    }

    private static func open(
        _ path: UnsafePointer<CChar>?,
        _ file: UnsafeMutablePointer<sqlite3_file>?,
        _ flags: CInt,
        _ outFlags: UnsafeMutablePointer<CInt>?
    ) -> CInt {
        guard let platform, let file else { return SQLITE_CANTOPEN }
        let result = platform.pointee.xOpen(platform, path, file, flags, outFlags)
        if result == SQLITE_OK, let path, let original = file.pointee.pMethods {
            let opened = OpenFile(path: String(cString: path))
            files.withLock { $0[Int(bitPattern: file)] = opened }
            file.pointee.pMethods = patchedTable(for: original)
        }
        return result
    }

    private static func patchedTable(
        for original: UnsafePointer<sqlite3_io_methods>
    ) -> UnsafePointer<sqlite3_io_methods>? {
        let address = Int(bitPattern: original)
        let known = patched.withLock { tables in
            let known = tables[address] ?? Int(bitPattern: patchedCopy(original))
            tables[address] = known
            return known
        }
        return UnsafePointer(bitPattern: known)
    }

    private static func openFile(_ file: UnsafeMutablePointer<sqlite3_file>) -> OpenFile? {
        files.withLock { $0[Int(bitPattern: file)] }
    }

    private static func flush(_ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: CInt) -> CInt {
        guard let file, let opened = openFile(file), let methods else { return SQLITE_IOERR }
        switch FaultyDisk.flush(opened) {
        case (.failedFlush, _), (.dead, _): return SQLITE_IOERR | 4 << 8
        case (.full, let isImitated), (nil, let isImitated):
            return isImitated ? SQLITE_OK : methods.pointee.xSync(file, flags)
        }
    }

    private static func write(
        _ file: UnsafeMutablePointer<sqlite3_file>?,
        _ bytes: UnsafeRawPointer?,
        _ count: CInt,
        _ offset: sqlite3_int64
    ) -> CInt {
        guard let file, let opened = openFile(file), let methods else { return SQLITE_IOERR }
        let fault = FaultyDisk.write(opened) {
            let before = contents(of: file, from: offset, count: Int(count))
            let after = UnsafeRawBufferPointer(start: bytes, count: Int(count))
            return UnflushedWrite(
                offset: Int(offset),
                before: before,
                after: Array(after),
                lengthBefore: length(of: file)
            )
        }
        switch fault {
        case .full: return SQLITE_FULL
        case .dead: return SQLITE_IOERR | 3 << 8
        case .failedFlush, nil: return methods.pointee.xWrite(file, bytes, count, offset)
        }
    }

    private static func truncate(
        _ file: UnsafeMutablePointer<sqlite3_file>?,
        _ length: sqlite3_int64
    ) -> CInt {
        guard let file, let opened = openFile(file), let methods else { return SQLITE_IOERR }
        let fault = FaultyDisk.write(opened) {
            let lengthBefore = Self.length(of: file)
            let count = max(0, lengthBefore - Int(length))
            return UnflushedWrite(
                offset: Int(length),
                before: contents(of: file, from: length, count: count),
                after: [],
                lengthBefore: lengthBefore,
                lengthAfter: Int(length)
            )
        }
        return fault == .dead ? SQLITE_IOERR | 6 << 8 : methods.pointee.xTruncate(file, length)
    }

    private static func length(of file: UnsafeMutablePointer<sqlite3_file>) -> Int {
        var length: sqlite3_int64 = 0
        let result = methods?.pointee.xFileSize(file, &length)
        precondition(result == SQLITE_OK, "a file of SQLite's has no length")
        return Int(length)
    }

    /// What stands in a file there, as far as it reaches.
    private static func contents(
        of file: UnsafeMutablePointer<sqlite3_file>,
        from offset: sqlite3_int64,
        count: Int
    ) -> [UInt8] {
        let count = max(0, min(count, length(of: file) - Int(offset)))
        var bytes = [UInt8](repeating: 0, count: count)
        if count == 0 { return bytes }
        let result = methods?.pointee.xRead(file, &bytes, CInt(count), offset)
        precondition(result == SQLITE_OK, "a file of SQLite's cannot be read")
        return bytes
    }
}
