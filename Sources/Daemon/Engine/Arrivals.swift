import BankModel
import PeerProtocol
import PeerTransport
import Replica

/// What has happened on the network, with its frames read as far as their bytes alone allow.
///
/// Made beside the node, while that is busy with what happened before.
struct Arrivals: Sendable {
    /// As the transport told them.
    let events: [TransportEvent]
    /// The same for the replica.
    let inputs: [Replica<NodeKeyring>.Event]

    /// Reads frames ahead until they hold as many bytes as one session's credit allows; the rest,
    /// which only a peer that overdraws can have sent, is read when its turn comes.
    init(_ events: [TransportEvent]) {
        self.events = events
        var room = Limits.entriesBytesMax
        inputs = events.compactMap { Self.input($0, room: &room) }
    }

    private static func input(
        _ event: TransportEvent,
        room: inout Int
    ) -> Replica<NodeKeyring>.Event? {
        switch event {
        case .opened(let id, let peer):
            let link = Session.Link(
                isDialled: peer.role == .dialled,
                certified: peer.author,
                ownLeaf: peer.ownLeafHash,
                peerLeaf: peer.peerLeafHash
            )
            return .opened(id.number, link, challenge: RandomBytes.make(32))
        case .received(let id, let payloads):
            var frames = payloads.map { ReceivedFrame($0) }
            for index in frames.indices where room > 0 { room -= frames[index].readAhead() }
            return .received(id.number, frames)
        case .writable(let id): return .writable(id.number)
        case .closed(let id, _): return .closed(id.number)
        case .dialFailed, .refused: return nil
        }
    }
}
