import BankModel
import NIOCore
import NIOSSL
import NIOTLS
import PeerProtocol

/// One connection on its event loop: from the handshake to frames, and to the one reason it ended.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Phase {
        /// TLS is not done. Goes to: open, over.
        case handshaking
        /// Frames go both ways. Goes to: ending.
        case open(AcceptedPeer)
        /// The reason is known, the channel not closed yet; nothing that comes counts. Goes to: over.
        case ending(CloseReason)
        /// The last event of this connection has been given.
        case over
    }

    let transport: PeerTransport
    let connection: Connection
    let handshake: Handshake
    let tls: NIOSSLHandler
    /// Whom this is a call to; nil if the connection was accepted.
    let partner: PartnerID?
    let ownLeafHash: Hash256

    var phase = Phase.handshaking
    var context: ChannelHandlerContext?
    var decoder = FrameDecoder()
    /// The consumer has not taken our last `received` yet.
    var isPaused = false
    var silence: SilenceWatch
    var phaseTimer: Scheduled<Void>?
    var idleTimer: Scheduled<Void>?

    init(
        transport: PeerTransport,
        connection: Connection,
        handshake: Handshake,
        tls: NIOSSLHandler,
        partner: PartnerID?,
        ownLeafHash: Hash256
    ) {
        self.transport = transport
        self.connection = connection
        self.handshake = handshake
        self.tls = tls
        self.partner = partner
        self.ownLeafHash = ownLeafHash
        silence = SilenceWatch(
            allowed: .milliseconds(transport.configuration.timeouts.idleMilliseconds),
            from: .now()
        )
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        conclude()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        conclude()
        self.context = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch phase {
        case .handshaking: refuse(refusal(for: error))
        case .open: end(closeReason(for: error), flushing: false)
        case .ending, .over: break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted(let applicationProtocol):
            open(context, applicationProtocol: applicationProtocol)
        case TLSUserEvent.shutdownCompleted:
            if case .open = phase { phase = .ending(.peerClosed) }
        case HandshakeEvent.refused(let reason):
            refuse(reason)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext,
        event: Any,
        promise: EventLoopPromise<Void>?
    ) {
        guard let command = event as? ConnectionCommand else {
            context.triggerUserOutboundEvent(event, promise: promise)
            return
        }
        switch command {
        case .end(let reason, let flushing): end(reason, flushing: flushing)
        case .makeRoom: makeRoom()
        case .authenticated: phaseTimer?.cancel()
        case .resumeReading: resumeReading(context)
        case .judgeAgain: judgeAgain()
        }
        promise?.succeed()
    }
}

extension ConnectionHandler {
    /// Ends the connection and remembers why; the first reason counts.
    func end(_ reason: CloseReason, flushing: Bool) {
        switch phase {
        case .handshaking: refuse(.cancelled)
        case .ending, .over: break
        case .open:
            phase = .ending(reason)
            cancelTimers()
            guard flushing, let context else { return abort() }
            context.close(promise: nil)
            // The peer's farewell has to be read, and what comes before it thrown away.
            context.read()
        }
    }

    /// Ends a connection that has not authenticated: its place is somebody else's by now.
    private func makeRoom() {
        refuse(.tooManyUnauthenticated)
        end(.local("too many connections had not authenticated"), flushing: false)
    }

    /// Closes the socket without a word of TLS: nothing of the peer's is waited for.
    func abort() {
        guard let context else { return }
        let below = try? context.pipeline.syncOperations.context(handler: tls)
        (below ?? context).close(promise: nil)
    }

    /// Gives the connection's place in the switchboard back, then its last event, once.
    private func conclude() {
        cancelTimers()
        transport.switchboard.remove(connection.id)
        switch phase {
        case .handshaking: refuse(.handshakeCut)
        case .open: tellClosed(.reset)
        case .ending(let reason): tellClosed(reason)
        case .over: break
        }
    }

    private func tellClosed(_ reason: CloseReason) {
        phase = .over
        transport.journal.tellClosed(connection, reason)
        transport.queue.add(.closed(connection.id, reason))
    }

    private func closeReason(for error: any Error) -> CloseReason {
        if case NIOSSLError.uncleanShutdown = error { return .cutShort }
        guard let failure = TLSFailure(error) else { return .reset }
        return failure.alert.map { .alert($0) } ?? .badTLS(failure.word)
    }
}
