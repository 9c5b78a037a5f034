import Foundation

/// A program that a test talks to, such as `openssl s_client`.
final class ChildProcess: @unchecked Sendable {
    // Safety: `process` and `input` are only used by the one test that owns this value, the handler
    // of the output touches `output` alone, and that is a `Watched`.
    private let process = Process()
    private let input = Pipe()
    /// Standard output and standard error, as they have come so far.
    let output = Watched("")
    private let status = Watched<Int32?>(nil)

    init(_ arguments: [String], in directory: URL) throws {
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = directory
        process.standardInput = input
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        let output = output
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let text = String(decoding: handle.availableData, as: UTF8.self)
            if text.isEmpty { handle.readabilityHandler = nil }
            output.change { $0 += text }
        }
        let status = status
        process.terminationHandler = { process in
            let code = process.terminationStatus
            status.change { $0 = code }
        }
        try process.run()
    }

    func write(_ text: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }

    func closeInput() throws {
        try input.fileHandleForWriting.close()
    }

    func kill() {
        if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
    }

    func waitForOutput(_ text: String) async throws {
        _ = try await output.wait("the output \(text)") { $0.contains(text) ? true : nil }
    }

    /// The exit status.
    func waitForEnd() async throws -> Int32 {
        try await status.wait("the end of a process") { $0 }
    }

    /// Runs a program to its end and throws unless it succeeds.
    static func run(_ arguments: [String], in directory: URL) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = directory
        let pipe = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ProcessFailed(
                description: "\(arguments): \(String(decoding: output, as: UTF8.self))"
            )
        }
    }
}

/// A program that a test needs did not succeed.
struct ProcessFailed: Error, CustomStringConvertible {
    let description: String
}
