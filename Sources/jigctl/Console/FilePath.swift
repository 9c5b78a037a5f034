import ControlAPI
import Glibc

/// Paths as the daemon needs them: it has another working directory than its operators.
enum FilePath {
    /// The path from the root on.
    static func absolute(_ path: String) throws -> String {
        if path.hasPrefix("/") { return path }
        guard let directory = getcwd(nil, 0) else {
            throw Failure(
                .inputOutput,
                "the working directory is gone",
                next: "give an absolute path"
            )
        }
        defer { free(directory) }
        return "\(String(cString: directory))/\(path)"
    }
}
