import NIOCore

/// Sends back whatever comes.
final class Echo: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.writeAndFlush(data, promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

/// Sends a message, waits for it to come back, and sends the next.
final class Pinger: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let messageBytes = 128
    private var sent: ContinuousClock.Instant
    private var awaitedBytes = messageBytes
    private var milliseconds: [Double] = []
    private let times: Int
    private let answered: EventLoopPromise<[Double]>

    init(
        since dialled: ContinuousClock.Instant,
        times: Int,
        _ answered: EventLoopPromise<[Double]>
    ) {
        sent = dialled
        self.times = times
        self.answered = answered
    }

    func channelActive(context: ChannelHandlerContext) { ping(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        awaitedBytes -= unwrapInboundIn(data).readableBytes
        guard awaitedBytes == 0 else { return }
        milliseconds.append(sent.duration(to: .now).milliseconds)
        guard milliseconds.count <= times else { return answered.succeed(milliseconds) }
        awaitedBytes = Self.messageBytes
        sent = .now
        ping(context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        answered.fail(error)
        context.close(promise: nil)
    }

    private func ping(_ context: ChannelHandlerContext) {
        let message = ByteBuffer(repeating: 7, count: Self.messageBytes)
        context.writeAndFlush(wrapOutboundOut(message), promise: nil)
    }
}

/// Sends as fast as the socket takes it, in pieces as large as our largest frame.
final class Source: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let piece = ByteBuffer(repeating: 7, count: 48 * 1024)
    private var bytesLeft: Int

    init(bytes: Int) { bytesLeft = bytes }

    func channelActive(context: ChannelHandlerContext) { send(context) }

    func channelWritabilityChanged(context: ChannelHandlerContext) { send(context) }

    private func send(_ context: ChannelHandlerContext) {
        while bytesLeft > 0, context.channel.isWritable {
            bytesLeft -= piece.readableBytes
            context.writeAndFlush(wrapOutboundOut(piece), promise: nil)
        }
    }
}

/// Counts what comes until so much is there.
final class Sink: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var bytesLeft: Int
    private let received: EventLoopPromise<Void>

    init(awaiting bytes: Int, _ received: EventLoopPromise<Void>) {
        bytesLeft = bytes
        self.received = received
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytesLeft -= unwrapInboundIn(data).readableBytes
        if bytesLeft <= 0 { received.succeed() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        received.fail(error)
        context.close(promise: nil)
    }
}
