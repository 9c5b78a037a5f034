import BankModel
import ControlAPI
import Logging
package import ServiceLifecycle
import UnixSignals

/// The daemon around its engine: the control socket, the signals, the order of starting and ending.
package struct DaemonShell: Sendable {
    /// What the shell gives to whoever builds the engine.
    package struct Surroundings: Sendable {
        /// The node's home, absolute or as it was named.
        package let home: String
        /// What is configured; ask it again each time, since a reload changes it.
        package let configuration: LiveConfiguration
        /// Where loggers write.
        package let output: LogOutput
        /// Where metrics are kept.
        package let registry: PrometheusRegistry
    }

    /// The engine, as the shell sees it.
    package struct Engine: Sendable {
        /// What the control API calls.
        package let service: any BankService
        /// What runs beside the control socket, in the order in which it starts; it ends in the
        /// opposite order, after the control socket.
        package let services: [any Service]
        /// Told of each reload that changed something.
        package let reloaded: @Sendable (Configuration, [Configuration.Change]) async -> Void
        /// The text of `openapi.yaml`.
        package let openAPI: String

        package init(
            service: any BankService,
            services: [any Service],
            openAPI: String,
            reloaded: @escaping @Sendable (Configuration, [Configuration.Change]) async -> Void
        ) {
            self.service = service
            self.services = services
            self.openAPI = openAPI
            self.reloaded = reloaded
        }
    }

    private let surroundings: Surroundings
    private let engine: Engine
    private let logger: Logger

    package init(_ surroundings: Surroundings, _ engine: Engine) {
        self.surroundings = surroundings
        self.engine = engine
        logger = surroundings.output.logger("jigd")
    }

    /// Runs until SIGTERM or SIGINT, then ends every service in turn.
    ///
    /// Throws what the first service to fail threw: without any one of them there is no daemon.
    package func run() async throws {
        var configuration = ServiceGroupConfiguration(
            services: engine.services + [reload, control],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: surroundings.output.logger("services")
        )
        configuration.maximumGracefulShutdownDuration = .milliseconds(Limits.shutdownMilliseconds)
        try await ServiceGroup(configuration: configuration).run()
        logger.notice("Stopped.")
    }

    private var reload: ReloadService {
        ReloadService(
            configuration: surroundings.configuration,
            output: surroundings.output,
            logger: logger,
            reloaded: engine.reloaded
        )
    }

    private var control: ControlServer {
        let configuration = surroundings.configuration
        return ControlServer(
            home: surroundings.home,
            socketMode: configuration.current.controlMode,
            service: engine.service,
            pages: ControlPages(
                registry: surroundings.registry,
                servesMetrics: { configuration.current.servesMetrics },
                openAPI: engine.openAPI
            ),
            registry: surroundings.registry,
            operatorName: { configuration.current.operatorName(of: $0) },
            logger: surroundings.output.logger("control")
        )
    }
}
