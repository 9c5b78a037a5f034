internal import BankModel
internal import PeerProtocol

// The exchange of logs with a live peer: frontiers, asking, and sending on credit.

extension Replica {
    /// Signs and sends our frontier.
    mutating func tell(
        _ number: ConnectionNumber,
        at now: Int64,
        in storage: some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        let signed = try SignedFrontier(
            bank: keys.charter.bank,
            author: keys.author,
            frontier: frontier,
            digest: digest,
            ruleSet: keys.charter.ruleSet,
            at: now,
            sign: { try keys.sign($0) }
        )
        say(MessageCodec.bytes(of: .frontier(signed)), on: number, at: now, &effects)
        peers[number]?.told = (frontier, digest)
        peers[number]?.frontierDue = now + Limits.frontierMilliseconds
    }

    /// Takes a peer's word for what it holds: a receipt, and what we may lack.
    ///
    /// While the connection waits for an older one to go, the word waits too: `goLive` repeats it.
    mutating func hear(
        _ signed: SignedFrontier,
        from number: ConnectionNumber,
        at now: Int64,
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        peers[number]?.heard = signed
        guard peers[number]?.liveSince != nil else { return }
        try storage.keep(
            Receipt(
                author: signed.author,
                frontier: signed.frontier,
                digest: signed.digest,
                ruleSet: signed.ruleSet,
                bytes: signed.bytes,
                receivedAt: now
            )
        )
        try hearFarewell(of: signed.author, holding: signed.frontier, in: storage)
        try compareDigests(with: signed, at: now, in: &storage)
        try learnReach(number, in: storage)
        try ask(for: signed.frontier, from: number, at: now, in: storage, &effects)
        heardSinceStart.insert(signed.author)
        try reviewPast(in: &storage, &effects)
        try pump(number, at: now, in: storage, &effects)
    }

    /// Where the heads that a peer told us of a log have become ours too, we know what it lacks.
    mutating func learnReach(
        _ number: ConnectionNumber,
        in storage: some ReplicaStorage
    ) throws {
        guard let peer = peers[number], let heard = peer.heard else { return }
        for (log, heads) in heard.frontier.logs where peer.reached[log] == nil {
            if try heads.allSatisfy({ try storage.facts(of: $0.hash)?.log == log }) {
                peers[number]?.reached[log] = heads
            }
        }
    }

    /// Asks for every log in which the peer holds a head that we do not, while this partner takes part.
    mutating func ask(
        for theirs: Frontier,
        from number: ConnectionNumber,
        at now: Int64,
        in storage: some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        if isSuspended { return }
        for (log, heads) in theirs.logs where keys.lists(log.author, onRoster: 0) {
            let isLacking = try heads.contains {
                try storage.facts(of: $0.hash) == nil && !intake.knows($0.hash)
            }
            guard isLacking else {
                peers[number]?.asked[log] = nil
                continue
            }
            if peers[number]?.asked[log] == true {
                peers[number]?.asked[log] = false
                continue
            }
            peers[number]?.asked[log] = true
            let credit = max(
                0,
                Limits.bulkCreditBytes
                    - (peers[number]?.session.receiving.available(for: log) ?? 0)
            )
            peers[number]?.session.grant(credit, for: log)
            let want = PeerMessage.want(
                log: log,
                have: try storage.locator(of: log),
                credit: credit
            )
            say(MessageCodec.bytes(of: want), on: number, at: now, &effects)
        }
    }

    /// Answers a want.
    ///
    /// While entries beyond what we believe the peer to hold are still to be sent, the want only
    /// brings credit; otherwise what the peer says it holds is the truth.
    mutating func resume(
        _ log: LogID,
        beyond have: [Head],
        to number: ConnectionNumber,
        at now: Int64,
        in storage: some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        let reached = peers[number]?.reached[log]
        let isSending =
            try reached.map { try !storage.missing(in: log, beyond: $0, bytesMax: 1).isEmpty }
            ?? false
        if !isSending {
            peers[number]?.reached[log] = try have.filter {
                try storage.facts(of: $0.hash)?.log == log
            }
        }
        try pump(number, at: now, in: storage, &effects)
    }

    /// Sends what the peer lacks, as far as its credit, our room and the line's pace go: `ops` before
    /// `bank`, one frame at a time.
    mutating func pump(
        _ number: ConnectionNumber,
        at now: Int64,
        in storage: some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        let logs = frontier.logs.sorted {
            ($0.log.channel == .ops ? 0 : 1, $0.log) < ($1.log.channel == .ops ? 0 : 1, $1.log)
        }
        var exhausted: Set<LogID> = []
        while let peer = peers[number], peer.liveSince != nil, peer.heard != nil, peer.room > 0,
            !isOutside(peer.session.peer.partner)
        {
            let next = logs.first { log, heads in
                !exhausted.contains(log) && peer.lacks(heads, of: log)
            }
            guard let log = next?.log else { return }
            if try !sendFrame(of: log, to: number, at: now, in: storage, &effects) {
                exhausted.insert(log)
            }
        }
    }

