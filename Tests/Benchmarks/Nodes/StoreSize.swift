import Foundation

/// How large a database is: its files as they are, and what the log will come to in the file.
struct StoreSize {
    /// The file and its write-ahead log.
    let bytes: Int
    /// The write-ahead log alone.
    let logBytes: Int
    /// The file alone, once all of the log is in it.
    let checkpointedBytes: Int

    init(_ path: String) throws {
        let file = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        guard let fileBytes = file else { throw BenchError("no size of \(path)") }
        // Read and not mapped: the daemon cuts its log once it rests.
        let log = try Data(contentsOf: URL(filePath: "\(path)-wal"))
        bytes = fileBytes + log.count
        logBytes = log.count
        checkpointedBytes = Self.sizeInLog(log) ?? fileBytes
    }

    /// The size that the last commit in a write-ahead log says (SQLite, "WAL File Format").
    ///
    ///     header    8  4  page size           16  8  salt
    ///     frame     4  4  pages after commit   8  8  salt     24  a page
    private static func sizeInLog(_ log: Data) -> Int? {
        guard log.count >= 32 else { return nil }
        let pageBytes = number(log, at: 8)
        let frames = stride(from: 32, to: log.count - 23, by: 24 + pageBytes).prefix { frame in
            log[(frame + 8)..<(frame + 16)].elementsEqual(log[16..<24])
        }
        let commits = frames.map { number(log, at: $0 + 4) }.filter { $0 > 0 }
        return commits.last.map { $0 * pageBytes }
    }

    private static func number(_ data: Data, at offset: Int) -> Int {
        data[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
}
