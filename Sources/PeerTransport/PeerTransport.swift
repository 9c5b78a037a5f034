import Logging
import NIOCore
import Synchronization

/// TCP and TLS 1.3 between partners: moves frames, and knows nothing of what is in them.
///
/// The daemon gives commands, none of which waits for the network, and takes events by
/// `nextEvents`. Every queue is bounded: a connection's input is not read while its last `received`
/// has not been taken, and its output says by `send` when it is full.
package final class PeerTransport: Sendable {
    let configuration: TransportConfiguration
    let queue: EventQueue
    let switchboard: Switchboard
    let journal: Journal
    let server = Mutex<(any NIOCore.Channel)?>(nil)

    /// A transport that does nothing yet.
    ///
    /// Throws if the credentials cannot be used.
    package init(_ configuration: TransportConfiguration) throws {
        self.configuration = configuration
        queue = EventQueue(refusalsWaitingMax: configuration.refusalsWaitingMax)
        switchboard = Switchboard(
            contexts: try TLSContexts(
                configuration.credentials,
                farewellMilliseconds: configuration.timeouts.farewellMilliseconds
            ),
            trust: configuration.trust
        )
        journal = Journal(logger: configuration.logger)
    }

    /// Listens and serves until the task is cancelled, then closes every connection and returns.
    ///
    /// Throws if the address cannot be listened on.
    package func run() async throws {
        if server.withLock({ $0 == nil }) { try await listen() }
        let (never, continuation) = AsyncStream.makeStream(of: Never.self)
        for await _ in never {}
        continuation.finish()
        await end()
    }

    /// What has happened since the last call, at least one event; nil at the end.
    ///
    /// Taking a connection's `received` lets it read on. One task at a time may call this; it
    /// returns nil when that task is cancelled.
    package func nextEvents() async -> [TransportEvent]? {
        guard let events = await queue.take() else { return nil }
        for case .received(let id, _) in events {
            switchboard.connection(id)?.command(.resumeReading)
        }
        return events
    }

    /// How often each reason for refusing or ending a connection has occurred.
    package var reasonCounts: [String: Int] { journal.counts }
}
