internal import BankModel
internal import PeerProtocol

extension Authoring {
    /// What a write needs to know besides the changes.
    package struct Circumstances: Sendable {
        /// The human.
        package let operatorName: String
        /// Milliseconds since 1970.
        package let now: Int64
        /// Makes 16 random bytes for each entry.
        package let salt: @Sendable () -> [UInt8]
        /// Where entries are composed ahead.
        package let beside: Beside

        package init(
            operatorName: String,
            now: Int64,
            salt: @escaping @Sendable () -> [UInt8],
            beside: Beside = .atOnce
        ) {
            self.operatorName = operatorName
            self.now = now
            self.salt = salt
            self.beside = beside
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
        let composer = Composer(
            changes,
            counters: try counters(for: changes, of: keys.author, in: storage),
            header: try header(for: channel, circumstances, keys: keys, in: storage),
            clock: clock,
            circumstances
        )
        if changes.count > 1, changes.allSatisfy(\.namesNothing) {
            return try writeAhead(composer, circumstances, keys: keys, into: &storage)
        }
        return try write(composer, circumstances, keys: keys, into: &storage)
    }

    /// Composes each entry once the one before has been applied: it may name what that one did.
    private mutating func write(
        _ composer: Composer,
        _ circumstances: Circumstances,
        keys: some Keyring,
        into storage: inout some BankWriting
    ) throws -> [Entry] {
        var composer = composer
        var written: [Entry] = []
        while let next = try composer.next(
            sign: { try keys.sign($0) },
            place: { try $0.placed(under: $1, counter: $2, in: storage) }
        ) {
            try apply(next, circumstances, keys: keys, to: &storage)
            written.append(next.entry)
        }
        clock = composer.clock
        return written
    }

    /// Composes each entry while the one before is being applied: none names anything.
    private mutating func writeAhead(
        _ composer: Composer,
        _ circumstances: Circumstances,
        keys: some Keyring,
        into storage: inout some BankWriting
    ) throws -> [Entry] {
        func begin(_ composer: Composer) -> Pending<Result<Ahead?, any Error>> {
            circumstances.beside.begin {
                Result {
                    var composer = composer
                    return try composer.next(
                        sign: { try keys.sign($0) },
                        place: { change, _, counter in change.creation(counter: counter) }
                    ).map { Ahead(composed: $0, rest: composer) }
                }
            }
        }
        var written: [Entry] = []
        var pending = begin(composer)
        while let next = try pending.value().get() {
            clock = next.rest.clock
            pending = begin(next.rest)
            try apply(next.composed, circumstances, keys: keys, to: &storage)
            written.append(next.composed.entry)
        }
        return written
    }

    /// An entry that was composed ahead, and what is left to compose.
    private struct Ahead: Sendable {
        let composed: Composer.Composed
        let rest: Composer
    }

    private func apply(
        _ next: Composer.Composed,
        _ circumstances: Circumstances,
        keys: some Keyring,
        to storage: inout some BankWriting
    ) throws {
        let application = try storage.apply(
            next.entry,
            kept: next.kept,
            charter: keys.charter,
            receivedAt: circumstances.now
        )
        if let invalid = application.invalid.first {
            throw WriteRefusal.invalid(invalid.reason)
        }
    }

    private func counters(
        for changes: [AuthoredChange],
        of author: AuthorID,
        in storage: some BankReading
    ) throws -> [UInt32: UInt64] {
        var counters: [UInt32: UInt64] = [:]
        for change in changes {
            guard case .new(let kind) = change.record, counters[kind] == nil else { continue }
            counters[kind] = try storage.counter(of: author, kind: kind)
        }
        return counters
    }

    private func header(
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
            claimed: clock,
            operatorName: circumstances.operatorName,
            charter: keys.charter.number,
            roster: keys.rosters[keys.author.partner]?.number ?? 0
        )
    }
}
