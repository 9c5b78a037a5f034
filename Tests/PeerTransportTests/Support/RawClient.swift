import Glibc
import NIOCore
import NIOPosix

/// A TCP connection that says what a test tells it to, and no more.
struct RawClient: Sendable {
    private let channel: any NIOCore.Channel

    init(port: Int) async throws {
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port).get()
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Waits until the other side has closed.
    func waitForEnd() async throws {
        try await channel.closeFuture.get()
    }

    func close() async {
        try? await channel.close()
    }
}

/// Stands between two nodes and passes bytes on, until it is told to break.
actor Relay {
    private let listener: any NIOCore.Channel
    private let wires: Watched<[any NIOCore.Channel]>

    init(to port: Int) async throws {
        let wires = Watched<[any NIOCore.Channel]>([])
        self.wires = wires
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { near in
                ClientBootstrap(group: near.eventLoop).connect(host: "127.0.0.1", port: port)
                    .flatMapThrowing { far in
                        try near.pipeline.syncOperations.addHandler(PassOn(to: far))
                        try far.pipeline.syncOperations.addHandler(PassOn(to: near))
                        wires.change { $0 += [near, far] }
                    }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    var port: Int { listener.localAddress?.port ?? 0 }

    /// Ends both connections as a crashed router does: with RST.
    func reset() async throws {
        for wire in wires.value {
            let socket = wire as? any SocketOptionProvider
            try await socket?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
        for wire in wires.value { try? await wire.close() }
    }

    func stop() async {
        try? await listener.close()
        for wire in wires.value { try? await wire.close() }
    }
}

private final class PassOn: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let other: any NIOCore.Channel

    init(to other: any NIOCore.Channel) {
        self.other = other
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        other.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        other.close(promise: nil)
    }
}
