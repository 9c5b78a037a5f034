import Foundation
import Testing

/// One partner's node: a home, and the daemon that runs over it from time to time.
final class Node {
    let partner: String
    let folder: URL
    let port: UInt16
    private(set) var daemon: RunningProgram?
    /// Lives for as long as a node in it does.
    private let shelter: TemporaryFolder

    /// Makes the identity; the node has no charter and runs no daemon yet.
    init(_ partner: String, in shelter: TemporaryFolder) throws {
        self.partner = partner
        self.shelter = shelter
        port = try FreePort.find()
        folder = shelter.url.appending(path: partner)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try run(
            "init",
            "--partner",
            partner,
            "--name",
            "Partner \(partner)",
            "--listen",
            "127.0.0.1:\(port)"
        )
    }

    deinit { crash() }

    /// The home, in a folder that also takes the output of programs.
    var home: URL { folder.appending(path: "home") }

    var isRunning: Bool { daemon?.isRunning ?? false }

    // MARK: Commands

    /// Runs `jigctl` on this home, whatever comes of it.
    func jigctl(_ arguments: [String], input: URL? = nil) throws -> Outcome {
        try startCommand(arguments, input: input).finish()
    }

    /// Runs `jigctl` on this home, whatever comes of it.
    func jigctl(_ arguments: String...) throws -> Outcome { try jigctl(arguments) }

    /// Starts `jigctl` on this home and does not wait for it.
    func startCommand(_ arguments: [String], input: URL? = nil) throws -> RunningProgram {
        let arguments = ["--home", home.path(percentEncoded: false)] + arguments
        return try RunningProgram(Programs.jigctl, arguments, folder: folder, input: input)
    }

    /// Runs `jigctl`, which must succeed.
    @discardableResult
    func run(
        _ arguments: String...,
        location: SourceLocation = #_sourceLocation
    ) throws -> Outcome {
        let outcome = try jigctl(arguments)
        try #require(outcome.code == 0, "\(outcome)", sourceLocation: location)
        return outcome
    }

    /// Runs `jigctl ... --json`, which must succeed and answer JSON.
    @discardableResult
    func ask(
        _ arguments: String...,
        location: SourceLocation = #_sourceLocation
    ) throws -> JSON {
        try ask(arguments, location: location)
    }

    /// Runs `jigctl ... --json`, which must succeed and answer JSON.
    @discardableResult
    func ask(_ arguments: [String], location: SourceLocation = #_sourceLocation) throws -> JSON {
        let outcome = try jigctl(arguments + ["--json"])
        try #require(outcome.code == 0, "\(outcome)", sourceLocation: location)
        return try #require(outcome.json, "\(outcome)", sourceLocation: location)
    }

    /// Runs `jigctl`, which must end with this code, explain itself on standard error, and print
    /// no answer.
    @discardableResult
    func refuse(
        _ code: Int32,
        _ arguments: String...,
        location: SourceLocation = #_sourceLocation
    ) throws -> Outcome {
        try refuse(code, arguments, location: location)
    }

    /// The same for a list of arguments.
    @discardableResult
    func refuse(
        _ code: Int32,
        _ arguments: [String],
        location: SourceLocation = #_sourceLocation
    ) throws -> Outcome {
        let outcome = try jigctl(arguments)
        #expect(outcome.code == code, "\(outcome)", sourceLocation: location)
        #expect(!outcome.errors.isEmpty, "\(outcome)", sourceLocation: location)
        return outcome
    }

    /// Adds a fictional target and answers its id.
    func addTarget(
        _ name: String,
        _ fields: String...,
        location: SourceLocation = #_sourceLocation
    ) throws -> String {
        let required = ["name=\(name)", "category=facility", "place=34.5,38.25,100m"]
        let answer = try ask(["add", "target"] + required + fields, location: location)
        return try #require(answer["id"].string, sourceLocation: location)
    }

    func status() throws -> JSON { try ask("status") }

    /// The ids of the open conflicts.
    func conflictIDs() throws -> Set<String> {
        Set(try ask("conflicts")["conflicts"].elements.compactMap(\.["id"].string))
    }

    /// The values of a field that live in a record.
    func values(of field: String, in record: String) throws -> [JSON] {
        try ask("show", record)["fields"][field]["values"].elements.map { $0["value"] }
    }

    // MARK: The daemon

    /// Starts the daemon and waits until it answers.
    func start(location: SourceLocation = #_sourceLocation) throws {
        let home = home.path(percentEncoded: false)
        let daemon = try RunningProgram(Programs.jigd, ["--home", home], folder: folder)
        self.daemon = daemon
        try eventually("\(partner)'s daemon answers", location: location) {
            try #require(daemon.isRunning, "\(daemon.errors)", sourceLocation: location)
            return try jigctl("status").code == 0
        }
    }

    /// Ends the daemon as an administrator does; it must end by itself, with 0.
    func stop(location: SourceLocation = #_sourceLocation) {
        guard let daemon else { return }
        daemon.send(SIGTERM)
        let outcome = daemon.finish(within: 20)
        #expect(outcome.code == 0, "\(outcome)", sourceLocation: location)
        self.daemon = nil
    }

    /// Ends the daemon as a power cut does.
    func crash() {
        daemon?.send(SIGKILL)
        _ = daemon?.finish()
        daemon = nil
    }

    /// Replaces the text of the configuration.
    func configure(_ change: (String) -> String) throws {
        let file = home.appending(path: "jigd.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try change(text).write(to: file, atomically: false, encoding: .utf8)
    }
}
