import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the configuration again at each SIGHUP, and says in the log what came of it.
struct ReloadService: Service, CustomStringConvertible {
    let configuration: LiveConfiguration
    let output: LogOutput
    let logger: Logger
    /// Told what has changed, once it is in force.
    let reloaded: @Sendable (Configuration, [Configuration.Change]) async -> Void

    var description: String { "reload" }

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() { await reload() }
    }

    /// One reload; a configuration that is refused leaves the old one in force.
    func reload() async {
        let changes: [Configuration.Change]
        do {
            changes = try configuration.reload()
        } catch {
            logger.error(
                "The configuration was not reloaded; the old one stays in force.",
                metadata: ["reason": "\(error)"]
            )
            return
        }
        let current = configuration.current
        if changes.contains(.log) { output.apply(current.log) }
        let waiting = changes.filter(\.needsRestart)
        logger.notice(
            "The configuration was reloaded.",
            metadata: [
                "changed": "\(Self.keys(changes.filter { !$0.needsRestart }))",
                "waits_for_restart": "\(Self.keys(waiting))",
            ]
        )
        await reloaded(current, changes)
    }

    private static func keys(_ changes: [Configuration.Change]) -> String {
        changes.isEmpty ? "nothing" : changes.map(\.key).joined(separator: ", ")
    }
}
