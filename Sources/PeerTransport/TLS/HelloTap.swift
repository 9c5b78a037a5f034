import NIOCore

/// Listens to the first bytes of a connection, before TLS does, and notes what is wrong with them.
final class HelloTap: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let handshake: Handshake
    /// What has come so far; nil once enough is known.
    private var heard: [UInt8]? = []

    init(_ handshake: Handshake) {
        self.handshake = handshake
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard var heard else {
            context.fireChannelRead(data)
            return
        }
        heard += unwrapInboundIn(data).readableBytesView
        self.heard = heard
        guard mayPass(heard) else {
            context.fireUserInboundEventTriggered(HandshakeEvent.refused(.resumedSession))
            return
        }
        context.fireChannelRead(data)
    }

    private func mayPass(_ bytes: [UInt8]) -> Bool {
        switch handshake.role {
        case .accepted: return mayPass(ClientHello(reading: bytes))
        case .dialled:
            heard = nil
            guard let first = bytes.first else { return true }
            if first != ClientHello.handshakeRecord, first != ClientHello.alertRecord {
                handshake.suspicion = ClientHello.isText(bytes) ? .plainText : .garbage
            }
            return true
        }
    }

    private func mayPass(_ hello: ClientHello) -> Bool {
        switch hello {
        case .incomplete: return true
        case .plainText: handshake.suspicion = .plainText
        case .garbage: handshake.suspicion = .garbage
        case .complete(_, offersSession: true): return false
        case .complete(offersTLS13: false, _): handshake.suspicion = .oldTLS
        case .complete: break
        }
        heard = nil
        return true
    }
}

/// What the handlers below tell the connection's handler.
enum HandshakeEvent {
    /// The handshake is not to go on.
    case refused(RefusalReason)
}
