import ChildPrograms
import Foundation

/// A program that a test talks to, such as `openssl s_client`.
final class TalkingChild: Sendable {
    private let child: Child
    private let input: Watched<FileHandle?>
    /// Standard output and standard error, as they have come so far.
    let output = Watched("")
    private let code = Watched<CInt?>(nil)

    init(_ program: String, _ arguments: [String], in directory: URL) throws {
        let (input, output) = (Pipe(), Pipe())
        child = try Child(
            program,
            arguments,
            in: directory.path(),
            input: input.fileHandleForReading.fileDescriptor,
            output: output.fileHandleForWriting.fileDescriptor,
            errors: output.fileHandleForWriting.fileDescriptor
        )
        self.input = Watched(input.fileHandleForWriting)
        try output.fileHandleForWriting.close()
        let (child, gathered, code) = (child, self.output, code)
        let reading = output.fileHandleForReading
        Thread {
            while true {
                let bytes = reading.availableData
                if bytes.isEmpty { break }
                gathered.change { $0 += String(decoding: bytes, as: UTF8.self) }
            }
            let ending = child.wait()
            code.change { $0 = ending }
        }.start()
    }

    func write(_ text: String) throws {
        try input.value?.write(contentsOf: Data(text.utf8))
    }

    func closeInput() throws {
        try input.value?.close()
    }

    func kill() { child.send(SIGKILL) }

    func waitForOutput(_ text: String) async throws {
        _ = try await output.wait("the output \(text)") { $0.contains(text) ? true : nil }
    }

    /// The exit code.
    func waitForEnd() async throws -> CInt {
        try await code.wait("the end of a program") { $0 }
    }
}
