import BankModel
import ChildPrograms
import ControlAPI
import Foundation

/// One partner's node: its home, its daemon, and what it answers.
final class MeasuredNode {
    let partner: String
    let port: Int
    let home: String
    /// How often the daemon has flushed a file.
    let flushes: FlushCount
    private let programs: String
    private var line: ControlLine?
    private(set) var daemon: Child?

    init(_ partner: String, in directory: URL, programs: String) throws {
        self.partner = partner
        self.programs = programs
        port = try FreePort.find()
        home = directory.appending(path: partner).path
        flushes = FlushCount(path: "\(home).flushes")
    }

    // MARK: The daemon

    func start() throws {
        let log = open("\(home).log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        defer { close(log) }
        try flushes.reset()
        daemon = try Child(
            "\(programs)/jigd",
            ["--home", home],
            errors: log,
            variables: ["LD_PRELOAD": "\(programs)/flushes.so", "JIG_FLUSHES": flushes.path]
        )
    }

    /// Ends the connection that is kept open; the next question opens another.
    func hangUp() { line = nil }

    /// `kill -9`.
    func kill() {
        hangUp()
        daemon?.send(SIGKILL)
        daemon?.wait()
        daemon = nil
    }

    /// Says where the partner is to be dialled, instead of at the address on its card.
    ///
    /// A running daemon takes it up at once.
    func configure(peer: String, at address: String?) throws {
        let file = "\(home)/jigd.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let mark = "# Measured:\n"
        let kept = text.firstRange(of: mark).map { String(text[..<$0.lowerBound]) } ?? text
        let peers = address.map { "peers:\n  \(peer): \"\($0)\"\n" } ?? ""
        try Data((kept + mark + peers).utf8).write(to: URL(filePath: file))
        daemon?.send(SIGHUP)
    }

    // MARK: Asking

    func jigctl(_ arguments: String...) throws -> Data { try jigctl(arguments) }

    /// Runs `jigctl`, which must succeed; its standard output.
    func jigctl(_ arguments: [String]) throws -> Data {
        try Child.output(of: "\(programs)/jigctl", ["--home", home] + arguments)
    }

    /// Imports a file of targets as a person does.
    func importTargets(_ file: URL, _ options: String...) throws -> ImportReport {
        let arguments = ["import", file.path, "--kind", "target", "--json"] + options
        let report = try ControlJSON.decode(ImportReport.self, from: jigctl(arguments))
        guard report.rejected.isEmpty else {
            throw BenchError("\(partner) rejects rows: \(report.rejected[0].reason)")
        }
        return report
    }

    /// Imports rows of places as records of another kind, all of one category.
    func importPlaces(_ file: URL, kind: String, category: String) throws -> ImportReport {
        let maps = ["=category:\(category)", "=name:unnamed"].flatMap { ["--map", $0] }
        let arguments = ["import", file.path, "--kind", kind, "--json"] + maps
        return try ControlJSON.decode(ImportReport.self, from: jigctl(arguments))
    }

    /// Asks on the connection that is kept open, and holds the whole answer.
    func answer(to request: ControlRequest) throws -> ControlAnswer {
        let open = try line ?? ControlLine(home: home)
        line = open
        return try open.answer(to: request)
    }

    func ask<Answer: Decodable>(
        _ route: ControlRoute,
        _ argument: String = "",
        answering type: Answer.Type
    ) throws -> Answer {
        try answer(to: ControlRequest(route, argument)).read(as: type)
    }

    func ask<Answer: Decodable>(
        _ route: ControlRoute,
        _ argument: String = "",
        sending document: some Encodable,
        answering type: Answer.Type
    ) throws -> Answer {
        try answer(to: ControlRequest(route, argument, sending: document)).read(as: type)
    }

    func status() throws -> Status { try ask(.status, answering: Status.self) }

    /// Writes over a target's `control`, whatever is there; the answer says the new version.
    func edit(_ id: String, control: String) throws -> Written {
        let change = Change(field: "control", action: .set, value: .text(control))
        return try ask(
            .edit,
            id,
            sending: RecordEdit(changes: [change], current: true),
            answering: Written.self
        )
    }

    // MARK: Waiting

    /// Waits for the first answer after a start.
    func waitUntilAnswering() throws {
        try wait(for: "\(partner) answers", every: 0.001, atMost: 60) {
            guard let opened = try? ControlLine(home: home) else { return false }
            line = opened
            return try answer(to: ControlRequest(.status)).isSuccess
        }
    }

    func waitUntilConverged(every pause: TimeInterval = 0.005) throws {
        try wait(for: "\(partner) is converged", every: pause) { try status().converged }
    }
}
