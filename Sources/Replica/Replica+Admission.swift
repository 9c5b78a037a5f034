internal import BankModel
internal import PeerProtocol

// Which of several connections between two nodes goes on.

extension Replica {
    /// A peer has proved itself.
    mutating func admit(
        _ number: ConnectionNumber,
        at now: Int64,
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        guard let peer = peers[number] else { return }
        effects.append(.authenticated(number, peer.session.peer))
        try choose(number, at: now, in: &storage, &effects)
    }

    /// If a connection is the only one with its author, it goes live; otherwise one of the two goes.
    mutating func choose(
        _ number: ConnectionNumber,
        at now: Int64,
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        guard let peer = peers[number] else { return }
        guard let older = other(than: number, of: peer.session.peer), let old = peers[older] else {
            try goLive(number, at: now, in: &storage, &effects)
            return
        }
        guard old.session.peerHello?.process == peer.session.peerHello?.process else {
            probe(older, for: number, at: now, &effects)
            return
        }
        let loser = isPreferred(peer, to: old) ? older : number
        close(loser, saying: .superfluous, reason: "another connection is kept", &effects)
        if loser == older { try goLive(number, at: now, in: &storage, &effects) }
    }

    /// A restarted peer, or a clone of it: only the old connection can tell.
    ///
    /// One newer connection waits at a time, and a further one gives the old one no more time.
    private mutating func probe(
        _ older: ConnectionNumber,
        for number: ConnectionNumber,
        at now: Int64,
        _ effects: inout [Effect]
    ) {
        let due = peers[older]?.probe?.due ?? now + Limits.probeMilliseconds
        if let waiting = peers[older]?.probe?.rival, waiting != number {
            close(waiting, saying: .superfluous, reason: "a newer connection waits", &effects)
        }
        let probe = Peer.Probe(rival: number, due: due)
        peers[older]?.probe = probe
        effects.append(.send(older, MessageCodec.bytes(of: .probe(probe.number))))
    }

    /// Whether a connection has proved itself, is not live, and no older one is being probed for it.
    func isWaitingForNobody(_ number: ConnectionNumber) -> Bool {
        guard let peer = peers[number], peer.session.isLive, peer.liveSince == nil else {
            return false
        }
        return !peers.values.contains { $0.probe?.rival == number }
    }

    /// Begins the exchange with a peer that is admitted: our frontier, at once.
    mutating func goLive(
        _ number: ConnectionNumber,
        at now: Int64,
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        guard let peer = peers[number], peer.session.isLive else { return }
        peers[number]?.liveSince = now
        effects.append(.note(Note(peer: peer.session.peer, "connected")))
        try tell(number, at: now, in: storage, &effects)
        if let heard = peer.heard {
            try hear(heard, from: number, at: now, in: &storage, &effects)
        }
    }

    /// The old connection did not answer: what waits for it goes on.
    mutating func replaceSilent(_ number: ConnectionNumber, _ effects: inout [Effect]) {
        close(number, saying: .superfluous, reason: "silent; a newer connection is kept", &effects)
    }

    /// The old connection answered: two live nodes use one author's key.
    mutating func refuseClone(
        _ rival: ConnectionNumber,
        of number: ConnectionNumber,
        at now: Int64,
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        peers[number]?.probe = nil
        guard let author = peers[number]?.session.peer else { return }
        let message = "two live nodes use the key of \(author); the newer connection was refused"
        try storage.raise(
            Alarm(
                kind: .clone,
                partner: author.partner,
                subject: author.description,
                message: message,
                at: now
            )
        )
        effects.append(.note(Note(isWarning: true, peer: author, message)))
        close(rival, saying: .refused("another live node uses this key"), reason: message, &effects)
    }

    private func other(than number: ConnectionNumber, of author: AuthorID) -> ConnectionNumber? {
        peers.keys.sorted().first {
            $0 != number && peers[$0]?.session.peer == author
                && peers[$0]?.liveSince != nil
        }
    }

    /// Both sides must keep the same one: the connection dialled by the smaller author; of two that
    /// the same side dialled, the newer.
    private func isPreferred(_ new: Peer, to old: Peer) -> Bool {
        let smallerDialled = { (peer: Peer) in
            peer.session.link.isDialled == (keys.author < peer.session.peer)
        }
        return smallerDialled(new) || !smallerDialled(old)
    }
}
