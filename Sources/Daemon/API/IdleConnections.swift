import BankModel
import NIOCore
import Synchronization

/// The connections of the control socket, and which of them wait for their caller.
///
/// Once all places are taken, the connection that has been waiting longest for a request is closed,
/// so that nobody keeps operators out by doing nothing. One whose request is being answered, or whose
/// caller has yet to read the answer, is never closed for that, nor one that has waited for less than
/// `Limits.controlGraceMilliseconds`.
final class IdleConnections: Sendable {
    private struct Entry {
        let channel: any NIOCore.Channel
        /// Nil while a request is being answered.
        var idleSince: NIODeadline?
    }

    private struct State {
        var entries: [ObjectIdentifier: Entry] = [:]
        /// Somebody will look for room again.
        var isLooking = false
    }

    private let state = Mutex(State())
    private let placesMax: Int
    private let grace: TimeAmount

    init(placesMax: Int, grace: TimeAmount = .milliseconds(Limits.controlGraceMilliseconds)) {
        self.placesMax = placesMax
        self.grace = grace
    }

    /// Gives the connection a place, and looks for room where this was the last.
    func opened(_ channel: any NIOCore.Channel) {
        let key = ObjectIdentifier(channel)
        let isFirstToLook = state.withLock { state in
            state.entries[key] = Entry(channel: channel, idleSince: .now())
            guard state.entries.count >= placesMax, !state.isLooking else { return false }
            state.isLooking = true
            return true
        }
        if isFirstToLook { makeRoom(on: channel.eventLoop) }
    }

    /// A request has come, and is being answered from now on.
    func began(_ channel: any NIOCore.Channel) { set(channel, idleSince: nil) }

    /// The answer has been given.
    func answered(_ channel: any NIOCore.Channel) { set(channel, idleSince: .now()) }

    /// Whether a request is being answered.
    func isAnswering(_ channel: any NIOCore.Channel) -> Bool {
        state.withLock { state in
            state.entries[ObjectIdentifier(channel)].map { $0.idleSince == nil } ?? false
        }
    }

    /// The connection needs no place any more.
    func closed(_ channel: any NIOCore.Channel) {
        state.withLock { $0.entries[ObjectIdentifier(channel)] = nil }
    }

    private func set(_ channel: any NIOCore.Channel, idleSince: NIODeadline?) {
        state.withLock { $0.entries[ObjectIdentifier(channel)]?.idleSince = idleSince }
    }

    /// Closes the connections that have waited longest, until there is room; looks again later while
    /// there is none.
    ///
    /// More than one may have to go: several are accepted at a time.
    private func makeRoom(on loop: any EventLoop) {
        var crowdedOut: [any NIOCore.Channel] = []
        let isFull = state.withLock { state in
            let deadline = NIODeadline.now() - grace
            while state.entries.count >= placesMax,
                let oldest = Self.oldest(of: state.entries, before: deadline),
                let entry = state.entries.removeValue(forKey: oldest)
            {
                crowdedOut.append(entry.channel)
            }
            state.isLooking = state.entries.count >= placesMax
            return state.isLooking
        }
        for channel in crowdedOut { channel.close(promise: nil) }
        if isFull { _ = loop.scheduleTask(in: grace) { self.makeRoom(on: loop) } }
    }

    private static func oldest(
        of entries: [ObjectIdentifier: Entry],
        before deadline: NIODeadline
    ) -> ObjectIdentifier? {
        let idle = entries.compactMap { key, entry in
            entry.channel.isWritable ? entry.idleSince.map { (since: $0, key: key) } : nil
        }
        return idle.filter { $0.since <= deadline }.min { $0.since < $1.since }?.key
    }
}

/// Tells `IdleConnections` when a connection comes and when it goes.
final class IdleConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any
    typealias InboundOut = Any

    private let connections: IdleConnections

    init(_ connections: IdleConnections) { self.connections = connections }

    func handlerAdded(context: ChannelHandlerContext) { connections.opened(context.channel) }

    func handlerRemoved(context: ChannelHandlerContext) { connections.closed(context.channel) }
}