    /// Sends one frame of a log; false where credit, pace or entries have run out.
    private mutating func sendFrame(
        of log: LogID,
        to number: ConnectionNumber,
        at now: Int64,
        in storage: some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws -> Bool {
        guard var peer = peers[number] else { return false }
        guard let reached = peer.knownReach(of: log) else { return false }
        let credit = peer.session.sending.available(for: log)
        let room = min(peer.pace.room(for: log.channel, at: now), Limits.frameBytesMax)
        guard room > 0 || peer.pace.isUnquestioned else { return false }
        let bytesMax = max(1, min(credit, Peer.entryBytesPerFrameByte * room))
        let missing = sendable(
            try storage.missing(in: log, beyond: reached, bytesMax: bytesMax),
            of: log
        )
        let batch = Self.batch(
            of: missing,
            credit: credit,
            room: room,
            takingOne: peer.pace.isUnquestioned
        )
        guard !batch.isEmpty else { return false }
        let payload = MessageCodec.bytes(of: batch, in: log)
        peer.session.spend(batch.reduce(0) { $0 + $1.bytes.count }, on: log)
        peer.room -= payload.count
        peer.reached[log] =
            try storage.isForked(log)
            ? try storage.heads(of: log, beyond: reached, with: batch)
            : batch.last.map { [$0.head] }
        peers[number] = peer
        say(payload, on: number, at: now, &effects)
        return true
    }

    /// The entries, from the first on, that fit the room of one frame, and the credit, which counts
    /// what was signed rather than what travels; `takingOne` takes the first into any frame.
    private static func batch(
        of entries: [StoredEntry],
        credit: Int,
        room: Int,
        takingOne: Bool
    ) -> [StoredEntry] {
        var credit = credit
        var frame = room - Peer.messageFramingBytes
        var batch: [StoredEntry] = []
        for entry in entries {
            let framed = (entry.packed ?? entry.bytes).count + Peer.entryFramingBytes
            let isWelcome = framed <= frame || takingOne && batch.isEmpty
            guard entry.bytes.count <= credit, isWelcome else { break }
            credit -= entry.bytes.count
            frame -= framed
            batch.append(entry)
        }
        return batch
    }

    /// Sends what is more than an answer, and counts it as on its way.
    private mutating func say(
        _ payload: [UInt8],
        on number: ConnectionNumber,
        at now: Int64,
        _ effects: inout [Effect]
    ) {
        peers[number]?.pace.send(payload.count)
        effects.append(.send(number, payload))
        inquire(number, at: now, &effects)
    }

    /// Asks a peer how far what we sent has come, once that is worth a question.
    mutating func inquire(
        _ number: ConnectionNumber,
        at now: Int64,
        _ effects: inout [Effect]
    ) {
        guard let question = peers[number]?.pace.question(at: now) else { return }
        effects.append(.send(number, MessageCodec.bytes(of: .probe(question))))
    }

    /// Equal frontiers with unequal digests are a defect of our merge.
    private func compareDigests(
        with signed: SignedFrontier,
        at now: Int64,
        in storage: inout some ReplicaStorage
    ) throws {
        guard signed.frontier == frontier, signed.ruleSet == keys.charter.ruleSet,
            signed.digest != digest
        else { return }
        try storage.raise(
            Alarm(
                kind: .digestMismatch,
                partner: signed.author.partner,
                subject: signed.author.description,
                message: "\(signed.author) holds the same entries and has another digest: a "
                    + "defect of one of our two programs; keep both logs",
                at: now
            )
        )
    }
}

extension Peer {
    /// What an entry takes in a message besides its bytes, at most.
    static let entryFramingBytes = 8
    /// What a message of entries takes besides them, at most: with one entry's framing it is within
    /// `Limits.entryOverheadBytes`, so that the largest entry fits.
    static let messageFramingBytes = 64
    /// How many bytes of entries are looked at for one that a frame has room for: packed they take a
    /// fourth or less.
    static let entryBytesPerFrameByte = 4

    /// What the peer has of a log; nil while its own heads there are unknown to us.
    func knownReach(of log: LogID) -> [Head]? {
        if let reached = reached[log] { return reached }
        return heard?.frontier.heads(of: log).isEmpty == true ? [] : nil
    }

    /// Whether the peer may lack something up to these heads of ours, and it can be told from where.
    func lacks(_ heads: [Head], of log: LogID) -> Bool {
        guard let reach = knownReach(of: log) else { return false }
        return !heads.allSatisfy { reach.contains($0) }
    }
}

extension BankReading {
    /// The heads of what a peer holds once a batch has joined it.
    func heads(
        of log: LogID,
        beyond reached: [Head],
        with batch: [StoredEntry]
    ) throws -> [Head] {
        var heads = Set(reached)
        for entry in batch {
            heads.insert(entry.head)
            let followed = Set(try facts(of: entry.head.hash)?.previous ?? [])
            heads = heads.filter { !followed.contains($0.hash) }
        }
        return heads.sorted()
    }
}
