import BankModel
package import Identity
package import Logging
package import NIOCore

/// All that a transport is told at its start.
package struct TransportConfiguration: Sendable {
    /// Where to listen; nil to dial only.
    package var listen: ListenAddress?
    /// Our leaf at the start; `PeerTransport.update(credentials:)` replaces it.
    package var credentials: TLSCredentials
    /// Whom to let in at the start; `PeerTransport.update(trust:)` replaces it.
    package var trust: Trust
    /// Where refusals and closings are told, limited by reason.
    package var logger: Logger
    /// The wall clock, in milliseconds since 1970, UTC: certificates are judged by it.
    package var now: @Sendable () -> Int64
    /// The threads that do the reading and writing.
    package var eventLoops: any EventLoopGroup
    /// How long each phase of a connection may last.
    package var timeouts = Timeouts()
    /// Accepted connections that `markAuthenticated` has not been called for, at one time.
    ///
    /// Half of them may come from one address. The oldest makes room for a further one.
    package var unauthenticatedConnectionsMax = Limits.unauthenticatedConnectionsMax
    /// Refusals that may wait to be taken.
    package var refusalsWaitingMax = 64
    /// A connection is writable until this many bytes of its output wait: one largest frame.
    package var outputBytesWanted = Limits.frameBytesMax
    /// Bytes of output that may wait at all; more closes the connection as a defect of ours.
    package var outputBytesMax = 32 * Limits.frameBytesMax
    /// Free descriptors below which no connection is accepted: the store and the control socket
    /// need them.
    package var descriptorsReserved = 32

    package init(
        listen: ListenAddress?,
        credentials: TLSCredentials,
        trust: Trust,
        logger: Logger,
        now: @escaping @Sendable () -> Int64,
        eventLoops: any EventLoopGroup
    ) {
        self.listen = listen
        self.credentials = credentials
        self.trust = trust
        self.logger = logger
        self.now = now
        self.eventLoops = eventLoops
    }
}

/// A host and a port to listen on.
package struct ListenAddress: Hashable, Sendable {
    /// A name or a numeric address.
    package let host: String
    /// 0 lets the system choose.
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}

/// How long each phase of a connection may last, in milliseconds.
package struct Timeouts: Hashable, Sendable {
    /// From the first packet to the end of the TLS handshake; a call has as long to be answered.
    package var handshakeMilliseconds = Limits.handshakeMilliseconds
    /// From the end of the TLS handshake to `markAuthenticated`.
    package var helloMilliseconds = Limits.helloMilliseconds
    /// Silence of the peer.
    package var idleMilliseconds = Limits.idleMilliseconds
    /// From our `close` to the end, while the output is flushed.
    package var farewellMilliseconds: Int64 = 2_000

    package init() {}
}
