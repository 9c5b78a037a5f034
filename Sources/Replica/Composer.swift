internal import BankModel
internal import PeerProtocol

/// Makes entries of changes, one after another: numbers them, places them, signs them.
///
/// A value that holds all it needs, but for the places of dots in the past: so what names none can be
/// composed beside the transaction that applies the entries before.
struct Composer: Sendable {
    /// Changes that are in no entry yet.
    private var rest: ArraySlice<AuthoredChange>
    /// The largest counter given to a record of each kind.
    private var counters: [UInt32: UInt64]
    /// The claimed time of the last entry.
    private(set) var clock: ClaimedTime
    /// What the next entry's header will say, but for its time.
    private var header: EntryHeader
    private let now: Int64
    private let salt: @Sendable () -> [UInt8]

    init(
        _ changes: [AuthoredChange],
        counters: [UInt32: UInt64],
        header: EntryHeader,
        clock: ClaimedTime,
        _ circumstances: Authoring.Circumstances
    ) {
        rest = changes[...]
        self.counters = counters
        self.header = header
        self.clock = clock
        now = circumstances.now
        salt = circumstances.salt
    }

    /// An entry, and the form in which it is kept.
    struct Composed: Sendable {
        let entry: Entry
        let kept: [UInt8]
    }

    /// The next entry, of about `Limits.entryBytesWanted`; nil where no change is left.
    ///
    /// `place` says how a change stands in an entry with this header; `sign` answers Ed25519 over the
    /// entry's hash. Throws `WriteRefusal` where a change can be no entry.
    mutating func next(
        sign: (EntryHash) throws -> [UInt8],
        place: (AuthoredChange, EntryHeader, UInt64) throws -> EntryChange?
    ) throws -> Composed? {
        if rest.isEmpty { return nil }
        clock.tick(now: now)
        header.claimed = clock
        var writer = EntryWriter(header: header, salt: salt())
        try fill(&writer, place: place)
        let entry = try writer.finish(sign: sign).entry
        header.seq += 1
        header.previous = [entry.hash]
        return Composed(entry: entry, kept: try Self.kept(entry))
    }

    /// Moves changes into the entry until it is as long as wanted; the first may be longer.
    private mutating func fill(
        _ writer: inout EntryWriter,
        place: (AuthoredChange, EntryHeader, UInt64) throws -> EntryChange?
    ) throws {
        while let change = rest.first {
            if !writer.isEmpty, writer.bytesSoFar >= Limits.entryBytesWanted { return }
            var counter: UInt64 = 0
            if case .new(let kind) = change.record { counter = counters[kind, default: 0] + 1 }
            guard let placed = try place(change, header, counter) else {
                throw WriteRefusal.invalid(.dotNotInPast)
            }
            guard writer.add(placed) else {
                if writer.isEmpty { throw WriteRefusal.tooLarge }
                return
            }
            if case .new(let kind) = change.record { counters[kind] = counter }
            rest.removeFirst()
        }
    }

    /// The form in which an entry is kept, if every other node will read from it what it says here.
    ///
    /// One that others cannot read would stop its author's log for ever, so it is never told.
    private static func kept(_ entry: Entry) throws -> [UInt8] {
        let name = entry.header.operatorName
        if let reason = TextRule.refusal(of: name, bytesMax: Limits.operatorBytesMax) {
            throw WriteRefusal.badValue(field: "operator", reason: reason)
        }
        do throws(EntryError) {
            guard try EntryCodec().read(entry.bytes).entry == entry else {
                throw EntryError.malformed("a value that cannot be written")
            }
        } catch {
            throw WriteRefusal.badValue(field: "change", reason: error.description)
        }
        return EntryCodec().kept(entry.bytes)
    }
}
