import BankModel
import NIOCore
import NIOSSL

extension ConnectionHandler {
    func begin(_ context: ChannelHandlerContext) {
        guard phaseTimer == nil else { return }
        phaseTimer = schedule(in: transport.configuration.timeouts.handshakeMilliseconds) {
            $0.refuse(.handshakeTimeout)
        }
        context.read()
    }

    /// TLS says that it is done: one more look at all that it has agreed on.
    func open(_ context: ChannelHandlerContext, applicationProtocol: String?) {
        guard case .handshaking = phase else { return }
        guard tls.tlsVersion == .tlsv13 else { return refuse(.oldTLS) }
        guard applicationProtocol == TLSContexts.applicationProtocol else {
            return refuse(.otherProtocol)
        }
        switch handshake.confirm(tls.peerCertificate) {
        case .failure(let reason): refuse(reason)
        case .success(let peer): open(context, peer)
        }
    }

    private func open(_ context: ChannelHandlerContext, _ peer: AcceptedPeer) {
        phase = .open(peer)
        phaseTimer?.cancel()
        phaseTimer = schedule(in: transport.configuration.timeouts.helloMilliseconds) {
            $0.end(.helloTimeout, flushing: false)
        }
        silence.heard(at: .now())
        watchForSilence()
        let certificates = PeerCertificates(
            role: connection.role,
            author: peer.author,
            ownLeafHash: ownLeafHash,
            peerLeafHash: peer.leafHash,
            remoteAddress: connection.remoteAddress
        )
        transport.queue.add(.opened(connection.id, certificates))
        context.read()
    }

    /// The connection never opens, for this reason.
    func refuse(_ reason: RefusalReason) {
        guard case .handshaking = phase else { return }
        phase = .over
        cancelTimers()
        transport.switchboard.remove(connection.id)
        transport.tellRefused(connection, partner, reason)
        abort()
    }

    func refusal(for error: any Error) -> RefusalReason {
        if let refusal = handshake.refusal ?? handshake.suspicion { return refusal }
        guard let failure = TLSFailure(error), !failure.isCut else { return .handshakeCut }
        return failure.refusal
    }

    /// Judges an open connection's peer by the trust as it is now.
    ///
    /// The certificate is judged as of the handshake: only a change of trust ends a session that is
    /// in good health, a certificate that has expired meanwhile does not.
    func judgeAgain() {
        guard case .open(let peer) = phase else { return }
        let verdict = transport.switchboard.trust.judge(
            peer.chainDER,
            shownTo: connection.role,
            expecting: nil,
            at: peer.judgedAt
        )
        if verdict != .success(peer.author) { end(.revoked, flushing: false) }
    }
}
