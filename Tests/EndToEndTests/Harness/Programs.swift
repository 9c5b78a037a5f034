import ChildPrograms
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
    private let child: Child
    private let outputFile: URL
    private let errorFile: URL
    private let command: String

    init(_ program: URL, _ arguments: [String], folder: URL, input: URL? = nil) throws {
        let name = "\(program.lastPathComponent)-\(UUID().uuidString)"
        outputFile = folder.appending(path: "\(name).out")
        errorFile = folder.appending(path: "\(name).err")
        command = ([program.lastPathComponent] + arguments).joined(separator: " ")
        let (output, errors) = (try Self.emptyFile(outputFile), try Self.emptyFile(errorFile))
        let input = try input.map { try FileHandle(forReadingFrom: $0) }
        child = try Child(
            program.path(),
            arguments,
            input: input?.fileDescriptor,
            output: output.fileDescriptor,
            errors: errors.fileDescriptor,
            variables: ["NO_COLOR": "1", "TZ": "UTC", "SWIFT_BACKTRACE": "enable=no"]
        )
    }

    /// What the program has written to standard error so far.
    var errors: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

    /// What the program has written to standard output so far.
    var output: Data { (try? Data(contentsOf: outputFile)) ?? Data() }

    var pid: Int32 { child.processIdentifier }

    var isRunning: Bool { !child.hasEnded }

    func send(_ signal: Int32) { child.send(signal) }

    /// Waits for the end; a program that outlives the limit is killed, which `code` shows as -9.
    func finish(within seconds: Double = 60) -> Outcome {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while isRunning, ContinuousClock.now < deadline { usleep(1_000) }
        child.send(SIGKILL)
        return Outcome(command: command, code: child.wait(), output: output, errors: errors)
    }

    private static func emptyFile(_ file: URL) throws -> FileHandle {
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }
}
