import BankModel
internal import GRDB
internal import Glibc

extension BankDatabase {
    /// Writes a copy of the last commit to `file`, whole or not at all, and makes it durable.
    ///
    /// The copy is one file, compact, that opens like any bank. Writers go on meanwhile. Nothing that
    /// stands at the path is ever replaced: it could be a key.
    ///
    /// - Throws: `StoreError.file` where the copy cannot be written, or something is there.
    package func backup(to file: String) throws {
        try TemporaryFile.checkFree(file)
        let temporary = "\(file).part-\(getpid())"
        try TemporaryFile.remove(temporary)
        do {
            try pool.unsafeRead { try $0.execute(sql: "VACUUM INTO ?", arguments: [temporary]) }
            try TemporaryFile.publish(temporary, as: file)
        } catch {
            try? TemporaryFile.remove(temporary)
            if let error = error as? DatabaseError {
                throw StoreError.file(path: file, reason: error.message ?? "cannot be written")
            }
            throw error
        }
    }
}

/// A file that is written beside its final name and then moved there.
private enum TemporaryFile {
    static func remove(_ path: String) throws {
        if unlink(path) == 0 || errno == ENOENT { return }
        throw failure(path)
    }

    /// Refuses a path at which anything stands, and one that a C string would cut short.
    static func checkFree(_ path: String) throws {
        guard !path.utf8.contains(0) else {
            throw StoreError.file(path: path, reason: "holds a NUL")
        }
        var facts = stat()
        guard lstat(path, &facts) != 0 else {
            throw StoreError.file(path: path, reason: String(cString: strerror(EEXIST)))
        }
    }

    /// Flushes the file, gives it its name unless that is taken meanwhile, and flushes the directory
    /// that holds the name.
    static func publish(_ path: String, as name: String) throws {
        try flush(path, O_RDWR)
        if link(path, name) == 0 {
            guard unlink(path) == 0 else { throw failure(path) }
        } else if errno == EPERM || errno == EOPNOTSUPP {
            // A file system without hard links, as on a stick.
            try checkFree(name)
            guard rename(path, name) == 0 else { throw failure(name) }
        } else {
            throw failure(name)
        }
        let directory = name.lastIndex(of: "/").map { String(name[...$0]) } ?? "."
        try flush(directory, O_RDONLY | O_DIRECTORY)
    }

    private static func flush(_ path: String, _ flags: Int32) throws {
        let descriptor = open(path, flags | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(path) }
    }

    private static func failure(_ path: String) -> StoreError {
        .file(path: path, reason: String(cString: strerror(errno)))
    }
}
