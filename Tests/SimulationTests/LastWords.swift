import Glibc

/// What a thread has to say should a trap end the process: a defect of ours that is a failed
/// precondition has no other chance to name the seed that found it.
enum LastWords {
    /// Runs `body`; a trap on this thread meanwhile writes `words` to standard error.
    static func saying<Result>(_ words: String, _ body: () -> Result) -> Result {
        precondition(isListening, "no signal can be handled")
        let line = strdup("trapped; replay with: \(words)\n")
        pthread_setspecific(key, line)
        defer {
            pthread_setspecific(key, nil)
            free(line)
        }
        return body()
    }

    /// The thread's line, as C keeps it.
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        let result = pthread_key_create(&key, nil)
        precondition(result == 0, "no thread can remember anything")
        return key
    }()

    /// The signals that Swift's traps and wild pointers end in; each is handled once, then ends the
    /// process.
    private static let isListening: Bool = {
        _ = key
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in LastWords.speak() }
        action.sa_flags = CInt(bitPattern: UInt32(SA_RESETHAND))
        return [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE].allSatisfy { number in
            sigaction(number, &action, nil) == 0
        }
    }()

    /// Called within the signal, where little more than `write` may be.
    private static func speak() {
        guard let line = pthread_getspecific(key) else { return }
        _ = write(STDERR_FILENO, line, strlen(line))
    }
}
