package import BankModel
package import PeerProtocol

/// One node: routes what happens between its sessions, its intake and its authoring.
///
/// A copyable value. The shell copies it into a transaction, calls one or more of its functions
/// with the transaction's storage, commits, keeps the copy, and only then performs the effects; if
/// the transaction throws, memory has rolled back with the disk. It holds frontiers, never records.
package struct Replica<Keys: Keyring>: Sendable {
    /// Keys, charters and rosters.
    package internal(set) var keys: Keys
    /// The connections, live or not.
    package internal(set) var peers: [ConnectionNumber: Peer] = [:]
    /// What this node holds.
    package internal(set) var frontier: Frontier
    /// The sum over its live dots.
    package internal(set) var digest: Digest
    /// Own writes, and what is known of our past.
    package internal(set) var authoring: Authoring
    /// Partners with whom an operator paused the sync.
    package internal(set) var paused: Set<PartnerID>
    /// How the partners stand to the bank.
    package internal(set) var standing: BankStanding
    /// Who knows that this partner has suspended its part; nil while it takes part.
    var farewell: Farewell?
    /// Authors who were heard in a live session since this process started.
    var heardSinceStart: Set<AuthorID> = []
    var intake = Intake()
    var drafts = DraftQueue()
    private let process: [UInt8]

    /// A node as its storage and its guard have it.
    ///
    /// `guarded` are the newest own heads that the guard has, nil where there is no guard; `process`
    /// is 16 random bytes, new at each start.
    package init(
        keys: Keys,
        guarded: [LogID: Head]?,
        process: [UInt8],
        storage: some ReplicaStorage
    ) throws {
        self.keys = keys
        self.process = process
        frontier = try storage.frontier()
        digest = try storage.digest()
        paused = Set(try storage.pausedPartners())
        standing = try storage.bankStanding(stages: keys.charter.stages)
        authoring = try Authoring(of: keys.author, guarded: guarded, in: storage)
        try reviewFarewell(in: storage)
    }

    /// What has happened outside.
    package enum Event: Sendable {
        /// TLS has verified both sides of a connection; `challenge` is 32 random bytes.
        case opened(ConnectionNumber, Session.Link, challenge: [UInt8])
        /// Whole frames have come.
        case received(ConnectionNumber, [ReceivedFrame])
        /// What was sent has left, and there is room again.
        case writable(ConnectionNumber)
        /// The connection is gone.
        case closed(ConnectionNumber)
        /// The time that was asked for has come.
        case woke
    }

    /// Takes one event.
    ///
    /// - Throws: what the storage throws; nothing has happened then.
    package mutating func handle(
        _ event: Event,
        at now: Int64,
        in storage: inout some ReplicaStorage
    ) throws -> [Effect] {
        var effects = authoring.guardLeftovers()
        switch event {
        case .opened(let number, let link, let challenge):
            open(number, link, challenge: challenge, at: now, &effects)
        case .received(let number, let frames):
            try receive(frames, from: number, at: now, in: &storage, &effects)
        case .writable(let number):
            peers[number]?.room = Peer.roomBytes
            try pump(number, at: now, in: storage, &effects)
        case .closed(let number):
            forget(number)
        case .woke:
            break
        }
        try settle(at: now, in: &storage, &effects)
        return effects
    }

    /// Does what has come due, and asks to be woken for what has not.
    mutating func settle(
        at now: Int64,
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        for number in peers.keys.sorted() {
            if let probe = peers[number]?.probe, probe.due <= now {
                replaceSilent(number, &effects)
            }
            if let peer = peers[number], peer.liveSince != nil, peer.frontierDue <= now {
                try tell(number, at: now, in: storage, &effects)
            }
        }
        for number in peers.keys.sorted() where isWaitingForNobody(number) {
            try choose(number, at: now, in: &storage, &effects)
        }
        for number in peers.keys.sorted() { inquire(number, at: now, &effects) }
        try sayFarewell(at: now, in: storage, &effects)
        let due = peers.values.map(\.due).min() ?? .max
        if due < .max { effects.append(.wake(at: due)) }
    }

    private mutating func open(
        _ number: ConnectionNumber,
        _ link: Session.Link,
        challenge: [UInt8],
        at now: Int64,
        _ effects: inout [Effect]
    ) {
        if let refusal = refusal(of: link.certified) {
            effects.append(.send(number, MessageCodec.bytes(of: .goodbye(refusal))))
            effects.append(.close(number, reason: "refused by us: \(refusal.ownWords)"))
            return
        }
        let hello = Hello(
            bank: keys.charter.bank,
            author: keys.author,
            charter: keys.charter.number,
            rosters: keys.rosters.mapValues(\.number),
            process: process,
            challenge: challenge
        )
        peers[number] = Peer(session: Session(on: link, hello: hello), now: now)
        effects.append(.send(number, MessageCodec.bytes(of: .hello(hello))))
    }

    private func refusal(of author: AuthorID) -> Goodbye? {
        if paused.contains(author.partner) { return .paused }
        if let farewell, farewell.informed.contains(author) { return farewell.goodbye }
        return keys.refusal(of: author).map { .refused($0) }
    }

    /// Nothing more is said on a connection; one that waited for it goes on (`settle`).
    mutating func forget(_ number: ConnectionNumber) {
        intake.forget(number)
        peers[number] = nil
        for (other, peer) in peers where peer.probe?.rival == number { peers[other]?.probe = nil }
    }

    /// Ends a connection from this side.
    mutating func close(
        _ number: ConnectionNumber,
        saying goodbye: Goodbye,
        reason: String,
        _ effects: inout [Effect]
    ) {
        guard peers[number] != nil else { return }
        forget(number)
        effects.append(.send(number, MessageCodec.bytes(of: .goodbye(goodbye))))
        effects.append(.close(number, reason: reason))
    }
}
