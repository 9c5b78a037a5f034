import Glibc

/// Reads and writes whole small files without trusting what lies at their path.
///
/// Reading follows no link, takes plain files only and stops at a size. Writing is atomic and
/// durable: temporary file, fsync, rename, fsync of the directory.
package enum SafeFile {
    /// The bytes of a plain file of at most `bytesMax` bytes.
    ///
    /// With `isSecret`, a file that group or others may touch is refused with the mode to set.
    package static func read(
        _ path: String,
        bytesMax: Int,
        isSecret: Bool = false
    ) throws(IdentityError) -> [UInt8] {
        // A pipe would block the open for ever without O_NONBLOCK; plain files ignore it.
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw openingFailed(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .failed(doing: "reading", path: path, errno: errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAPlainFile(path: path) }
        if isSecret, status.st_mode & 0o077 != 0 {
            throw .openToOthers(path: path, mode: status.st_mode & 0o7777, wanted: 0o600)
        }
        guard status.st_size <= bytesMax else { throw .tooLarge(path: path, bytesMax: bytesMax) }
        return try readAll(descriptor, path: path, bytesMax: bytesMax)
    }

    /// Whether anything at all, a dangling link included, lies at the path.
    package static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    private static func openingFailed(_ path: String, _ code: Int32) -> IdentityError {
        switch code {
        case ENOENT, ENOTDIR: .missingFile(path: path)
        case ELOOP, ENXIO, EISDIR: .notAPlainFile(path: path)
        default: .failed(doing: "opening", path: path, errno: code)
        }
    }

    private static func readAll(
        _ descriptor: Int32,
        path: String,
        bytesMax: Int
    ) throws(IdentityError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 8192)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw .failed(doing: "reading", path: path, errno: errno)
            }
            bytes += chunk[..<count]
            guard bytes.count <= bytesMax else { throw .tooLarge(path: path, bytesMax: bytesMax) }
        }
    }
}
