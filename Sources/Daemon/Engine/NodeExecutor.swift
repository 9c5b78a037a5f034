import Dispatch
import Replica
import Synchronization

/// The one thread on which a node's state is touched.
///
/// Commits wait for the disk; on a thread of their own they hold up nothing else.
final class NodeExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "jig.node", qos: .userInitiated)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}

extension Beside {
    /// On a thread beside the node's: an import's entries are composed there while those before them
    /// are applied.
    static let another: Beside = {
        let queue = DispatchQueue(label: "jig.beside", qos: .userInitiated)
        return Beside { work in
            let group = DispatchGroup()
            let result = BesideResult()
            queue.async(group: group) { result.value.withLock { $0 = work() } }
            return {
                group.wait()
                guard let value = result.value.withLock({ $0 }) else {
                    preconditionFailure("work that ended without a result")
                }
                return value
            }
        }
    }()
}

/// Where work on another thread leaves what it gives back.
private final class BesideResult: Sendable {
    let value = Mutex<(any Sendable)?>(nil)
}
