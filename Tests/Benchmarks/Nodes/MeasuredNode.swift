import BankModel
import ControlAPI
import Foundation

/// One partner's node: its home, its daemon, and what the system says of that process.
final class MeasuredNode {
    let partner: String
    let port: Int
    private let home: String
    private let programs: String
    private let client: ControlClient
    private var daemon: Process?

    init(_ partner: String, port: Int, in directory: URL, programs: String) {
        self.partner = partner
        self.port = port
        self.programs = programs
        home = directory.appending(path: partner).path
        client = ControlClient(home: home)
    }

    func start() throws {
        let process = Process()
        process.executableURL = URL(filePath: "\(programs)/jigd")
        process.arguments = ["--home", home]
        process.standardError = FileHandle.nullDevice
        try process.run()
        daemon = process
    }

    /// `kill -9`.
    func kill() {
        guard let daemon, daemon.isRunning else { return }
        Foundation.kill(daemon.processIdentifier, SIGKILL)
        daemon.waitUntilExit()
    }

    func jigctl(_ arguments: String...) throws -> Data { try jigctl(arguments) }

    /// Runs `jigctl`, which must succeed; its standard output.
    func jigctl(_ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "\(programs)/jigctl")
        process.arguments = ["--home", home] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw FigureError("jigctl \(arguments) ended with \(process.terminationStatus)")
        }
        return bytes
    }

    func ask<Answer: Decodable>(
        _ route: ControlRoute,
        _ argument: String = "",
        answering type: Answer.Type
    ) async throws -> Answer {
        try await decoded(ControlRequest(route, argument), type)
    }

    func ask<Answer: Decodable>(
        _ route: ControlRoute,
        _ argument: String = "",
        sending document: some Encodable,
        answering type: Answer.Type
    ) async throws -> Answer {
        try await decoded(try ControlRequest(route, argument, sending: document), type)
    }

    func status() async throws -> Status { try await ask(.status, answering: Status.self) }

    /// The record, once it has arrived.
    func show(_ id: String) async throws -> RecordDetail? {
        let answer = try await client.answer(to: ControlRequest(.show, id))
        guard answer.isSuccess else { return nil }
        return try JSONDecoder().decode(RecordDetail.self, from: Data(answer.bytes))
    }

    /// A fictional target; its id.
    func addTarget() async throws -> String {
        let changes = [
            ("name", "Figure depot"), ("category", "depot"), ("place", "34.5,38.25,100m"),
        ].map { Change(field: $0.0, action: .set, value: .text($0.1)) }
        return try await ask(
            .add,
            sending: NewRecord(kind: "target", changes: changes),
            answering: Written.self
        ).id
    }

    func waitUntilAnswering() async throws {
        for _ in 0..<6000 {
            do {
                _ = try await status()
                return
            } catch is ClientError {
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        throw FigureError("\(partner) does not answer")
    }

    func waitUntilConverged() async throws {
        for _ in 0..<24_000 {
            if try await status().converged { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw FigureError("\(partner) does not converge")
    }

    /// The most that was ever resident, from `/proc/PID/status`.
    func peakMemoryBytes() throws -> Int {
        let lines = try procFile("status").split(separator: "\n")
        let peak = lines.first { $0.hasPrefix("VmHWM:") }?.split(separator: " ").dropFirst().first
        guard let kibibytes = peak.flatMap({ Int($0.trimmingCharacters(in: .whitespaces)) }) else {
            throw FigureError("no VmHWM for \(partner)")
        }
        return kibibytes * 1024
    }

    /// User and system time of the daemon, from `/proc/PID/stat`, in 1/100 s.
    func processorSeconds() throws -> Double {
        let fields = try procFile("stat").split(separator: " ")
        guard fields.count > 14, let user = Double(fields[13]), let system = Double(fields[14])
        else { throw FigureError("no times for \(partner)") }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The store's file and its write-ahead log.
    func storeBytes() throws -> Int {
        try ["bank.sqlite", "bank.sqlite-wal"].reduce(0) { sum, name in
            let facts = try FileManager.default.attributesOfItem(atPath: "\(home)/\(name)")
            return sum + (facts[.size] as? Int ?? 0)
        }
    }

    private func procFile(_ name: String) throws -> String {
        guard let daemon else { throw FigureError("\(partner) does not run") }
        return try String(
            contentsOfFile: "/proc/\(daemon.processIdentifier)/\(name)",
            encoding: .utf8
        )
    }

    private func decoded<Answer: Decodable>(
        _ request: ControlRequest,
        _ type: Answer.Type
    ) async throws -> Answer {
        let answer = try await client.answer(to: request)
        guard answer.isSuccess else {
            throw FigureError(String(decoding: answer.bytes, as: UTF8.self))
        }
        return try JSONDecoder().decode(type, from: Data(answer.bytes))
    }
}

/// Why a figure could not be measured.
struct FigureError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
