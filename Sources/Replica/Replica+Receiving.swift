internal import BankModel
internal import PeerProtocol

extension Replica {
    /// Takes frames of one connection; a peer's fault costs that connection and nothing else.
    mutating func receive(
        _ frames: [ReceivedFrame],
        from number: ConnectionNumber,
        at now: Int64,
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        var hasApplied = false
        var probes = 0
        for frame in frames {
            guard var peer = peers[number] else { break }
            peer.lastContact = now
            do {
                let told = try peer.session.receive(frame, keys: keys)
                if told.contains(where: \.isProbeAnswer) { probes += 1 }
                if probes > Limits.probesMax { throw ProtocolViolation("a flood of probes") }
                peers[number] = peer
                for effect in told {
                    try take(effect, from: number, at: now, in: &storage, &hasApplied, &effects)
                }
            } catch let violation as ProtocolViolation {
                try blame(number, violation.description, at: now, in: &storage, &effects)
            } catch let violation as EntryError {
                try blame(number, violation.description, at: now, in: &storage, &effects)
            }
        }
        if hasApplied {
            try spread(at: now, in: storage, &effects)
            try reviewPast(in: &storage, &effects)
        }
        giveCreditBack(&effects)
    }

    /// After entries were applied: everybody is to hear of it.
    mutating func spread(
        at now: Int64,
        in storage: some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        frontier = try storage.frontier()
        digest = try storage.digest()
        for number in peers.keys.sorted() where peers[number]?.liveSince != nil {
            try learnReach(number, in: storage)
            let due = peers[number]?.frontierDue ?? .max
            // A line that takes long to answer is not filled with frontiers.
            let delay = peers[number]?.pace.delay(at: now) ?? 0
            let wanted = now + max(Limits.frontierCoalesceMilliseconds, delay)
            peers[number]?.frontierDue = min(due, wanted)
            try pump(number, at: now, in: storage, &effects)
        }
    }

    private mutating func take(
        _ effect: SessionEffect,
        from number: ConnectionNumber,
        at now: Int64,
        in storage: inout some ReplicaStorage,
        _ hasApplied: inout Bool,
        _ effects: inout [Effect]
    ) throws {
        switch effect {
        case .send(let message):
            effects.append(.send(number, MessageCodec.bytes(of: message)))
        case .learned(let documents):
            try learn(documents, from: number, in: &storage, &effects)
        case .becameLive:
            try admit(number, at: now, in: &storage, &effects)
        case .heard(let frontier):
            try hear(frontier, from: number, at: now, in: &storage, &effects)
        case .asked(let log, let have):
            try resume(log, beyond: have, to: number, at: now, in: storage, &effects)
        case .credited: try pump(number, at: now, in: storage, &effects)
        case .delivered(let log, let entries):
            if isSuspended, log.channel != Kind.statement.channel { break }
            peers[number]?.asked[log]? = true
            try intake(entries, of: log, from: number, at: now, in: &storage, &hasApplied, &effects)
        case .answered(let answer):
            if peers[number]?.pace.answer(answer, at: now) == true {
                try pump(number, at: now, in: storage, &effects)
            } else if let probe = peers[number]?.probe, probe.number == answer {
                try refuseClone(probe.rival, of: number, at: now, in: &storage, &effects)
            }
        case .farewell(let goodbye):
            let peer = peers[number]?.session.peer
            effects.append(.note(Note(peer: peer, "the peer closes: \(goodbye)")))
            effects.append(.close(number, reason: goodbye.description))
            forget(number)
        }
    }

    private mutating func intake(
        _ entries: [ArrivedEntry],
        of log: LogID,
        from number: ConnectionNumber,
        at now: Int64,
        in storage: inout some ReplicaStorage,
        _ hasApplied: inout Bool,
        _ effects: inout [Effect]
    ) throws {
        var arrived: [EntryHash] = []
        for entry in entries {
            let outcome = try intake.take(
                entry,
                of: log,
                from: number,
                keys: keys,
                now: now,
                into: &storage
            )
            for entry in outcome.applied {
                authoring.absorb(entry.header.claimed, now: now)
                hasApplied = true
                if entry.header.log.channel == .ops { arrived.append(entry.hash) }
            }
            try learnStanding(from: outcome.applied, at: now, in: storage, &effects)
            for alarm in outcome.alarms { try storage.raise(alarm) }
            for settled in outcome.settled {
                peers[settled.source]?.settled[settled.log, default: 0] += settled.bytes
            }
        }
        if !arrived.isEmpty { effects.append(.arrived(arrived)) }
    }

    /// Verifies documents that a peer sent, and learns those that are new.
    private mutating func learn(
        _ documents: [StoredDocument],
        from number: ConnectionNumber,
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        for document in documents {
            let isNew: Bool
            do { isNew = try keys.learn(document) } catch {
                throw ProtocolViolation("a document that is refused: \(error)")
            }
            guard isNew else { continue }
            try storage.keep(document)
            effects.append(.documentsChanged)
            passOn(document, from: number, &effects)
        }
        for other in peers.keys.sorted() {
            guard let peer = peers[other], let refusal = keys.refusal(of: peer.session.peer) else {
                continue
            }
            close(other, saying: .refused(refusal), reason: refusal, &effects)
        }
    }

    /// Whoever is connected is to have a document before any entry under it.
    private func passOn(
        _ document: StoredDocument,
        from source: ConnectionNumber,
        _ effects: inout [Effect]
    ) {
        let payload = MessageCodec.bytes(of: .documents([document]))
        for (other, peer) in peers.sorted(by: { $0.key < $1.key })
        where other != source && peer.session.peerHello != nil {
            effects.append(.send(other, payload))
        }
    }

    /// The sender pays: its connection ends, and an operator can read why.
    private mutating func blame(
        _ number: ConnectionNumber,
        _ fault: String,
        at now: Int64,
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        guard let peer = peers[number]?.session.peer else { return }
        try storage.raise(
            Alarm(
                kind: .protocolViolation,
                partner: peer.partner,
                subject: peer.description,
                message: "\(peer) broke the protocol: \(fault)",
                at: now
            )
        )
        effects.append(.note(Note(isWarning: true, peer: peer, "broke the protocol: \(fault)")))
        close(number, saying: .violation(fault), reason: fault, &effects)
    }

    /// Credit goes back once enough has been dealt with to be worth a message.
    private mutating func giveCreditBack(_ effects: inout [Effect]) {
        for number in peers.keys.sorted() {
            guard let settled = peers[number]?.settled, !settled.isEmpty else { continue }
            for (log, bytes) in settled.sorted(by: { $0.key < $1.key })
            where bytes >= Limits.frameBytesMax / 2 {
                peers[number]?.settled[log] = nil
                peers[number]?.session.grant(bytes, for: log)
                let message = PeerMessage.credit(log: log, bytes: bytes)
                effects.append(.send(number, MessageCodec.bytes(of: message)))
            }
        }
    }
}
