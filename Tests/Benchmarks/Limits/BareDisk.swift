import Foundation

/// How long the disk takes to make one block durable.
enum BareDisk {
    /// Limit (d): the median time of one fdatasync, in milliseconds.
    ///
    /// A block that exists is overwritten, so that no metadata has to follow. With a `pause` before each,
    /// the disk and its driver have been idle for so long.
    static func syncMilliseconds(
        in directory: URL,
        times: Int = 200,
        pauseMilliseconds: UInt32 = 0
    ) throws -> Double {
        let path = directory.appending(path: "block").path
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BenchError("cannot open \(path)") }
        defer {
            close(descriptor)
            unlink(path)
        }
        try overwrite(descriptor, with: 0)
        return try (1...times).map { number in
            usleep(pauseMilliseconds * 1000)
            return try timed { try overwrite(descriptor, with: UInt8(truncatingIfNeeded: number)) }
                .seconds * 1000
        }.median
    }

    private static func overwrite(_ descriptor: CInt, with byte: UInt8) throws {
        let block = [UInt8](repeating: byte, count: 4096)
        guard pwrite(descriptor, block, block.count, 0) == block.count,
            fdatasync(descriptor) == 0
        else { throw BenchError("cannot write a block: \(String(cString: strerror(errno)))") }
    }
}
