import NIOCore

/// Runs tasks on the thread of an event loop.
///
/// A request that is read on that thread is then answered on it too, and no other thread has to be woken
/// on its way. What takes long does not belong here: everyone else on the loop waits for it.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
