import ControlAPI
import CoreMetrics
import Glibc

/// From a command line to a running daemon, and from whatever ends it to an exit code.
package enum Launch {
    /// Runs the daemon of a home until it is told to stop; answers the exit code.
    ///
    /// To be called once a process: it takes over the process's loggers, metrics, umask and SIGPIPE.
    package static func run(
        home: String,
        compose: (DaemonShell.Surroundings) async throws -> DaemonShell.Engine
    ) async -> Int32 {
        await reporting {
            // What this process makes is its own unless a mode says otherwise.
            umask(0o077)
            // A log that nobody reads any more must not end the daemon.
            signal(SIGPIPE, SIG_IGN)
            let surroundings = try surroundings(of: home)
            surroundings.output.bootstrap()
            MetricsSystem.bootstrap(surroundings.registry)
            try await DaemonShell(surroundings, try await compose(surroundings)).run()
        }
    }

    /// Says whether a daemon could start in a home, without starting one; answers the exit code.
    package static func check(
        home: String,
        further: (DaemonShell.Surroundings) async throws -> Void
    ) async -> Int32 {
        await reporting {
            try await further(try surroundings(of: home))
            print("\(Escaping.text(home)): in order")
        }
    }

    /// What surrounds the engine of a home; throws `ConfigurationError`.
    package static func surroundings(
        of home: String
    ) throws(ConfigurationError) -> DaemonShell.Surroundings {
        let file = "\(home)/\(Configuration.fileName)"
        let configuration = try Configuration.read(file)
        return DaemonShell.Surroundings(
            home: home,
            configuration: LiveConfiguration(configuration, file: file),
            output: LogOutput(configuration.log),
            registry: PrometheusRegistry()
        )
    }

    private static func reporting(_ body: () async throws -> Void) async -> Int32 {
        do {
            try await body()
            return ExitCode.done.rawValue
        } catch {
            let failure = failure(of: error)
            let next = failure.next.map { "\n      \($0)" } ?? ""
            complain("jigd: \(failure.message)\(next)")
            return failure.code.rawValue
        }
    }

    /// Says on standard error what is wrong; what it quotes of arguments and files is escaped.
    package static func complain(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            TerminalText.escaping(String($0), isProse: true) + "\n"
        }
        LogOutput.standardError(lines.joined())
    }
}
