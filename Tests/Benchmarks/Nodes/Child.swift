import Foundation

/// Another program, started without a layer between: Foundation's `Process` needs some 45 ms to notice
/// an end, which is longer than much of what is measured.
final class Child {
    let processIdentifier: pid_t
    private(set) var hasEnded = false

    /// Starts a program; what it prints goes to these descriptors, or where ours goes.
    ///
    /// `variables` are added to our own environment.
    init(
        _ program: String,
        _ arguments: [String],
        output: CInt? = nil,
        errors: CInt? = nil,
        variables: [String: String] = [:]
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (descriptor, number) in [(output, STDOUT_FILENO), (errors, STDERR_FILENO)] {
            if let descriptor { posix_spawn_file_actions_adddup2(&actions, descriptor, number) }
        }
        let words = ([program] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        var started: pid_t = 0
        let environment = ProcessInfo.processInfo.environment
            .merging(variables) { $1 }
            .map { strdup("\($0.key)=\($0.value)") }
        defer { for variable in environment { free(variable) } }
        let code = posix_spawnp(
            &started,
            program,
            &actions,
            nil,
            words + [nil],
            environment + [nil]
        )
        guard code == 0 else {
            throw BenchError("cannot start \(program): \(String(cString: strerror(code)))")
        }
        processIdentifier = started
    }

    func send(_ signal: CInt) { if !hasEnded { kill(processIdentifier, signal) } }

    /// Waits for its end; its exit code, or -1 if a signal ended it.
    @discardableResult
    func wait() -> CInt {
        var status: CInt = 0
        while waitpid(processIdentifier, &status, 0) < 0, errno == EINTR {}
        hasEnded = true
        return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
    }

    /// Runs a program to its end; what it printed on standard output.
    ///
    /// - Throws: `BenchError` if it does not end with 0; what it complains of goes to `errors`.
    static func output(
        of program: String,
        _ arguments: [String],
        errors: CInt? = nil
    ) throws -> Data {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw BenchError("no pipe is left") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let reading = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        let child: Child
        do {
            defer { close(ends[1]) }
            child = try Child(program, arguments, output: ends[1], errors: errors)
        }
        let bytes = try reading.readToEnd() ?? Data()
        let code = child.wait()
        guard code == 0 else {
            let words = ([program] + arguments).joined(separator: " ")
            throw BenchError("\(words) ended with \(code)")
        }
        return bytes
    }
}
