internal import BankModel
internal import PeerProtocol

/// Takes entries that came from peers: verifies, waits for what they depend on, applies.
///
/// What waits is held in memory and is covered by its sender's credit, which is given back only
/// when the entry has been applied or refused, or its session has ended (law 13). After a crash it
/// is simply asked for again.
struct Intake: Sendable {
    private var waiting: [EntryHash: Waiting] = [:]
    /// For each entry that is not held, those that wait for it.
    private var waitingFor: [EntryHash: [EntryHash]] = [:]
    /// Entries that can never be applied, so that they are not asked for again and again.
    private var refused: [EntryHash: String] = [:]

    private static let refusedMax = 4096

    private struct Waiting: Sendable {
        let entry: Entry
        /// As it came.
        let form: [UInt8]
        let source: ConnectionNumber
    }

    /// What taking entries led to.
    struct Outcome {
        /// Applied, in order.
        var applied: [Entry] = []
        /// Bytes that were dealt with, by the session and log that they came on.
        var settled: [Settled] = []
        /// To be raised.
        var alarms: [Alarm] = []
    }

    /// Bytes whose credit can be given back.
    struct Settled {
        let source: ConnectionNumber
        let log: LogID
        let bytes: Int
    }

    /// Whether an entry has arrived and waits, or was refused for good.
    func knows(_ hash: EntryHash) -> Bool { waiting[hash] != nil || refused[hash] != nil }

    /// How many bytes wait.
    var bytesWaiting: Int { waiting.values.reduce(0) { $0 + $1.entry.bytes.count } }

    /// Takes one entry as it came.
    ///
    /// - Throws: `ProtocolViolation` or `EntryError` where its sender is at fault; what the storage
    ///   throws.
    mutating func take(
        _ arrived: ArrivedEntry,
        of log: LogID,
        from source: ConnectionNumber,
        keys: some Keyring,
        now: Int64,
        into storage: inout some BankWriting
    ) throws -> Outcome {
        var outcome = Outcome()
        let signed = try arrived.reading.get()
        let entry = signed.entry
        guard entry.header.log == log else {
            throw ProtocolViolation("an entry of \(entry.header.log) among those of \(log)")
        }
        if try storage.facts(of: entry.hash) != nil || knows(entry.hash) {
            let bytes = arrived.bytes.count
            outcome.settled.append(Settled(source: source, log: log, bytes: bytes))
            return outcome
        }
        try verify(signed, keys: keys)
        let waiting = Waiting(entry: entry, form: arrived.form, source: source)
        if try missing(for: entry, in: storage).isEmpty {
            try apply(waiting, keys: keys, now: now, to: &storage, &outcome)
        } else {
            try park(waiting, in: storage)
        }
        return outcome
    }

    /// Forgets what a session brought that still waits.
    mutating func forget(_ source: ConnectionNumber) {
        for (hash, waiting) in waiting where waiting.source == source { remove(hash, waiting) }
    }

    private func verify(_ signed: SignedEntry, keys: some Keyring) throws {
        let header = signed.entry.header
        guard header.bank == keys.charter.bank else {
            throw ProtocolViolation("an entry of another bank")
        }
        guard keys.charter(numbered: header.charter) != nil else {
            throw ProtocolViolation("an entry under charter \(header.charter), which is not held")
        }
        guard keys.lists(header.log.author, onRoster: header.roster) else {
            throw ProtocolViolation("an entry under a roster that does not list its author")
        }
        guard
            keys.isSigned(
                signed.entry.hash,
                signature: signed.signature,
                by: header.log.author
            )
        else {
            throw ProtocolViolation("an entry of \(header.log) with a bad signature")
        }
    }

    private func missing(
        for entry: Entry,
        in storage: some BankReading
    ) throws -> [EntryHash] {
        try entry.header.dependencies.filter { try storage.facts(of: $0) == nil }
    }

    private mutating func park(_ parked: Waiting, in storage: some BankReading) throws {
        waiting[parked.entry.hash] = parked
        for dependency in try missing(for: parked.entry, in: storage) {
            waitingFor[dependency, default: []].append(parked.entry.hash)
            refused[dependency] = nil
        }
    }

