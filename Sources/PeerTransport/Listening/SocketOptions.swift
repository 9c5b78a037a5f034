import Glibc
import NIOCore

/// How the kernel is to treat our sockets.
enum SocketOptions {
    /// Bytes that the kernel may hold in each direction, at most.
    ///
    /// It doubles them for its own bookkeeping. When a peer closes, NIO reads all that it had sent,
    /// so this bounds our memory.
    private static let bufferBytes: SocketOptionValue = 256 * 1024
    /// Bytes that the kernel takes from us before it has begun to send them.
    ///
    /// What it has begun to send waits on the road instead: only `Pace` bounds that.
    private static let unsentBytes: SocketOptionValue = 16 * 1024
    /// One read brings at most this much, and is handed on before the next is asked for.
    static let readBytes = 64 * 1024

    /// For sockets that carry a connection.
    ///
    /// `autoRead` is off: a connection's handler asks for every read.
    static func apply<Bootstrap>(
        to bootstrap: Bootstrap,
        _ set: (Bootstrap, Setting) -> Bootstrap
    ) -> Bootstrap {
        settings.reduce(bootstrap, set)
    }

    /// One integer option.
    struct Setting {
        let option: ChannelOptions.Types.SocketOption
        let value: SocketOptionValue
    }

    private static var settings: [Setting] {
        [
            Setting(option: .tcpOption(.tcp_nodelay), value: 1),
            Setting(
                option: .tcpOption(NIOBSDSocket.Option(rawValue: TCP_NOTSENT_LOWAT)),
                value: unsentBytes
            ),
            Setting(option: .socketOption(.so_sndbuf), value: bufferBytes),
            Setting(option: .socketOption(.so_rcvbuf), value: bufferBytes),
        ]
    }
}
