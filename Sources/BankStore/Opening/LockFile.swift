internal import Glibc

/// The exclusive lock that keeps a second daemon off a home.
///
/// It stands beside the database and never on it: closing any other descriptor of the database's
/// own file would drop the POSIX locks that SQLite holds there. The kernel lets go of it when the
/// process ends, however it ends, so a stale file means nothing.
final class LockFile: Sendable {
    private let descriptor: Int32

    /// Takes the lock and writes this process's id and start into the file.
    ///
    /// - Throws: `StoreError.held`, with what the holder wrote; `StoreError.file`.
    init(path: String, home: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw StoreError.file(path: path, reason: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.contents(of: descriptor)
            close(descriptor)
            throw StoreError.held(home: home, holder: holder)
        }
        let line = Array("process \(getpid()), started \(Self.now())\n".utf8)
        guard ftruncate(descriptor, 0) == 0,
            pwrite(descriptor, line, line.count, 0) == line.count
        else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw StoreError.file(path: path, reason: reason)
        }
    }

    deinit { close(descriptor) }

    /// Lets another process have the home.
    func release() { flock(descriptor, LOCK_UN) }

    /// What the holder wrote, without anything that could upset a terminal.
    private static func contents(of descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        let printable = buffer.prefix(max(0, count)).prefix { (0x20..<0x7F).contains($0) }
        return printable.isEmpty ? "another process" : String(decoding: printable, as: UTF8.self)
    }

    /// The time as `2026-03-01T12:00:00Z`.
    private static func now() -> String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        var text = [CChar](repeating: 0, count: 32)
        let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
