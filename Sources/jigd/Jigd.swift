import ArgumentParser
import Daemon
import Foundation

/// The command line of the daemon: everything that it does is `JigDaemon`'s.
@main
struct Jigd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jigd",
        abstract: "Keeps one partner's copy of a bank and exchanges it with the other partners.",
        discussion: """
            Stays in the foreground and logs to standard error. SIGTERM ends it cleanly, SIGHUP \
            makes it read jigd.yaml again. Make a home with: jigctl --home DIR init
            """,
        version: "jigd \(Release.version)"
    )

    @Option(help: "The node's home. Default: the environment's JIG_HOME.")
    var home: String?

    @Flag(help: "Check the home and its configuration, then exit.")
    var check = false

    /// Runs, and says what is wrong with the arguments with what it quotes of them escaped.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if let daemon = command as? Self { try await daemon.run() } else { try command.run() }
        } catch {
            let code = exitCode(for: error)
            guard code.rawValue != EXIT_SUCCESS, !(error is ExitCode) else {
                exit(withError: error)
            }
            Launch.complain(fullMessage(for: error))
            exit(withError: code.rawValue == EXIT_FAILURE ? ExitCode(EX_USAGE) : code)
        }
    }

    func run() async throws {
        guard let home = home ?? ProcessInfo.processInfo.environment["JIG_HOME"], !home.isEmpty
        else { throw ValidationError("name the node's home: --home DIR, or JIG_HOME") }
        let code = check ? await JigDaemon.check(home: home) : await JigDaemon.main(home: home)
        throw ExitCode(code)
    }
}
