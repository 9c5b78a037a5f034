import NIOCore
import NIOPosix

/// A relay between two daemons that counts what they say to each other, and can delay it.
final class Relay {
    let traffic = Traffic()
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let listener: any Channel

    /// Relays to a port of the loopback.
    init(to port: Int) throws {
        let traffic = traffic
        listener = try ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { accepted in
                ClientBootstrap(group: accepted.eventLoop)
                    .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                    .channelOption(.autoRead, value: false)
                    .connect(host: "127.0.0.1", port: port)
                    .flatMapThrowing { dialled in
                        try Self.join(accepted, dialled, counting: traffic)
                    }
            }
            .bind(host: "127.0.0.1", port: 0).wait()
    }

    var address: String { "127.0.0.1:\(listener.localAddress?.port ?? 0)" }

    func end() throws { try group.syncShutdownGracefully() }

    /// Both channels are on one event loop, which this runs on.
    private static func join(
        _ accepted: any Channel,
        _ dialled: any Channel,
        counting traffic: Traffic
    ) throws {
        for (channel, other, direction) in [
            (accepted, dialled, Direction.fromDialler), (dialled, accepted, .toDialler),
        ] {
            try channel.pipeline.syncOperations.addHandler(
                RelayHalf(to: other, direction, counting: traffic)
            )
        }
        for channel in [accepted, dialled] {
            channel.setOption(.autoRead, value: true).whenFailure { _ in channel.close(promise: nil)
            }
        }
    }
}

/// Hands on what one side says to the other.
private final class RelayHalf: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let other: any Channel
    private let direction: Direction
    private let traffic: Traffic

    init(to other: any Channel, _ direction: Direction, counting traffic: Traffic) {
        self.other = other
        self.direction = direction
        self.traffic = traffic
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let piece = unwrapInboundIn(data)
        let other = other
        traffic.count(piece.readableBytes, direction)
        later(context) { other.writeAndFlush(piece, promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        let other = other
        later(context) { other.close(promise: nil) }
    }

    /// While this side's socket is full, the other is not read.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        _ = other.setOption(.autoRead, value: context.channel.isWritable)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func later(
        _ context: ChannelHandlerContext,
        _ body: @escaping @Sendable () -> Void
    ) {
        let delay = traffic.delay
        guard delay > .zero else { return body() }
        context.eventLoop.scheduleTask(in: TimeAmount(delay), body)
    }
}
