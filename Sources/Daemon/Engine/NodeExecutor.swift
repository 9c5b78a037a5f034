import Dispatch
import Replica

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
    /// On a thread beside the node's: an import's entries are checked and packed there while those
    /// before them are applied.
    static let another: Beside = {
        let queue = DispatchQueue(label: "jig.beside", qos: .userInitiated)
        return Beside { work in
            let group = DispatchGroup()
            queue.async(group: group) { work() }
            return { group.wait() }
        }
    }()
}
