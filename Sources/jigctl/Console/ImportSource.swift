import ControlAPI
import Glibc
import Synchronization

/// The file that is being imported, read a piece at a time, with its progress on standard error.
///
/// A class because the file is open exactly once and closes with its last use.
final class ImportSource: Sendable {
    private let descriptor: Int32
    private let path: String
    private let progress: Mutex<ImportProgress?>

    /// Opens the file, or standard input for `-`.
    ///
    /// Throws a `Failure`: 66 for none or what is no regular file, 77 for one that may not be read,
    /// 74 else. A pipe without a writer would else be waited for, for ever.
    init(path: String) throws {
        self.path = path
        let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK
        descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, flags)
        guard descriptor >= 0 else { throw Self.failure("open", path, errno) }
        var facts = stat()
        let isKnown = fstat(descriptor, &facts) == 0
        if isKnown, facts.st_mode & S_IFMT == S_IFDIR {
            close(descriptor)
            throw Failure(.unknown, "\(path) is a directory", next: "name a file in it")
        }
        if path != "-", isKnown, facts.st_mode & S_IFMT != S_IFREG {
            close(descriptor)
            throw Failure(
                .unknown,
                "\(path) is no regular file",
                next: "let it be read from standard input: import - < FILE"
            )
        }
        let bytes = isKnown && facts.st_mode & S_IFMT == S_IFREG ? Int(facts.st_size) : nil
        progress = Mutex(Stream.error.isTerminal ? ImportProgress(bytesTotal: bytes) : nil)
    }

    deinit { close(descriptor) }

    /// The next piece, or nil at the end.
    @Sendable func next() async throws -> [UInt8]? {
        let piece = try [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { buffer, count in
            count = try read(into: buffer)
        }
        draw(afterBytes: piece.count)
        return piece.isEmpty ? nil : piece
    }

    /// Takes the progress off the screen.
    func finish() {
        let wasDrawn = progress.withLock { progress in
            defer { progress = nil }
            return progress != nil
        }
        if wasDrawn { try? Stream.error.write("\r\u{1B}[K") }
    }

    private static let pieceBytes = 65_536

    private func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw Self.failure("read", path, errno) }
        }
    }

    private func draw(afterBytes bytes: Int) {
        let line = progress.withLock { progress -> String? in
            guard var drawn = progress else { return nil }
            let line = drawn.line(afterBytes: bytes, at: .now)
            progress = drawn
            return line
        }
        // Progress is a courtesy: an import does not fail because nobody can see it.
        if let line { try? Stream.error.write("\r\u{1B}[K" + line) }
    }

    private static func failure(_ verb: String, _ path: String, _ code: Int32) -> Failure {
        let exitCode: ControlAPI.ExitCode =
            switch code {
            case ENOENT, ENOTDIR: .unknown
            case EACCES, EPERM: .notPermitted
            default: .inputOutput
            }
        return Failure(
            exitCode,
            "cannot \(verb) \(path): \(String(cString: strerror(code)))",
            next: "check the path and who may read it"
        )
    }
}

/// How far an import is: bytes sent of how many, and how fast.
struct ImportProgress {
    private let bytesTotal: Int?
    private let start: ContinuousClock.Instant
    private var drawnAt: ContinuousClock.Instant
    private var bytesSent = 0

    /// `bytesTotal` is nil for what has no size, such as a pipe.
    init(bytesTotal: Int?) {
        self.bytesTotal = bytesTotal
        start = .now
        drawnAt = start
    }

    /// The line to draw, or nil where the last one is young enough.
    mutating func line(afterBytes bytes: Int, at now: ContinuousClock.Instant) -> String? {
        bytesSent += bytes
        let isEnd = bytes == 0
        guard isEnd || now - drawnAt > .milliseconds(100) else { return nil }
        drawnAt = now
        let seconds = max((now - start) / .seconds(1), 0.001)
        let rate = Self.size(Int(Double(bytesSent) / seconds)) + "/s"
        let share = bytesTotal.map { total in
            " of \(Self.size(total)) (\(total > 0 ? min(100, bytesSent * 100 / total) : 100) %)"
        }
        let sent = "sent \(Self.size(bytesSent))\(share ?? ""), \(rate)"
        return isEnd ? "\(sent); waiting for the daemon to finish" : sent
    }

    /// `12.3 MB`.
    private static func size(_ bytes: Int) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var value = bytes
        var rest = 0
        var unit = 0
        while value >= 1000, unit < units.count - 1 {
            rest = value % 1000 / 100
            value /= 1000
            unit += 1
        }
        return unit == 0 ? "\(value) B" : "\(value).\(rest) \(units[unit])"
    }
}