    private mutating func remove(_ hash: EntryHash, _ waiting: Waiting) {
        self.waiting[hash] = nil
        for dependency in waiting.entry.header.dependencies {
            waitingFor[dependency]?.removeAll { $0 == hash }
            if waitingFor[dependency]?.isEmpty == true { waitingFor[dependency] = nil }
        }
    }

    /// Applies an entry, and then whatever waited for it and waits no more.
    private mutating func apply(
        _ first: Waiting,
        keys: some Keyring,
        now: Int64,
        to storage: inout some BankWriting,
        _ outcome: inout Outcome
    ) throws {
        var ready = [first]
        while let next = ready.popLast() {
            let settled = Settled(
                source: next.source,
                log: next.entry.header.log,
                bytes: next.entry.bytes.count
            )
            outcome.settled.append(settled)
            guard
                try applyOne(next, keys: keys, now: now, to: &storage, &outcome)
            else { continue }
            for hash in (waitingFor[next.entry.hash] ?? []).sorted(by: >) {
                guard let parked = waiting[hash],
                    try missing(for: parked.entry, in: storage).isEmpty
                else { continue }
                remove(hash, parked)
                ready.append(parked)
            }
            waitingFor[next.entry.hash] = nil
        }
    }

    private mutating func applyOne(
        _ next: Waiting,
        keys: some Keyring,
        now: Int64,
        to storage: inout some BankWriting,
        _ outcome: inout Outcome
    ) throws -> Bool {
        let entry = next.entry
        guard let charter = keys.charter(numbered: entry.header.charter) else {
            throw ProtocolViolation("an entry under a charter that is not held")
        }
        if try isBranchTooMany(entry, in: storage) {
            refuse(
                entry,
                because: "its log, or its partner's logs, have too many heads already",
                kind: .tooManyHeads,
                now: now,
                &outcome
            )
            return false
        }
        let application: Application
        do {
            application = try storage.apply(
                entry,
                kept: next.form,
                charter: charter,
                receivedAt: now
            )
        } catch let reason as Misplacement {
            refuse(
                entry,
                because: reason.description,
                kind: .misplacedEntry,
                now: now,
                &outcome
            )
            return false
        }
        outcome.applied.append(entry)
        outcome.alarms += Alarm.alarms(about: application, of: entry, now: now)
        return true
    }

    /// A branch beyond the limits is taken only where another partner's entry waits for it, having
    /// seen it: otherwise one forking partner could cut two honest ones off from each other.
    ///
    /// Even so there is an end to it: what a node says of its heads has to fit a frame.
    private func isBranchTooMany(_ entry: Entry, in storage: some BankReading) throws -> Bool {
        let frontier = try storage.frontier()
        let log = entry.header.log
        let heads = frontier.heads(of: log)
        let extendsHead = entry.header.previous.contains { hash in
            heads.contains { $0.hash == hash }
        }
        if heads.isEmpty || extendsHead { return false }
        func branches(_ isCounted: (LogID) -> Bool) -> Int {
            frontier.logs.reduce(0) { $0 + (isCounted($1.log) ? $1.heads.count - 1 : 0) }
        }
        if branches({ _ in true }) >= Limits.branchesMax { return true }
        let partner = log.author.partner
        let isVouchedFor = (waitingFor[entry.hash] ?? []).contains {
            waiting[$0].map { $0.entry.header.log.author.partner != partner } ?? false
        }
        if isVouchedFor { return false }
        return heads.count >= Limits.headsMax
            || branches({ $0.author.partner == partner }) >= Limits.branchesOfPartnerMax
    }

    private mutating func refuse(
        _ entry: Entry,
        because reason: String,
        kind: Alarm.Kind,
        now: Int64,
        _ outcome: inout Outcome
    ) {
        if refused.count >= Self.refusedMax { refused.removeAll() }
        refused[entry.hash] = reason
        let header = entry.header
        outcome.alarms.append(
            Alarm(
                kind: kind,
                partner: header.log.author.partner,
                subject: header.log.description,
                message: "entry \(header.log)/\(header.seq) is not taken: \(reason)",
                at: now
            )
        )
    }
}
