package import BankModel
import PeerProtocol

/// An author without a replica: writes entries by hand, good and bad, over a bank of its own.
///
/// A value: a copy of a scribe is a clone of its author, and both writing on is a fork.
package struct Scribe: Sendable {
    /// Who writes, and with what key.
    package let keys: SimKeyring
    /// What it holds.
    package var bank = MemoryBank()
    /// Its clock.
    package var now: Int64 = 1_700_000_000_000
    private var entryCount: UInt64 = 0

    package init(_ author: AuthorID, of members: Membership) {
        keys = members.keyring(of: author)
    }

    /// Who writes.
    package var author: AuthorID { keys.author }

    /// The header of the author's next entry, which has seen all that the pen holds.
    package func header(for channel: Channel) -> EntryHeader {
        let own = LogID(author: author, channel: channel)
        let frontier = bank.frontier()
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
            seen: seen.sorted(),
            claimed: ClaimedTime(milliseconds: now),
            operatorName: "operator of \(author)",
            charter: keys.charter.number,
            roster: keys.rosters[author.partner]?.number ?? 1
        )
    }

    /// Writes and applies an entry; nil where a change names what the pen does not hold.
    package mutating func write(
        _ changes: [AuthoredChange],
        to channel: Channel = .bank,
        under given: EntryHeader? = nil
    ) throws -> Entry? {
        let header = given ?? header(for: channel)
        var placed: [EntryChange] = []
        var created: UInt64 = 0
        for change in changes {
            var counter: UInt64 = 0
            if case .new(let kind) = change.record {
                created += 1
                counter = bank.counter(of: author, kind: kind) + created
            }
            guard let next = try change.placed(under: header, counter: counter, in: bank) else {
                return nil
            }
            placed.append(next)
        }
        let entry = sign(placed, under: header)
        _ = try take(entry)
        return entry
    }

    /// Signs changes as an entry, whatever they say, without applying it.
    package mutating func sign(_ changes: [EntryChange], under header: EntryHeader) -> Entry {
        entryCount += 1
        now += 1
        let salt = Hash256(hashing: Array("salt \(author) \(entryCount) \(now)".utf8)).bytes
        var writer = EntryWriter(header: header, salt: Array(salt.prefix(16)))
        for change in changes {
            precondition(writer.add(change), "a simulated entry is too long")
        }
        let bytes = writer.finish(sign: { keys.sign($0) }).entry.bytes
        do {
            return try EntryCodec().read(bytes).entry
        } catch {
            preconditionFailure("a simulated entry cannot be read back: \(error)")
        }
    }

    /// Applies an entry, its own or another's.
    @discardableResult
    package mutating func take(_ entry: Entry) throws -> Application {
        let charter = keys.charter(numbered: entry.header.charter) ?? keys.charter
        return try bank.apply(entry, charter: charter, receivedAt: now)
    }

    /// Applies whatever of `entries` it lacks and can take, until nothing more is ready.
    package mutating func catchUp(with entries: [Entry]) throws {
        for entry in CausalOrder.sorted(entries)
        where bank.facts(of: entry.hash) == nil
            && entry.header.dependencies.allSatisfy({ bank.facts(of: $0) != nil })
        {
            try take(entry)
        }
    }
}
