import ControlAPI
import Glibc

/// Standard input, output or error.
struct Stream {
    /// The descriptor's number.
    let descriptor: Int32

    static let input = Self(descriptor: STDIN_FILENO)
    static let output = Self(descriptor: STDOUT_FILENO)
    static let error = Self(descriptor: STDERR_FILENO)

    /// Whether a person sits behind it.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Writes all of it, or throws a `Failure` (74).
    func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written >= 0 {
                rest.removeFirst(written)
            } else if errno == EAGAIN {
                var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&wanted, 1, -1)
            } else if errno == EPIPE {
                // Nobody reads on: end as any filter does, though sockets have switched that off.
                signal(SIGPIPE, SIG_DFL)
                raise(SIGPIPE)
            } else if errno != EINTR {
                throw Failure(
                    .inputOutput,
                    "cannot write: \(String(cString: strerror(errno)))",
                    next: "check where the output goes, and the space there"
                )
            }
        }
    }

    /// Writes the text in UTF-8.
    func write(_ text: String) throws { try write(Array(text.utf8)) }
}
