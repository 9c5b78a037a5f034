package import Glibc

extension SafeFile {
    /// Puts `bytes` at `path`, whole and durable, or leaves what was there.
    ///
    /// The mode is set whatever the umask is.
    package static func write(
        _ bytes: [UInt8],
        to path: String,
        mode: mode_t
    ) throws(IdentityError) {
        let temporary = "\(path).new-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let descriptor = open(temporary, flags, 0o600)
        guard descriptor >= 0 else { throw .failed(doing: "writing", path: path, errno: errno) }
        do throws(IdentityError) {
            defer { close(descriptor) }
            try writeAll(bytes, to: descriptor, path: path)
            guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else {
                throw .failed(doing: "writing", path: path, errno: errno)
            }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw .failed(doing: "writing", path: path, errno: code)
        }
        try syncDirectory(of: path)
    }

    /// Makes a directory of exactly this mode, unless there is something at the path already.
    package static func makeDirectory(_ path: String, mode: mode_t) throws(IdentityError) {
        guard mkdir(path, mode) == 0 else {
            if errno == EEXIST { return }
            throw .failed(doing: "making the directory", path: path, errno: errno)
        }
        guard chmod(path, mode) == 0 else {
            throw .failed(doing: "making the directory", path: path, errno: errno)
        }
        try syncDirectory(of: path)
    }

    /// Refuses a directory that is open to others: any bit of `refused` in its mode.
    package static func checkDirectory(
        _ path: String,
        refused: mode_t,
        wanted: mode_t
    ) throws(IdentityError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw .missingFile(path: path) }
            throw .failed(doing: "reading", path: path, errno: errno)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw .failed(doing: "reading", path: path, errno: ENOTDIR)
        }
        guard status.st_mode & refused == 0 else {
            throw .openToOthers(path: path, mode: status.st_mode & 0o7777, wanted: wanted)
        }
    }

    static func writeAll(
        _ bytes: [UInt8],
        to descriptor: Int32,
        path: String
    ) throws(IdentityError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw .failed(doing: "writing", path: path, errno: errno)
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Makes a name that was just made or replaced in the directory of `path` durable.
    static func syncDirectory(of path: String) throws(IdentityError) {
        let directory = parent(of: path)
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .failed(doing: "opening", path: directory, errno: errno)
        }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw .failed(doing: "syncing", path: directory, errno: errno)
        }
    }

    /// The directory that a path's last component is in.
    static func parent(of path: String) -> String {
        var letters = Array(path.utf8)
        let slash = UInt8(ascii: "/")
        while letters.count > 1, letters.last == slash { letters.removeLast() }
        guard let cut = letters.lastIndex(of: slash) else { return "." }
        return cut == 0 ? "/" : String(decoding: letters[..<cut], as: UTF8.self)
    }
}
