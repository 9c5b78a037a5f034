import BankModel
import ControlAPI
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// Serves the control API on `control.sock` in a node's home, until it is told to stop.
package struct ControlServer: Service, CustomStringConvertible {
    private let file: ControlSocketFile
    private let responder: ControlResponder
    private let logger: Logger
    private let started: @Sendable () -> Void

    /// A server for the socket in `home`.
    ///
    /// `operatorName` is asked for each request, so that a reload takes effect at once; `started`
    /// is called once, when callers can connect.
    package init(
        home: String,
        socketMode: UInt32,
        service: any BankService,
        pages: ControlPages,
        registry: PrometheusRegistry,
        operatorName: @escaping @Sendable (UserID?) -> OperatorName?,
        logger: Logger,
        started: @escaping @Sendable () -> Void = {}
    ) {
        file = ControlSocketFile(home: home, mode: socketMode)
        responder = ControlResponder(
            router: ControlRouter(service: service, pages: pages),
            operatorName: operatorName,
            registry: registry,
            connections: IdleConnections(placesMax: Limits.controlConnectionsMax),
            logger: logger
        )
        self.logger = logger
        self.started = started
    }

    package var description: String { "control" }

    /// Throws a `Failure` if the socket cannot be had: 75 if another daemon answers there.
    package func run() async throws {
        try await file.prepare()
        try await ControlSocket.withShortPath(home: file.workshop) {
            try await serve(bindingAt: $0)
        }
    }

    private func serve(bindingAt path: String) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let served: Result<Void, any Error>
        do {
            served = .success(
                try await withTaskExecutorPreference(LoopExecutor(group.next())) {
                    try await serve(bindingAt: path, on: group)
                }
            )
        } catch { served = .failure(error) }
        try await group.shutdownGracefully()
        try served.get()
    }

    private func serve(bindingAt path: String, on group: any EventLoopGroup) async throws {
        let outcome = Outcome()
        let application = Application(
            responder: responder,
            server: .http1(configuration: http),
            configuration: ApplicationConfiguration(
                address: .unixDomainSocket(path: path),
                serverName: "jigd",
                availableConnectionsDelegate: MaximumAvailableConnections(
                    Limits.controlConnectionsMax,
                    logger: quiet
                )
            ),
            onServerRunning: { channel in await publish(channel, outcome) },
            eventLoopGroupProvider: .shared(group),
            logger: quiet
        )
        defer { if case .success(let identity)? = outcome.result { file.remove(identity) } }
        try await application.run()
        if case .failure(let failure)? = outcome.result { throw failure }
    }

    /// Hummingbird knows the socket by the path that it was bound at, and says so at each start.
    private var quiet: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }

    private func publish(_ channel: any NIOCore.Channel, _ outcome: Outcome) async {
        do throws(Failure) {
            outcome.result = .success(try file.publish())
            logger.info("The control socket is open.", metadata: ["path": "\(file.path)"])
            started()
        } catch {
            outcome.result = .failure(error)
            channel.close(promise: nil)
        }
    }

    private var http: HTTP1Channel.Configuration {
        let connections = responder.connections
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                IdleConnectionHandler(connections),
                BadRequestHandler(isAnswering: connections.isAnswering),
                SlowReaderHandler(patience: .milliseconds(Limits.controlUnreadMilliseconds)),
            ],
            idleTimeout: .milliseconds(Limits.controlIdleMilliseconds),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: Limits.controlHeaderBytesMax,
                maxHeaderListSize: Limits.controlHeadersBytesMax,
                maxHeaderFieldCount: Limits.controlHeadersMax
            )
        )
    }

    /// What became of publishing the socket: it happens in a callback of Hummingbird's.
    private final class Outcome: Sendable {
        private let stored = Mutex<Result<ControlSocketFile.Identity, Failure>?>(nil)

        var result: Result<ControlSocketFile.Identity, Failure>? {
            get { stored.withLock { $0 } }
            set { stored.withLock { $0 = newValue } }
        }
    }
}
