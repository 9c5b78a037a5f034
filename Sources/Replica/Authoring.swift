internal import BankModel
internal import PeerProtocol

/// Writes this node's own entries, and guards its past.
///
/// After a restore the database may be older than what this node has signed; writing on would sign
/// one number twice. So new writes wait as durable drafts until the past is known.
package struct Authoring: Sendable {
    /// Whether this node knows all that it ever signed.
    package private(set) var past: KnownPast
    /// Own heads that a crash kept from the guard: nobody may hear of them before it has them.
    private var unguarded: [LogID: Head]
    /// What the guard says was signed.
    private let guarded: [LogID: Head]
    private var clock = ClaimedTime(milliseconds: 0)

    /// What is known of our own past.
    package enum KnownPast: Equatable, Sendable {
        /// The database holds all that the guard says was signed.
        case known
        /// It does not, or there is no guard: writes are drafts until all partners were heard.
        case unknown(reason: String)
    }

    /// How far the database is held against the guard when the daemon starts.
    ///
    /// `guarded` are the newest heads that the guard has, nil where there is no guard.
    init(of author: AuthorID, guarded: [LogID: Head]?, in storage: some BankReading) throws {
        past = try Self.past(guarded: guarded, in: storage)
        unguarded = [:]
        self.guarded = guarded ?? [:]
        guard let guarded, past == .known else { return }
        let frontier = try storage.frontier()
        for channel in Channel.allCases {
            let own = LogID(author: author, channel: channel)
            // The guard keeps one head of a log that forked; another of its length adds nothing.
            if let head = frontier.heads(of: own).last, head.seq > guarded[own]?.seq ?? 0 {
                unguarded[own] = head
            }
        }
    }

    private static func past(
        guarded: [LogID: Head]?,
        in storage: some BankReading
    ) throws -> KnownPast {
        guard let guarded else { return .unknown(reason: "there is no guard file") }
        for (log, head) in guarded.sorted(by: { $0.key < $1.key })
        where try storage.facts(of: head.hash) == nil {
            return .unknown(
                reason: "the database does not hold \(log)/\(head.seq), which this node signed"
            )
        }
        return .known
    }

    /// What the guard still lacks, once: to be done before anything is sent.
    mutating func guardLeftovers() -> [Effect] {
        defer { unguarded = [:] }
        return unguarded.sorted { $0.key < $1.key }.map { .advanceGuard($0.key, $0.value) }
    }

    /// Whether all that the guard names is held.
    func holdsGuarded(in storage: some BankReading) throws -> Bool {
        try guarded.values.allSatisfy { try storage.facts(of: $0.hash) != nil }
    }

    /// Ends the wait: all partners were heard, or a human said so.
    mutating func confirmPast() { past = .known }

    /// Follows a peer's clock, unless it runs far ahead.
    mutating func absorb(_ claimed: ClaimedTime, now: Int64) {
        let limit = now + Limits.clockAheadMillisecondsMax
        if claimed > clock, claimed.milliseconds <= limit { clock = claimed }
    }

    private mutating func tick(now: Int64) -> ClaimedTime {
        clock =
            now > clock.milliseconds
            ? ClaimedTime(milliseconds: now)
            : ClaimedTime(milliseconds: clock.milliseconds, counter: clock.counter &+ 1)
        return clock
    }

    /// What a write needs to know besides the changes.
    package struct Circumstances: Sendable {
        /// The human.
        package let operatorName: String
        /// Milliseconds since 1970.
        package let now: Int64
        /// Makes 16 random bytes for each entry.
        package let salt: @Sendable () -> [UInt8]

        package init(operatorName: String, now: Int64, salt: @escaping @Sendable () -> [UInt8]) {
            self.operatorName = operatorName
            self.now = now
            self.salt = salt
        }
    }

    /// Signs changes as entries, each of about `Limits.entryBytesWanted`, and applies them.
    ///
    /// - Throws: `WriteRefusal` where a change cannot be an entry; the transaction is then to be
    ///   rolled back.
    mutating func write(
        _ changes: [AuthoredChange],
        to channel: Channel,
        _ circumstances: Circumstances,
        keys: some Keyring,
        into storage: inout some BankWriting
    ) throws -> [Entry] {
        var counters: [UInt32: UInt64] = [:]
        var written: [Entry] = []
        var rest = changes[...]
        while !rest.isEmpty {
            let header = try header(for: channel, circumstances, keys: keys, in: storage)
            var writer = EntryWriter(header: header, salt: circumstances.salt())
            try fill(&writer, from: &rest, counters: &counters, in: storage)
            let entry = try Self.readable(writer.finish(sign: { try keys.sign($0) }).entry)
            let application = try storage.apply(
                entry,
                charter: keys.charter,
                receivedAt: circumstances.now
            )
            if let invalid = application.invalid.first {
                throw WriteRefusal.invalid(invalid.reason)
            }
            written.append(entry)
        }
        return written
    }

    /// The entry, if every other node will read from its bytes what it says here.
    ///
    /// One that others cannot read would stop its author's log for ever, so it is never told.
    private static func readable(_ entry: Entry) throws -> Entry {
        let header = entry.header
        if let reason = TextRule.refusal(
            of: header.operatorName,
            bytesMax: Limits.operatorBytesMax
        ) {
            throw WriteRefusal.badValue(field: "operator", reason: reason)
        }
        do throws(EntryError) {
            let read = try EntryCodec().read(entry.bytes).entry
            guard read.header == header, read.changes == entry.changes else {
                throw EntryError.malformed("a value that cannot be written")
            }
            return read
        } catch {
            throw WriteRefusal.badValue(field: "change", reason: error.description)
        }
    }

    /// Moves changes into the entry until it is as long as wanted; the first may be longer.
    private func fill(
        _ writer: inout EntryWriter,
        from rest: inout ArraySlice<AuthoredChange>,
        counters: inout [UInt32: UInt64],
        in storage: some BankReading
    ) throws {
        while let change = rest.first {
            if !writer.isEmpty, writer.bytesSoFar >= Limits.entryBytesWanted { return }
            var counter: UInt64 = 0
            if case .new(let kind) = change.record {
                let author = writer.header.log.author
                counter = try counters[kind] ?? storage.counter(of: author, kind: kind)
                counter += 1
            }
            guard
                let placed = try change.placed(
                    under: writer.header,
                    counter: counter,
                    in: storage
                )
            else { throw WriteRefusal.invalid(.dotNotInPast) }
            guard writer.add(placed) else {
                if writer.isEmpty { throw WriteRefusal.tooLarge }
                return
            }
            if case .new(let kind) = change.record { counters[kind] = counter }
            rest.removeFirst()
        }
    }

    private mutating func header(
        for channel: Channel,
        _ circumstances: Circumstances,
        keys: some Keyring,
        in storage: some BankReading
    ) throws -> EntryHeader {
        let own = LogID(author: keys.author, channel: channel)
        let frontier = try storage.frontier()
        let heads = frontier.heads(of: own).suffix(Limits.previousMax)
        let seen = frontier.logs.filter { $0.log.channel == channel && $0.log != own }
            .flatMap { log, heads in
                heads.map { EntryHeader.Seen(author: log.author, head: $0) }
            }
        return EntryHeader(
            bank: keys.charter.bank,
            log: own,
            seq: (heads.map(\.seq).max() ?? 0) + 1,
            previous: heads.map(\.hash).sorted(),
            seen: Array(seen.sorted().prefix(Limits.seenMax)),
            claimed: tick(now: circumstances.now),
            operatorName: circumstances.operatorName,
            charter: keys.charter.number,
            roster: keys.rosters[keys.author.partner]?.number ?? 0
        )
    }
}
