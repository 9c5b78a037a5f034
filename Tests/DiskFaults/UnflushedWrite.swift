import Glibc

/// A write that no flush has followed yet, and what it wrote over.
struct UnflushedWrite {
    /// Where it begins in its file.
    let offset: Int
    /// What stood there, as far as the file reached.
    let before: [UInt8]
    /// What was written; for a cut, nothing.
    let after: [UInt8]
    /// How long the file was.
    let lengthBefore: Int
    /// How long a cut made the file; nil for a write.
    var lengthAfter: Int?

    /// Takes the writes of a file back, and writes what survives of each again.
    ///
    /// In any order and to any length, as far as `kept` says: nothing orders what no flush has.
    static func lose(_ writes: [Self], of path: String, kept: (Int) -> Int) {
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        if descriptor < 0 { return }
        defer { close(descriptor) }
        for write in writes.reversed() {
            put(write.before, at: write.offset, descriptor)
            setLength(write.lengthBefore, descriptor)
        }
        for write in writes {
            if let length = write.lengthAfter {
                if kept(1) > 0 { setLength(length, descriptor) }
            } else {
                put(
                    Array(write.after.prefix(kept(write.after.count))),
                    at: write.offset,
                    descriptor
                )
            }
        }
    }

    private static func put(_ bytes: [UInt8], at offset: Int, _ descriptor: CInt) {
        let count = pwrite(descriptor, bytes, bytes.count, off_t(offset))
        precondition(count == bytes.count, "a power cut could not be imitated: \(errno)")
    }

    private static func setLength(_ length: Int, _ descriptor: CInt) {
        let result = ftruncate(descriptor, off_t(length))
        precondition(result == 0, "a power cut could not be imitated: \(errno)")
    }
}
