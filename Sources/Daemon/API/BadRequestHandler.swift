import ControlAPI
import NIOCore

/// Answers what is not HTTP, an unknown method included, with a reason, and closes the connection.
///
/// Such a request never reaches a route: Hummingbird would answer it with 400 and no word. Behind an
/// answer that is still on its way it is left to Hummingbird, which does not cut that one short.
final class BadRequestHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any
    typealias InboundOut = Any

    private let isAnswering: (any NIOCore.Channel) -> Bool
    private let wire = WireHandler()

    /// `isAnswering` says whether an answer is on its way on a connection.
    init(isAnswering: @escaping (any NIOCore.Channel) -> Bool) { self.isAnswering = isAnswering }

    func handlerAdded(context: ChannelHandlerContext) {
        // Where bytes go out as they are: this handler stands behind the HTTP encoder.
        try? context.pipeline.syncOperations.addHandler(wire, position: .first)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let isOfConnection = error is IOError || error is ChannelError
        guard !isOfConnection, !isAnswering(context.channel) else {
            return context.fireErrorCaught(error)
        }
        wire.end(with: Self.answer)
    }

    private static let answer: [UInt8] = {
        let body = RouteAnswer.bytes(
            of: Failure(
                .usage,
                "this is no HTTP request: its method is unknown, or its head is malformed or too long",
                next: "GET \(ControlRoute.description.path) lists the routes and their methods"
            )
        )
        let head = """
            HTTP/1.1 400 Bad Request\r
            Content-Type: application/json\r
            Content-Length: \(body.count)\r
            Cache-Control: no-store\r
            Connection: close\r
            \r

            """
        return Array(head.utf8) + body
    }()
}

/// Stands next to the socket and writes bytes to it as they are.
private final class WireHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any
    typealias OutboundOut = ByteBuffer

    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// Writes the bytes and closes the connection behind them.
    func end(with bytes: [UInt8]) {
        guard let context else { return }
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes))).whenComplete { _ in
            channel.close(promise: nil)
        }
        self.context = nil
    }
}
