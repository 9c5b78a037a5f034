import Foundation

/// How often a daemon has called `fsync` or `fdatasync` since it was started: `flushes.c` counts.
struct FlushCount {
    let path: String

    /// Makes the file that the daemon's next run counts in.
    func reset() throws {
        try Data(count: MemoryLayout<UInt64>.size).write(to: URL(filePath: path))
    }

    /// The number so far.
    func now() throws -> Double {
        let bytes = try Data(contentsOf: URL(filePath: path))
        guard bytes.count == MemoryLayout<UInt64>.size else { throw BenchError("no \(path)") }
        return Double(bytes.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) })
    }
}
