import Glibc

/// Where a node's control socket is.
package enum ControlSocket {
    /// The socket's name in the node's home.
    package static let name = "control.sock"

    /// The longest path that a `sockaddr_un` holds beside its final NUL, in bytes.
    package static let pathBytesMax = 107

    /// The socket of the node that lives in `home`.
    package static func path(home: String) -> String {
        home.hasSuffix("/") ? home + name : "\(home)/\(name)"
    }

    /// Calls `body` with a path to the socket that is short enough to bind or connect to.
    ///
    /// A longer path goes through `/proc/self/fd`, by a descriptor of the home that is open
    /// meanwhile. `body` must be done with the path before it returns.
    package static func withShortPath<Result>(
        home: String,
        _ body: (String) async throws -> Result
    ) async rethrows -> Result {
        let path = path(home: home)
        guard path.utf8.count > pathBytesMax else { return try await body(path) }
        let directory = open(home, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return try await body(path) }
        defer { close(directory) }
        return try await body("/proc/self/fd/\(directory)/\(name)")
    }
}
