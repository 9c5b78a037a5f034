import BankModel
import NIOCore
import NIOPosix
import Synchronization

extension PeerTransport {
    /// Begins to listen where the configuration says; the port, nil if it says not to listen.
    ///
    /// `run` does this by itself; calling it first tells early that the address is taken, and which
    /// port the system chose.
    @discardableResult
    package func listen() async throws -> Int? {
        guard let address = configuration.listen else { return nil }
        let channel = try await listeningBootstrap.bind(host: address.host, port: address.port)
            .get()
        server.withLock { $0 = channel }
        return channel.localAddress?.port
    }

    private var listeningBootstrap: ServerBootstrap {
        let bootstrap = ServerBootstrap(group: configuration.eventLoops)
            .serverChannelOption(.backlog, value: 128)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { [journal] channel in
                channel.eventLoop.makeCompletedFuture {
                    // Without this NIO would spin when there are no descriptors left.
                    try channel.pipeline.syncOperations.addHandlers(
                        AcceptBackoffHandler(),
                        AcceptErrorHandler(journal: journal)
                    )
                }
            }
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelOption(
                .recvAllocator,
                value: FixedSizeRecvByteBufferAllocator(capacity: SocketOptions.readBytes)
            )
            .childChannelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture { try accept(channel) }
            }
        return SocketOptions.apply(to: bootstrap) {
            $0.childChannelOption($1.option, value: $1.value)
        }
    }

    /// Throws if there is no place for the connection; NIO closes it then.
    private func accept(_ channel: any NIOCore.Channel) throws {
        let address = channel.remoteAddress.readable
        guard Descriptors.hasMore(than: configuration.descriptorsReserved) else {
            throw refuse(address, .descriptorsExhausted)
        }
        let admitted = switchboard.admitAccepted(
            from: SourceAddress(channel.remoteAddress),
            unauthenticatedMax: configuration.unauthenticatedConnectionsMax
        ) { Connection(id: $0, role: .accepted, channel: channel, remoteAddress: address) }
        guard let admitted else { throw refuse(address, .cancelled) }
        admitted.crowdedOut?.command(.makeRoom)
        do {
            try install(admitted.new, expected: nil)
        } catch {
            switchboard.remove(admitted.new.id)
            throw refuse(address, .ownCredentials)
        }
    }

    private func refuse(_ address: String, _ reason: RefusalReason) -> RefusalReason {
        journal.tellRefused(address, reason)
        queue.add(.refused(remoteAddress: address, reason))
        return reason
    }
}

/// Tells the log that accepting fails; everything else has been told where it was found.
private final class AcceptErrorHandler: ChannelInboundHandler {
    typealias InboundIn = any NIOCore.Channel

    private let journal: Journal

    init(journal: Journal) {
        self.journal = journal
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? IOError { journal.tellAcceptFailed(error) }
    }
}

extension SocketAddress? {
    /// `192.0.2.1:7700`, `[2001:db8::1]:7700`.
    var readable: String {
        guard let self, let address = self.ipAddress, let port = self.port else { return "unknown" }
        return address.utf8.contains(UInt8(ascii: ":"))
            ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
}
