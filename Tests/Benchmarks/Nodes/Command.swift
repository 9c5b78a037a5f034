import Foundation

/// Another program that runs to its end.
struct Command {
    private let program: String
    private let arguments: [String]

    init(_ program: String, _ arguments: [String]) {
        self.program = program
        self.arguments = arguments
    }

    /// What it printed on standard output.
    ///
    /// - Throws: `BenchError` with what it said, if it does not end with 0.
    func output() throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let words = ([program] + arguments).joined(separator: " ")
            throw BenchError("\(words): \(String(decoding: complaint, as: UTF8.self))")
        }
        return bytes
    }
}
