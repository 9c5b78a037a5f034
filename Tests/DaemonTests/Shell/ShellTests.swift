import ControlAPI
import Glibc
import Identity
import NIOCore
import Synchronization
import Testing

@testable import Daemon

@Suite struct ShellTests {
    /// What a reload told the engine.
    private final class Told: Sendable {
        private let stored = Mutex<[[Configuration.Change]]>([])

        var all: [[Configuration.Change]] { stored.withLock { $0 } }

        func add(_ changes: [Configuration.Change]) { stored.withLock { $0.append(changes) } }
    }

    private func reload(
        _ home: TemporaryHome,
        to text: String,
        _ check: (LiveConfiguration, Told, Lines) -> Void
    ) async throws {
        let path = "\(home.path)/\(Configuration.fileName)"
        try home.write("listen: a:1\nlog: {level: warning}\n", to: Configuration.fileName)
        let live = LiveConfiguration(try Configuration.read(path), file: path)
        let (lines, told) = (Lines(), Told())
        let output = LogOutput(live.current.log, sink: lines.add)
        let service = ReloadService(
            configuration: live,
            output: output,
            logger: output.logger("jigd"),
            reloaded: { _, changes in told.add(changes) }
        )
        try home.write(text, to: Configuration.fileName)
        await service.reload()
        check(live, told, lines)
    }

    @Test func `a reload is in force, in the log and with the engine`() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        try await reload(home, to: "listen: b:1\nlog: {level: info, format: json}\n") {
            live,
            told,
            lines in
            #expect(live.current.log == .init(format: .json, level: .info))
            #expect(told.all == [[.listen, .log]])
            let line = lines.all.first ?? ""
            #expect(line.contains("\"changed\":\"log\""))
            #expect(line.contains("\"waits_for_restart\":\"listen\""))
        }
    }

    @Test func `a reload that is refused says why and tells the engine nothing`() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        try await reload(home, to: "listen: b:1\nlog: {level: loud}\n") { live, told, lines in
            #expect(live.current.listen.host == "a")
            #expect(told.all.isEmpty)
            #expect(lines.all.first?.contains(":2:14: log.level") == true)
        }
    }

    @Test func `what ends the daemon is its exit code`() throws {
        #expect(Launch.failure(of: Failure(.stale, "m")).code == .stale)
        #expect(Launch.failure(of: IdentityError.noCharter(home: "h")).next != nil)
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration.parse("listen: a", file: "x")
        }
        #expect(Launch.failure(of: try #require(error)).code == .configuration)
        let busy = Launch.failure(of: IOError(errnoCode: EADDRINUSE, reason: "bind"))
        #expect(busy.code == .stale && busy.next?.contains("listen") == true)
        struct Defect: Error { let text = "\u{1B}[31m" }
        let defect = Launch.failure(of: Defect())
        #expect(defect.code == .internalError)
        #expect(!defect.message.unicodeScalars.contains("\u{1B}"))
    }

    @Test func `a home without a configuration does not start`() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let code = await Launch.check(home: home.path) { _ in }
        #expect(code == ExitCode.configuration.rawValue)
        try home.write("listen: a:1\n", to: Configuration.fileName)
        #expect(await Launch.check(home: home.path) { _ in } == 0)
        let refused = await Launch.check(home: home.path) { _ in throw Failure(.stale, "held") }
        #expect(refused == ExitCode.stale.rawValue)
    }
}
