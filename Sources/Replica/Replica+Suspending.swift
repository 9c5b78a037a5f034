internal import BankModel
internal import PeerProtocol

// Between suspending and resuming: the partners are told, and then nothing is exchanged.

/// This partner has suspended its part: by which statement, and who is known to hold it.
///
/// A session goes on until its peer holds the statement, or for `Limits.farewellMilliseconds`. It
/// carries what is said and no records, in either direction, and of the log that the statement is in
/// nothing behind it.
struct Farewell: Sendable, Equatable {
    /// What was said.
    let statement: BankStatement
    /// The log that it is in.
    let log: LogID
    /// Its place there.
    let seq: UInt64
    /// The authors whose word for what they hold covers it.
    var informed: Set<AuthorID> = []

    /// The reason, as the other side is told it.
    var goodbye: Goodbye { .suspended(statement.reason ?? "") }
}

extension Replica {
    /// Whether this partner has suspended its part, so that what is written here waits.
    package var isSuspended: Bool { farewell != nil }

    /// Works out anew whether this partner has suspended its part, and who knows.
    ///
    /// Not while the past is unknown: what was said last may be among what is missing, and only the
    /// partners can give it back.
    mutating func reviewFarewell(in storage: some ReplicaStorage) throws {
        guard case .suspended(let statement) = standing.part(of: keys.author.partner),
            authoring.past == .known, let facts = try storage.facts(of: statement.id.entry)
        else {
            farewell = nil
            for number in peers.keys { peers[number]?.farewellDue = nil }
            return
        }
        if farewell?.statement == statement { return }
        farewell = Farewell(statement: statement, log: facts.log, seq: facts.seq)
        for receipt in try storage.receipts() {
            try hearFarewell(of: receipt.author, holding: receipt.frontier, in: storage)
        }
    }

    /// Notes whether an author holds the statement by which this partner suspended its part.
    mutating func hearFarewell(
        of author: AuthorID,
        holding theirs: Frontier,
        in storage: some ReplicaStorage
    ) throws {
        guard let farewell else { return }
        let walks = AncestorWalks()
        let isInformed = try theirs.heads(of: farewell.log).contains {
            try walks.isAncestor(farewell.statement.id.entry, of: $0.hash, in: storage)
        }
        if isInformed { self.farewell?.informed.insert(author) }
    }

    /// Ends the sessions with those who know, and those that have lasted too long.
    mutating func sayFarewell(
        at now: Int64,
        in storage: some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        guard let farewell else { return }
        for number in peers.keys.sorted() {
            guard let peer = peers[number], peer.liveSince != nil,
                peer.session.peer.partner != keys.author.partner
            else { continue }
            let due = peer.farewellDue ?? now + Limits.farewellMilliseconds
            peers[number]?.farewellDue = due
            guard farewell.informed.contains(peer.session.peer) || due <= now else { continue }
            if peer.told?.frontier != frontier { try tell(number, at: now, in: storage, &effects) }
            let reason = "this partner has suspended its part"
            close(number, saying: farewell.goodbye, reason: reason, &effects)
        }
    }

    /// After this partner has resumed: asks those who are still connected for what was not asked for.
    mutating func askAgain(
        at now: Int64,
        in storage: some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        for number in peers.keys.sorted() {
            guard let peer = peers[number], peer.liveSince != nil, let heard = peer.heard else {
                continue
            }
            peers[number]?.asked = [:]
            try ask(for: heard.frontier, from: number, at: now, in: storage, &effects)
        }
    }

    /// Of entries of a log those that may be sent now: all, or as far as the farewell goes.
    func sendable(_ entries: [StoredEntry], of log: LogID) -> [StoredEntry] {
        guard let farewell else { return entries }
        if log.channel != farewell.log.channel { return [] }
        guard log == farewell.log else { return entries }
        return Array(entries.prefix { $0.head.seq <= farewell.seq })
    }
}
