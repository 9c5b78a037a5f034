import BankModel
import NIOCore
import PeerProtocol
import Synchronization

/// One connection as the rest of the process holds it: its channel, and how full its output is.
final class Connection: Sendable {
    let id: ConnectionID
    let role: Role
    let channel: any NIOCore.Channel
    let remoteAddress: String

    private struct Output {
        /// What frames cost that the kernel has not taken yet.
        var bytesWaiting = 0
        /// More was sent than may wait: the connection is being closed.
        var hasOverflowed = false
        /// Somebody has been told that the output is full, and has not been told otherwise.
        var isStarved = false
    }

    private let output = Mutex(Output())

    init(id: ConnectionID, role: Role, channel: any NIOCore.Channel, remoteAddress: String) {
        self.id = id
        self.role = role
        self.channel = channel
        self.remoteAddress = remoteAddress
    }

    /// Tells the connection's handler to do something, in order with what was sent before.
    func command(_ command: ConnectionCommand) {
        channel.triggerUserOutboundEvent(command, promise: nil)
    }

    /// Queues a frame and says what that has made of the output.
    ///
    /// A frame counts for what it costs while it waits, at least `Limits.queuedFrameBytesMin`: a
    /// peer that asks much and reads nothing could else fill our memory with answers of some bytes.
    /// `drained` is called, on the channel's event loop, when an output that was full has emptied.
    func send(
        _ payload: [UInt8],
        wanted: Int,
        max: Int,
        drained: @escaping @Sendable () -> Void
    ) -> SendResult {
        let prefix = FrameEncoder.prefix(ofPayloadBytes: payload.count)
        let size = prefix.count + payload.count
        let cost = Swift.max(size, Limits.queuedFrameBytesMin)
        let result = output.withLock { output -> SendResult in
            if output.hasOverflowed { return .gone }
            guard output.bytesWaiting + cost <= max else {
                output.hasOverflowed = true
                return .overflow
            }
            output.bytesWaiting += cost
            guard output.bytesWaiting >= wanted else { return .writable }
            output.isStarved = true
            return .full
        }
        guard result == .writable || result == .full else { return result }
        var buffer = channel.allocator.buffer(capacity: size)
        buffer.writeBytes(prefix)
        buffer.writeBytes(payload)
        channel.writeAndFlush(buffer).whenComplete { [self] _ in
            if hasDrained(by: cost, below: wanted / 2) { drained() }
        }
        return result
    }

    /// Whether fewer than `wanted` bytes wait.
    func isWritable(wanted: Int) -> Bool {
        output.withLock { $0.bytesWaiting < wanted }
    }

    private func hasDrained(by cost: Int, below low: Int) -> Bool {
        output.withLock { output in
            output.bytesWaiting -= cost
            guard output.isStarved, output.bytesWaiting <= low else { return false }
            output.isStarved = false
            return true
        }
    }
}

/// What `PeerTransport.send` did with a frame.
package enum SendResult: Hashable, Sendable {
    /// Queued; there is room for more.
    case writable
    /// Queued; nothing more should be sent before the connection's `writable` event.
    case full
    /// Dropped, and the connection is being closed: the caller ignored `full` for too long.
    case overflow
    /// Dropped: there is no such connection, or not any more.
    case gone
}

/// What the rest of the process can tell a connection's handler.
enum ConnectionCommand: Sendable {
    /// End the connection: in order, output first, or at once.
    case end(CloseReason, flushing: Bool)
    /// End the connection, which has not authenticated, in favour of a newer one.
    case makeRoom
    /// The HELLO-ACK has verified.
    case authenticated
    /// The events of this connection have been taken.
    case resumeReading
    /// The trust has been replaced.
    case judgeAgain
}
