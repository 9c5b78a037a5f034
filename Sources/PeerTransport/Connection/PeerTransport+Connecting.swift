package import BankModel
import Glibc
import NIOCore
import NIOPosix
import NIOSSL

extension PeerTransport {
    /// Calls a partner's node; `opened` or `dialFailed` will say what came of it, under this id.
    ///
    /// `expected` is the author who must answer, nil for any node of the partner.
    package func dial(
        _ partner: PartnerID,
        host: String,
        port: Int,
        expected: AuthorID? = nil
    ) -> ConnectionID {
        let id = switchboard.beginCall(to: partner)
        let peer = ExpectedPeer(partner: partner, author: expected)
        callingBootstrap.connect(host: host, port: port).whenComplete { [self] result in
            switch result {
            case .success(let channel): answered(id, channel, peer)
            case .failure(let error): unanswered(id, .unreachable(Self.describe(error)))
            }
        }
        return id
    }

    private var callingBootstrap: ClientBootstrap {
        let bootstrap = ClientBootstrap(group: configuration.eventLoops)
            .connectTimeout(.milliseconds(configuration.timeouts.handshakeMilliseconds))
            .channelOption(.autoRead, value: false)
            .channelOption(.maxMessagesPerRead, value: 1)
            .channelOption(
                .recvAllocator,
                value: FixedSizeRecvByteBufferAllocator(capacity: SocketOptions.readBytes)
            )
        return SocketOptions.apply(to: bootstrap) { $0.channelOption($1.option, value: $1.value) }
    }

    /// Runs on the channel's event loop.
    private func answered(_ id: ConnectionID, _ channel: any NIOCore.Channel, _ peer: ExpectedPeer)
    {
        let connection = Connection(
            id: id,
            role: .dialled,
            channel: channel,
            remoteAddress: channel.remoteAddress.readable
        )
        guard switchboard.answerCall(connection) else { return channel.close(promise: nil) }
        do {
            try install(connection, expected: peer)
        } catch {
            switchboard.remove(id)
            tellRefused(connection, peer.partner, .ownCredentials)
            channel.close(promise: nil)
        }
    }

    /// Ends a call that has not become a connection; nothing if it has.
    func unanswered(_ id: ConnectionID, _ failure: DialFailure) {
        guard let partner = switchboard.endCall(id) else { return }
        tellDialFailed(id, partner, failure)
    }

    /// Puts TLS and our own handler on a new channel; on its event loop.
    func install(_ connection: Connection, expected: ExpectedPeer?) throws {
        let contexts = switchboard.contexts
        let handshake = Handshake(role: connection.role, transport: self, expected: expected)
        let tls = try contexts.makeHandler(role: connection.role) { certificates, promise in
            promise.succeed(handshake.judge(certificates))
        }
        let handler = ConnectionHandler(
            transport: self,
            connection: connection,
            handshake: handshake,
            tls: tls,
            partner: expected?.partner,
            ownLeafHash: contexts.leafHash
        )
        try connection.channel.pipeline.syncOperations.addHandlers(
            HelloTap(handshake),
            tls,
            handler
        )
    }

    /// Tells that a connection never opened, as its side of it is told.
    func tellRefused(_ connection: Connection, _ partner: PartnerID?, _ reason: RefusalReason) {
        if let partner { return tellDialFailed(connection.id, partner, .refused(reason)) }
        journal.tellRefused(connection.remoteAddress, reason)
        queue.add(.refused(remoteAddress: connection.remoteAddress, reason))
    }

    private func tellDialFailed(
        _ id: ConnectionID,
        _ partner: PartnerID,
        _ failure: DialFailure
    ) {
        journal.tellDialFailed(partner, failure)
        queue.add(.dialFailed(id, partner, failure))
    }

    private static func describe(_ error: any Error) -> String {
        switch error {
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case ChannelError.connectTimeout: "no answer in time"
        case let error as NIOConnectionError:
            error.connectionErrors.last.map { describe($0.error) } ?? "the name is not known"
        default: "it cannot be connected to"
        }
    }
}
