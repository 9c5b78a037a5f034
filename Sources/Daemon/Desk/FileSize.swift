import ControlAPI
import Glibc

/// How long a file is.
enum FileSize {
    /// In bytes; throws 74.
    static func of(_ path: String) throws(Failure) -> Int64 {
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            throw Failure(.inputOutput, "\(path): \(String(cString: strerror(errno)))")
        }
        return Int64(facts.st_size)
    }
}
