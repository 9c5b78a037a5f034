import BankModel
package import Identity
import NIOCore
import Synchronization

extension PeerTransport {
    /// Queues one frame around `payload`; never waits.
    ///
    /// A payload of more than `Limits.frameBytesMax` bytes is a defect of ours that costs this
    /// connection: what peers make us say must not end the daemon.
    @discardableResult
    package func send(_ id: ConnectionID, frame payload: [UInt8]) -> SendResult {
        guard let connection = switchboard.connection(id) else { return .gone }
        guard payload.count <= Limits.frameBytesMax else {
            connection.command(.end(.outputOverflow, flushing: false))
            return .overflow
        }
        let result = connection.send(
            payload,
            wanted: configuration.outputBytesWanted,
            max: configuration.outputBytesMax
        ) { [queue] in queue.add(.writable(id)) }
        if result == .overflow { connection.command(.end(.outputOverflow, flushing: false)) }
        return result
    }

    /// Whether more may be sent; false for a connection that is not there.
    package func isWritable(_ id: ConnectionID) -> Bool {
        switchboard.connection(id)?.isWritable(wanted: configuration.outputBytesWanted) ?? false
    }

    /// Ends a connection, or a call that has not been answered.
    ///
    /// What was sent before is flushed first, for `Timeouts.farewellMilliseconds` at most. What the
    /// peer sends meanwhile is thrown away.
    package func close(_ id: ConnectionID, _ reason: String) {
        unanswered(id, .refused(.cancelled))
        switchboard.connection(id)?.command(.end(.local(reason), flushing: true))
    }

    /// The peer's HELLO-ACK has verified: it is no longer watched for one, nor counted.
    package func markAuthenticated(_ id: ConnectionID) {
        switchboard.authenticate(id)?.command(.authenticated)
    }

    /// Shows another leaf on connections that begin from now on; those there are stay as they are.
    ///
    /// Throws, and keeps the old ones, if the credentials cannot be used.
    package func update(credentials: TLSCredentials) throws {
        switchboard.contexts = try TLSContexts(
            credentials,
            farewellMilliseconds: configuration.timeouts.farewellMilliseconds
        )
    }

    /// Judges every peer by another trust, those that are connected included, at once.
    package func update(trust: Trust) {
        switchboard.trust = trust
        for connection in switchboard.connections { connection.command(.judgeAgain) }
    }

    /// Accepts and dials no more, closes all there is, and ends the events.
    func end() async {
        let listener = server.withLock { $0 }
        try? await listener?.close()
        for (id, partner) in switchboard.end() {
            queue.add(.dialFailed(id, partner, .refused(.cancelled)))
        }
        let connections = switchboard.connections
        for connection in connections { connection.command(.end(.shutdown, flushing: true)) }
        for connection in connections { try? await connection.channel.closeFuture.get() }
        queue.finish()
    }
}
