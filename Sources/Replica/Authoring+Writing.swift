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
        /// Where entries are checked and packed.
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
        var rest = Rest(changes: changes[...])
        // What names nothing that is held needs nothing of the entry before but its hash: so it can
        // be composed, and checked beside, while that one is applied.
        let isAhead = changes.allSatisfy(\.namesNothing)
        var written: [Entry] = []
        var next = try compose(&rest, after: nil, channel, circumstances, keys, storage)
        while let composed = next {
            if isAhead {
                let head = composed.entry.head
                next = try compose(&rest, after: head, channel, circumstances, keys, storage)
            }
            let kept = try composed.check.value().get()
            let application = try storage.apply(
                composed.entry,
                kept: kept,
                charter: keys.charter,
                receivedAt: circumstances.now
            )
            if let invalid = application.invalid.first {
                throw WriteRefusal.invalid(invalid.reason)
            }
            written.append(composed.entry)
            if !isAhead {
                next = try compose(&rest, after: nil, channel, circumstances, keys, storage)
            }
        }
        return written
    }

    /// Changes that are in no entry yet, and how far the counters of new records have come.
    private struct Rest {
        var changes: ArraySlice<AuthoredChange>
        var counters: [UInt32: UInt64] = [:]
    }

    /// A signed entry, and what is being found out about it.
    private struct Composed {
        let entry: Entry
        /// The form in which it is kept; or why it can be no entry.
        let check: Pending<Result<[UInt8], WriteRefusal>>
    }

    /// The next entry; nil where no change is left.
    ///
    /// It follows the head `own`, or what the storage has as this log's heads.
    private mutating func compose(
        _ rest: inout Rest,
        after own: Head?,
        _ channel: Channel,
        _ circumstances: Circumstances,
        _ keys: some Keyring,
        _ storage: some BankReading
    ) throws -> Composed? {
        if rest.changes.isEmpty { return nil }
        let header = try header(for: channel, after: own, circumstances, keys: keys, in: storage)
        var writer = EntryWriter(header: header, salt: circumstances.salt())
        try fill(&writer, from: &rest, in: storage)
        let entry = try writer.finish(sign: { try keys.sign($0) }).entry
        // The first one is needed at once.
        let beside = own == nil ? .atOnce : circumstances.beside
        return Composed(entry: entry, check: beside.begin { Self.kept(entry) })
    }

    /// The form in which an entry is kept, if every other node will read from it what it says here.
    ///
    /// One that others cannot read would stop its author's log for ever, so it is never told.
    private static func kept(_ entry: Entry) -> Result<[UInt8], WriteRefusal> {
        let header = entry.header
        if let reason = TextRule.refusal(
            of: header.operatorName,
            bytesMax: Limits.operatorBytesMax
        ) {
            return .failure(.badValue(field: "operator", reason: reason))
        }
        do throws(EntryError) {
            let read = try EntryCodec().read(entry.bytes).entry
            guard read == entry else {
                throw EntryError.malformed("a value that cannot be written")
            }
            return .success(EntryCodec().kept(entry.bytes))
        } catch {
            return .failure(.badValue(field: "change", reason: error.description))
        }
    }

    /// Moves changes into the entry until it is as long as wanted; the first may be longer.
    private func fill(
        _ writer: inout EntryWriter,
        from rest: inout Rest,
        in storage: some BankReading
    ) throws {
        while let change = rest.changes.first {
            if !writer.isEmpty, writer.bytesSoFar >= Limits.entryBytesWanted { return }
            var counter: UInt64 = 0
            if case .new(let kind) = change.record {
                let author = writer.header.log.author
                counter = try rest.counters[kind] ?? storage.counter(of: author, kind: kind)
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
            if case .new(let kind) = change.record { rest.counters[kind] = counter }
            rest.changes.removeFirst()
        }
    }

    private mutating func header(
        for channel: Channel,
        after head: Head?,
        _ circumstances: Circumstances,
        keys: some Keyring,
        in storage: some BankReading
    ) throws -> EntryHeader {
        let own = LogID(author: keys.author, channel: channel)
        let frontier = try storage.frontier()
        let heads = head.map { [$0] } ?? frontier.heads(of: own).suffix(Limits.previousMax)
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
