import Glibc
import NIOCore
import Synchronization

/// The wall clock of this machine.
struct WallClock: Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// Rings once at the time that it was last asked for.
final class AlarmClock: Sendable {
    /// One element each time it rings; several that nobody took are one.
    let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation
    private let loop: any EventLoop
    private let pending = Mutex<Scheduled<Void>?>(nil)

    init(loop: any EventLoop) {
        self.loop = loop
        (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Rings at `time` instead of whenever it was asked before; both in milliseconds since 1970.
    func wake(at time: Int64, now: Int64) {
        let task = loop.scheduleTask(in: .milliseconds(max(0, time - now))) { [bell] in
            _ = bell.yield()
        }
        pending.withLock { earlier in
            earlier?.cancel()
            earlier = task
        }
    }

    /// Rings now.
    func ring() { bell.yield() }
}
