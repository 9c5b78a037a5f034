import CSpawn
import Foundation
import Synchronization

/// Another program that a test or a benchmark runs.
///
/// It gets the three standard descriptors and nothing else of ours. Foundation's `Process` closes in the
/// child only what it saw open before the fork: a pipe that another thread opens meanwhile goes along,
/// and who reads that pipe to its end then waits for a stranger. It also needs some 45 ms to notice an
/// end, which is longer than much of what is measured.
package final class Child: Sendable {
    package let processIdentifier: CInt
    private let ending = Mutex<CInt?>(nil)

    /// Starts a program, which is looked for on the `PATH` if its name has no slash.
    ///
    /// Its standard input is empty unless `input` is given; what it prints goes to the descriptors given,
    /// or where ours goes. `variables` are added to our own environment.
    package init(
        _ program: String,
        _ arguments: [String],
        in directory: String? = nil,
        input: CInt? = nil,
        output: CInt? = nil,
        errors: CInt? = nil,
        variables: [String: String] = [:]
    ) throws(ChildError) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let directory { posix_spawn_file_actions_addchdir_np(&actions, directory) }
        if input == nil {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        let standard = [(input, STDIN_FILENO), (output, STDOUT_FILENO), (errors, STDERR_FILENO)]
        for (descriptor, number) in standard {
            if let descriptor { posix_spawn_file_actions_adddup2(&actions, descriptor, number) }
        }
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)
        processIdentifier = try Self.start([program] + arguments, &actions, variables)
    }

    deinit {
        send(SIGKILL)
        wait()
    }

    /// Whether it has ended by now.
    package var hasEnded: Bool { ending.withLock { reap(&$0) } }

    /// Sends a signal, unless it has ended.
    package func send(_ signal: CInt) {
        ending.withLock {
            if !reap(&$0) { kill(processIdentifier, signal) }
        }
    }

    /// Waits for its end: its exit code, or the number of the signal that ended it, negative.
    @discardableResult
    package func wait() -> CInt {
        var information = siginfo_t()
        // It is left to be reaped under the lock, so that no signal goes to whoever has its number next.
        while waitid(P_PID, id_t(processIdentifier), &information, WEXITED | WNOWAIT) < 0,
            errno == EINTR
        {}
        return ending.withLock {
            _ = reap(&$0)
            return $0 ?? 0
        }
    }

    /// Takes note of its end if it has come.
    private func reap(_ ending: inout CInt?) -> Bool {
        if ending != nil { return true }
        var status: CInt = 0
        guard waitpid(processIdentifier, &status, WNOHANG) == processIdentifier else {
            return false
        }
        let signal = status & 0x7F
        ending = signal == 0 ? status >> 8 & 0xFF : -signal
        return true
    }

    private static func start(
        _ words: [String],
        _ actions: inout posix_spawn_file_actions_t,
        _ variables: [String: String]
    ) throws(ChildError) -> CInt {
        let environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
        let settings = environment.map { strdup("\($0.key)=\($0.value)") }
        let arguments = words.map { strdup($0) }
        defer { for text in settings + arguments { free(text) } }
        var started: pid_t = 0
        let code = posix_spawnp(
            &started,
            words[0],
            &actions,
            nil,
            arguments + [nil],
            settings + [nil]
        )
        guard code == 0 else { throw ChildError("cannot start \(words[0])", code) }
        return started
    }
}
