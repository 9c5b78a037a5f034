import BankModel
import Foundation
import Identity
import Logging
import NIOPosix
import Synchronization

@testable import PeerTransport

/// A transport whose events are collected, and which answers for nobody else.
final class TestNode: Sendable {
    let transport: PeerTransport
    let events = Watched<[TransportEvent]>([])
    /// The reasons that have reached the log, in order.
    let log: Watched<[String]>
    private let boundPort = Watched<Int?>(nil)

    /// What a test may change about a node.
    struct Options {
        var credentials: TLSCredentials?
        var trust: Trust?
        var adjust: (inout TransportConfiguration) -> Void = { _ in }
    }

    init(_ partner: String, _ options: Options = Options()) throws {
        let bank = try TestBank.shared.get()
        let log = Watched<[String]>([])
        var configuration = TransportConfiguration(
            listen: ListenAddress(host: "127.0.0.1", port: 0),
            credentials: try options.credentials ?? bank.credentials(partner),
            trust: options.trust ?? bank.trust,
            logger: Logger(label: partner) { _ in ReasonLog(reasons: log) },
            now: { Int64(Date().timeIntervalSince1970 * 1000) },
            eventLoops: MultiThreadedEventLoopGroup.singleton
        )
        options.adjust(&configuration)
        self.log = log
        transport = try PeerTransport(configuration)
    }

    /// Listens, and runs until cancelled.
    func run() async throws {
        let port = try await transport.listen()
        boundPort.change { $0 = port }
        try await transport.run()
    }

    /// Collects events until there are none left; peers pass as authenticated if `trusting`.
    func collect(trusting: Bool) async {
        while let batch = await transport.nextEvents() {
            for case .opened(let id, _) in batch where trusting { transport.markAuthenticated(id) }
            events.change { $0 += batch }
        }
    }

    func port() async throws -> Int {
        try await boundPort.wait("a port") { $0 }
    }
}

/// Keeps the `reason` of every line.
private struct ReasonLog: LogHandler {
    let reasons: Watched<[String]>
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    func log(event: LogEvent) {
        guard let reason = event.metadata?["reason"] else { return }
        reasons.change { $0.append("\(reason)") }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }
}

/// Runs nodes for as long as `body` takes, and collects the events of all, or of some.
func running(
    _ nodes: TestNode...,
    collecting collected: [TestNode]? = nil,
    trusting: Bool = true,
    _ body: () async throws -> Void
) async throws {
    try await withThrowingTaskGroup { collectors in
        for node in collected ?? nodes {
            collectors.addTask { await node.collect(trusting: trusting) }
        }
        try await withThrowingTaskGroup { runners in
            for node in nodes { runners.addTask { try await node.run() } }
            for node in nodes { _ = try await node.port() }
            let result: Result<Void, any Error>
            do { result = .success(try await body()) } catch { result = .failure(error) }
            runners.cancelAll()
            try await runners.waitForAll()
            try result.get()
        }
        try await collectors.waitForAll()
    }
}

extension TestNode {
    /// Calls another node and waits until both have opened: their ids for the connection.
    func connect(
        to other: TestNode,
        as partner: String
    ) async throws -> (own: ConnectionID, others: ConnectionID) {
        let before = other.events.value.count
        let port = try await other.port()
        let own = transport.dial(try TestBank.id(partner), host: "127.0.0.1", port: port)
        _ = try await opened(own)
        let others = try await other.accepted(after: before)
        return (own, others)
    }

    /// The first connection that somebody else began, of those that opened after so many events.
    func accepted(
        from author: String? = nil,
        after count: Int = 0
    ) async throws -> ConnectionID {
        try await events.wait("an accepted connection") { events in
            for case .opened(let id, let peer) in events.dropFirst(count)
            where peer.role == .accepted
                && author ?? peer.author.description == peer.author.description
            {
                return id
            }
            return nil
        }
    }

    func opened(_ id: ConnectionID) async throws -> PeerCertificates {
        try await events.wait("\(id) to open") { events in
            for case .opened(id, let peer) in events { return peer }
            return nil
        }
    }

    func closed(_ id: ConnectionID) async throws -> CloseReason {
        try await events.wait("\(id) to close") { events in
            for case .closed(id, let reason) in events { return reason }
            return nil
        }
    }

    func dialFailed(_ id: ConnectionID) async throws -> DialFailure {
        try await events.wait("\(id) to fail") { events in
            for case .dialFailed(id, _, let failure) in events { return failure }
            return nil
        }
    }

    /// The first refusal of a connection that somebody else began.
    func refusal() async throws -> RefusalReason {
        try await events.wait("a refusal") { events in
            for case .refused(_, let reason) in events { return reason }
            return nil
        }
    }

    /// The frames of a connection, once there are so many.
    func frames(_ id: ConnectionID, count: Int) async throws -> [[UInt8]] {
        try await events.wait("\(count) frames") { events in
            var frames: [[UInt8]] = []
            for case .received(id, let some) in events { frames += some }
            return frames.count >= count ? frames : nil
        }
    }
}
