import Glibc
import NIOCore

/// Who is at the other end of a UNIX socket, as the kernel noted it when they connected.
enum PeerCredentials {
    /// The user; nil for nobody, and for a socket of any other family.
    ///
    /// A TCP socket answers SO_PEERCRED without an error, with uid −1, and a socket that inherited
    /// no credentials does too: so the family is asked first, and −1 is nobody (`UserID`).
    static func user(of channel: any NIOCore.Channel) async throws -> UserID? {
        guard let options = channel as? any SocketOptionProvider else { return nil }
        guard try await family(options).get() == AF_UNIX else { return nil }
        return UserID(try await credentials(options).get().uid)
    }

    /// `struct ucred` of unix(7), which Glibc declares for C with GNU extensions only.
    ///
    /// Three 32-bit numbers in this order: the layout is the same in Swift.
    private struct Credentials {
        var process: Int32 = 0
        var uid: UInt32 = .max
        var gid: UInt32 = .max
    }

    private static func family(_ options: any SocketOptionProvider) -> EventLoopFuture<CInt> {
        // Safe: SO_DOMAIN is an int (socket(7)), and `Value` is CInt.
        options.unsafeGetSocketOption(level: .socket, name: .init(rawValue: SO_DOMAIN))
    }

    private static func credentials(
        _ options: any SocketOptionProvider
    ) -> EventLoopFuture<Credentials> {
        // Safe: SO_PEERCRED is a struct ucred (unix(7)), and `Credentials` is laid out as that is.
        options.unsafeGetSocketOption(level: .socket, name: .init(rawValue: SO_PEERCRED))
    }
}
