import Synchronization

/// SQLite's own way to the disk, with switches that make it fail in one directory.
///
/// Installed once as the process's default. It counts flushes and passes everything else through,
/// so tests that know nothing of it are not disturbed.
package enum FaultyDisk {
    /// How a directory's disk fails.
    package enum Fault: Equatable, Sendable {
        /// fsync answers that it failed.
        case failedFlush
        /// Writing answers that there is no room.
        case full
        /// Nothing more reaches the disk: what its process does from now on never happened.
        case dead
    }

    private static let directories = Mutex<[String: Directory]>([:])

    /// Puts this between SQLite and the disk, for databases opened from now on.
    package static func install() { precondition(Shim.isInstalled, "SQLite took no other disk") }

    /// How often a file in `directory` was flushed.
    package static func flushes(in directory: String) -> Int {
        directories.withLock { $0[directory]?.flushes ?? 0 }
    }

    /// How often a file in `directory` was written, cut short or flushed.
    package static func steps(in directory: String) -> Int {
        directories.withLock { $0[directory]?.steps ?? 0 }
    }

    /// What is counted until a disk fails.
    package enum Step: Sendable {
        /// Every write, cut and flush.
        case any
        /// Flushes alone, so that the disk fails at one.
        case flush
    }

    /// Makes every file in `directory` fail once so many more steps have succeeded; nil makes them
    /// work again.
    package static func set(
        _ fault: Fault?,
        in directory: String,
        after count: Int = 0,
        of step: Step = .any
    ) {
        directories.withLock { directories in
            directories[directory, default: Directory()].coming = fault.map {
                Directory.Coming(fault: $0, step: step, count: count)
            }
        }
    }

    /// Whether the disk of `directory` fails by now, and how.
    package static func fault(in directory: String) -> Fault? {
        directories.withLock { $0[directory]?.fault }
    }

    /// From now on a flush in `directory` only marks what a power cut cannot take back.
    ///
    /// The platform's own flush is left out: nothing is lost with this process alone, and waiting
    /// for the disk is what takes the time.
    package static func imitate(in directory: String) {
        directories.withLock { $0[directory, default: Directory()].unflushed = [:] }
    }

    /// The power goes in `directory`, where no file may be open any more, and comes back.
    ///
    /// Of each write since its file's last flush, `kept` says how many of its bytes survive.
    package static func cutPower(in directory: String, kept: (Int) -> Int) {
        let lost = directories.withLock { directories in
            directories[directory]?.coming = nil
            defer { directories[directory]?.unflushed = [:] }
            return directories[directory]?.unflushed ?? [:]
        }
        for (path, writes) in lost.sorted(by: { $0.key < $1.key }) {
            UnflushedWrite.lose(writes, of: path, kept: kept)
        }
    }

    /// Nothing more is remembered of `directory`.
    package static func forget(_ directory: String) {
        directories.withLock { $0[directory] = nil }
    }

    /// A file is about to be flushed: the fault that keeps it from being so, and whether to leave
    /// the platform's own flush out.
    static func flush(_ file: OpenFile) -> (fault: Fault?, isImitated: Bool) {
        directories.withLock { directories in
            let fault = directories[file.directory, default: Directory()].take(.flush)
            directories[file.directory]?.flushes += 1
            if fault == nil || fault == .full {
                directories[file.directory]?.unflushed?[file.path] = nil
            }
            return (fault, directories[file.directory]?.unflushed != nil)
        }
    }

    /// A file is about to be written or cut short: the fault that keeps it from being so.
    ///
    /// `write` looks up what a power cut would bring back, and is called only where one may come.
    static func write(_ file: OpenFile, _ write: () -> UnflushedWrite) -> Fault? {
        directories.withLock { directories in
            let fault = directories[file.directory, default: Directory()].take(.any)
            if fault == nil || fault == .failedFlush,
                directories[file.directory]?.unflushed != nil
            {
                directories[file.directory]?.unflushed?[file.path, default: []].append(write())
            }
            return fault
        }
    }

    private struct Directory {
        var flushes = 0
        /// Writes and flushes that were asked for.
        var steps = 0
        /// How it fails, or is about to.
        var coming: Coming?
        /// Writes since each file's last flush, where the power may be cut.
        var unflushed: [String: [UnflushedWrite]]?

        struct Coming {
            let fault: Fault
            let step: Step
            /// How many more steps succeed.
            var count: Int
            var hasCome = false
        }

        /// The fault that has come.
        var fault: Fault? { coming.flatMap { $0.hasCome ? $0.fault : nil } }

        /// Takes one step, unless it fails.
        mutating func take(_ step: Step) -> Fault? {
            steps += 1
            guard let coming, !coming.hasCome, coming.step == .any || coming.step == step else {
                return fault
            }
            self.coming?.hasCome = coming.count == 0
            self.coming?.count -= 1
            return fault
        }
    }
}

/// A file that SQLite has open.
struct OpenFile {
    let path: String
    let directory: String

    init(path: String) {
        self.path = path
        directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}
