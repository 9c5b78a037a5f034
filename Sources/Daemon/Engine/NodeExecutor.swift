import Dispatch

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
