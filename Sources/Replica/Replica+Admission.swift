internal import BankModel
internal import PeerProtocol

// Which of several connections between two nodes goes on.

extension Replica {
    /// A peer has proved itself.
    ///
    /// If it is the only session with its author, it is live; otherwise one of the two goes.
    mutating func admit(
        _ number: ConnectionNumber,
        at now: Int64,
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        guard let peer = peers[number] else { return }
        if peer.session.peerHello?.bank != keys.charter.bank { return }
        effects.append(.authenticated(number, peer.session.peer))
        guard let older = other(than: number, of: peer.session.peer), let old = peers[older] else {
            try goLive(number, at: now, in: &storage, &effects)
            return
        }
        guard old.session.peerHello?.process == peer.session.peerHello?.process else {
            // A restarted peer, or a clone of it: only the old connection can tell.
            peers[older]?.probe = Peer.Probe(rival: number, due: now + Limits.probeMilliseconds)
            effects.append(.send(older, MessageCodec.bytes(of: .probe(number))))
            return
        }
        let loser = isPreferred(peer, to: old) ? older : number
        if loser == older {
            close(older, saying: .superfluous, reason: "another connection is kept", &effects)
            try goLive(number, at: now, in: &storage, &effects)
        } else {
            close(number, saying: .superfluous, reason: "another connection is kept", &effects)
        }
    }

    /// Begins the exchange with a peer that is admitted: our frontier, at once.
    mutating func goLive(
        _ number: ConnectionNumber,
        at now: Int64,
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        guard peers[number]?.session.isLive == true else { return }
        peers[number]?.liveSince = now
        effects.append(
            .note(Note(peer: peers[number]?.session.peer, "connected"))
        )
        try tell(number, at: now, in: storage, &effects)
    }

    /// The old connection did not answer: the new one takes its place.
    mutating func replace(
        _ number: ConnectionNumber,
        by rival: ConnectionNumber,
        at now: Int64,
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        peers[number]?.probe = nil
        close(number, saying: .superfluous, reason: "silent; a newer connection is kept", &effects)
        try goLive(rival, at: now, in: &storage, &effects)
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
                && peers[$0]?.session.isLive == true && peers[$0]?.liveSince != nil
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
