internal import BankModel
package import PeerProtocol

/// One connection as the replica sees it: the session, and where the exchange of logs stands.
package struct Peer: Sendable {
    /// The conversation.
    package internal(set) var session: Session
    /// The peer's newest frontier in this session: its receipt.
    package internal(set) var heard: SignedFrontier?
    /// When something last came from the peer, in milliseconds since 1970.
    package internal(set) var lastContact: Int64
    /// When the session became live.
    package internal(set) var liveSince: Int64?
    /// What the peer holds of each log or will, once all that was sent has arrived.
    ///
    /// A log is absent while the peer's own heads in it are unknown to us.
    var reached: [LogID: [Head]] = [:]
    /// Logs that we asked for, and whether anything has come since the peer's last frontier.
    var asked: [LogID: Bool] = [:]
    /// Bytes settled, by log, for which no credit was given back yet.
    var settled: [LogID: Int] = [:]
    /// When our next frontier is due.
    var frontierDue: Int64 = .max
    /// When the session ends, since this partner has suspended its part.
    var farewellDue: Int64?
    /// The frontier and digest that we last sent.
    var told: (frontier: Frontier, digest: Digest)?
    /// Bytes that may be handed to the transport before it says that it has room again.
    var room: Int = Peer.roomBytes
    /// Bytes that may be on their way to the peer.
    var pace = Pace()
    /// A newer connection of the same author that waits for this one to answer a probe.
    var probe: Probe?

    /// How much is handed to the transport at a time: it queues no more than this.
    static let roomBytes = 4 * Limits.frameBytesMax

    /// A question whether anybody is there.
    struct Probe: Equatable, Sendable {
        let rival: ConnectionNumber
        let due: Int64

        /// What the peer has to repeat; even, which no question of `Pace` is.
        var number: UInt64 { rival &* 2 }
    }

    /// When something of the session next comes due.
    var due: Int64 { min(frontierDue, probe?.due ?? .max, farewellDue ?? .max) }

    init(session: Session, now: Int64) {
        self.session = session
        lastContact = now
    }
}
