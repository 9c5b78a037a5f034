import Foundation

/// The programs under test, which the build puts beside the test bundle.
enum Programs {
    static let jigd = beside("jigd")
    static let jigctl = beside("jigctl")

    private static func beside(_ name: String) -> URL {
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: name)
    }
}

/// What a program left behind.
struct Outcome: CustomStringConvertible {
    let command: String
    let code: Int32
    let output: Data
    let errors: String

    var text: String { String(decoding: output, as: UTF8.self) }

    /// Standard output as JSON; nil if it is anything else.
    var json: JSON? { try? JSONDecoder().decode(JSON.self, from: output) }

    var description: String {
        "\(command)\n→ exit \(code)\n\(text.prefix(2000))\n\(errors.prefix(2000))"
    }
}

/// A program that was started, its output going to files.
///
/// Files rather than pipes: nobody has to read them for the program to go on.
final class RunningProgram {
    let process = Process()
    private let outputFile: URL
    private let errorFile: URL
    private let command: String

    init(_ program: URL, _ arguments: [String], folder: URL, input: URL? = nil) throws {
        let name = "\(program.lastPathComponent)-\(UUID().uuidString)"
        outputFile = folder.appending(path: "\(name).out")
        errorFile = folder.appending(path: "\(name).err")
        command = ([program.lastPathComponent] + arguments).joined(separator: " ")
        process.executableURL = program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging([
            "NO_COLOR": "1", "TZ": "UTC", "SWIFT_BACKTRACE": "enable=no",
        ]) { _, ours in ours }
        process.standardInput =
            try input.map { try FileHandle(forReadingFrom: $0) }
            ?? FileHandle.nullDevice
        process.standardOutput = try Self.emptyFile(outputFile)
        process.standardError = try Self.emptyFile(errorFile)
        try process.run()
    }

    /// What the program has written to standard error so far.
    var errors: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

    /// What the program has written to standard output so far.
    var output: Data { (try? Data(contentsOf: outputFile)) ?? Data() }

    var pid: Int32 { process.processIdentifier }

    func send(_ signal: Int32) {
        if process.isRunning { kill(pid, signal) }
    }

    /// Waits for the end; a program that outlives the limit is killed, which `code` shows as -9.
    func finish(within seconds: Double = 60) -> Outcome {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while process.isRunning, ContinuousClock.now < deadline { usleep(2_000) }
        if process.isRunning { send(SIGKILL) }
        process.waitUntilExit()
        let isSignal = process.terminationReason == .uncaughtSignal
        let code = process.terminationStatus * (isSignal ? -1 : 1)
        return Outcome(command: command, code: code, output: output, errors: errors)
    }

    private static func emptyFile(_ file: URL) throws -> FileHandle {
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }
}
