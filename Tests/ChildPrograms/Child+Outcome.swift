import CSpawn
package import Foundation

extension Child {
    /// What a program that has ended left behind.
    package struct Outcome: Sendable {
        /// Its exit code, or the number of the signal that ended it, negative.
        package let code: CInt
        package let output: Data
        package let errors: Data
    }

    /// Runs a program to its end.
    package static func run(
        _ program: String,
        _ arguments: [String],
        in directory: String? = nil
    ) throws(ChildError) -> Outcome {
        let (output, errors) = (try MemoryFile(), try MemoryFile())
        let child = try Child(
            program,
            arguments,
            in: directory,
            output: output.descriptor,
            errors: errors.descriptor
        )
        let code = child.wait()
        return Outcome(code: code, output: try output.bytes(), errors: try errors.bytes())
    }

    /// Runs a program that has to end with 0; what it printed on standard output.
    @discardableResult
    package static func output(
        of program: String,
        _ arguments: [String],
        in directory: String? = nil
    ) throws(ChildError) -> Data {
        let outcome = try run(program, arguments, in: directory)
        guard outcome.code == 0 else {
            let words = ([program] + arguments).joined(separator: " ")
            let complaint = String(decoding: outcome.errors, as: UTF8.self)
            throw ChildError("\(words) ended with \(outcome.code): \(complaint)")
        }
        return outcome.output
    }
}

/// A file without a name, which a program can write without anyone reading meanwhile.
private final class MemoryFile {
    let descriptor: CInt

    /// `MFD_CLOEXEC`, a macro that Swift does not see.
    private static let closedOnExec: UInt32 = 1

    init() throws(ChildError) {
        descriptor = memfd_create("output", Self.closedOnExec)
        guard descriptor >= 0 else { throw ChildError("no file in memory", errno) }
    }

    deinit { close(descriptor) }

    /// All that was written.
    func bytes() throws(ChildError) -> Data {
        var all = Data()
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = pread(descriptor, &piece, piece.count, off_t(all.count))
            guard count >= 0 else { throw ChildError("cannot read what a program printed", errno) }
            if count == 0 { return all }
            all += piece[..<count]
        }
    }
}
