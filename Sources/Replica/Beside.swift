internal import Synchronization

/// Runs work beside its caller: on another thread where the shell has one to spare, at once
/// elsewhere.
///
/// What comes of the work is the same either way, so nothing that is decided depends on it.
package struct Beside: Sendable {
    /// Starts the work, and answers with what waits for its end.
    private let start: @Sendable (@escaping @Sendable () -> Void) -> @Sendable () -> Void

    /// `start` begins the work, and answers with a function that returns once it has ended.
    package init(
        start: @escaping @Sendable (@escaping @Sendable () -> Void) -> @Sendable () -> Void
    ) {
        self.start = start
    }

    /// Does all work at once, on the caller's own thread.
    package static let atOnce = Self { work in
        work()
        return {}
    }

    /// Begins a piece of work; ask for its result when it is needed.
    func begin<Result: Sendable>(_ work: @escaping @Sendable () -> Result) -> Pending<Result> {
        let box = Pending<Result>.Box()
        let wait = start {
            let result = work()
            box.result.withLock { $0 = result }
        }
        return Pending(box: box, wait: wait)
    }
}

/// Work that was begun and whose result is not needed yet.
struct Pending<Result: Sendable>: Sendable {
    fileprivate final class Box: Sendable {
        let result = Mutex<Result?>(nil)
    }

    fileprivate let box: Box
    fileprivate let wait: @Sendable () -> Void

    /// The result, once there is one.
    func value() -> Result {
        wait()
        guard let result = box.result.withLock({ $0 }) else {
            preconditionFailure("work that ended without a result")
        }
        return result
    }
}
