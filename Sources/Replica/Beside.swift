/// Runs work beside its caller: on another thread where the shell has one to spare, at once
/// elsewhere.
///
/// What comes of the work is the same either way, so nothing that is decided depends on it.
package struct Beside: Sendable {
    /// Work that gives something back; waiting for that is the same.
    package typealias Work = @Sendable () -> any Sendable

    private let start: @Sendable (@escaping Work) -> Work

    /// `start` begins the work, and answers with a function that waits for its end and gives back
    /// what the work gave.
    package init(start: @escaping @Sendable (@escaping Work) -> Work) { self.start = start }

    /// Does all work at once, on the caller's own thread.
    package static let atOnce = Self { work in
        let result = work()
        return { result }
    }

    /// Begins a piece of work; ask for its result when it is needed.
    func begin<Result: Sendable>(_ work: @escaping @Sendable () -> Result) -> Pending<Result> {
        Pending(wait: start(work))
    }
}

/// Work that was begun and whose result is not needed yet.
struct Pending<Result: Sendable>: Sendable {
    fileprivate let wait: Beside.Work

    /// The result, once there is one.
    func value() -> Result {
        guard let result = wait() as? Result else {
            preconditionFailure("work that gives back something else")
        }
        return result
    }
}
