import GRDBSQLite
import Synchronization

/// SQLite's own way to the disk, with a switch that makes flushing or writing fail below one home.
///
/// Installed once as the process's default. It counts flushes and passes everything else through,
/// so tests that know nothing of it are not disturbed.
enum FaultyDisk {
    enum Fault: Equatable {
        /// fsync answers that it failed.
        case failedFlush
        /// Writing answers that there is no room.
        case full
    }

    /// Files are told apart by their addresses, which are never followed from here.
    private struct State {
        var paths: [Int: String] = [:]
        var flushes: [String: Int] = [:]
        var faults: [String: Fault] = [:]

        func fault(of file: Int) -> Fault? {
            guard let path = paths[file] else { return nil }
            return faults.first { path.hasPrefix($0.key) }?.value
        }
    }

    private static let state = Mutex(State())

    /// Puts this between SQLite and the disk, for databases opened from now on.
    static func install() { precondition(Shim.isInstalled) }

    /// How often a file below `home` was flushed.
    static func flushes(below home: String) -> Int {
        state.withLock { state in
            state.flushes.filter { $0.key.hasPrefix(home) }.values.reduce(0, +)
        }
    }

    /// Makes everything below `home` fail, or work again.
    static func set(_ fault: Fault?, below home: String) {
        state.withLock { $0.faults[home] = fault }
    }

    fileprivate static func opened(_ file: Int, _ path: String) {
        state.withLock { $0.paths[file] = path }
    }

    fileprivate static func flushed(_ file: Int) -> Fault? {
        state.withLock { state in
            if let path = state.paths[file] { state.flushes[path, default: 0] += 1 }
            return state.fault(of: file)
        }
    }

    fileprivate static func fault(of file: Int) -> Fault? {
        state.withLock { $0.fault(of: file) }
    }
}

/// The two tables of C functions that SQLite is given instead of the platform's.
///
/// `nonisolated(unsafe)`: each is made once, before the shim is registered, never changes afterwards
/// and is never freed, since SQLite keeps it for as long as the process runs.
private enum Shim {
    nonisolated(unsafe) private static let platform = sqlite3_vfs_find(nil)
    nonisolated(unsafe) private static let methods = platform.flatMap(methodsOfFiles)
    nonisolated(unsafe) private static let patched = methods.map(patchedCopy)

    static let isInstalled: Bool = {
        guard let platform, patched != nil else { return false }
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
        if result == SQLITE_OK, let path, file.pointee.pMethods == methods {
            FaultyDisk.opened(Int(bitPattern: file), String(cString: path))
            file.pointee.pMethods = patched
        }
        return result
    }

    private static func flush(_ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: CInt) -> CInt {
        guard FaultyDisk.flushed(Int(bitPattern: file)) != .failedFlush, let methods else {
            return SQLITE_IOERR | 4 << 8
        }
        return methods.pointee.xSync(file, flags)
    }

    private static func write(
        _ file: UnsafeMutablePointer<sqlite3_file>?,
        _ bytes: UnsafeRawPointer?,
        _ count: CInt,
        _ offset: sqlite3_int64
    ) -> CInt {
        guard FaultyDisk.fault(of: Int(bitPattern: file)) != .full, let methods else {
            return SQLITE_FULL
        }
        return methods.pointee.xWrite(file, bytes, count, offset)
    }
}
