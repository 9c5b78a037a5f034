import BankModel

/// The bank of the storage port in its plainest form: what the store must answer like.
struct ReferenceBank: BankWriting {
    private(set) var entries: [EntryHash: Entry] = [:]
    private(set) var records: [RecordID: RecordState] = [:]
    private(set) var order: [EntryHash] = []
    private var writers: [RecordID: [EntryHash]] = [:]
    private var reasons: [Dot: String] = [:]
    private var sum = Digest()

    func facts(of entry: EntryHash) -> EntryFacts? {
        entries[entry].map {
            EntryFacts(log: $0.header.log, seq: $0.header.seq, previous: $0.header.previous)
        }
    }

    func entry(_ hash: EntryHash) -> Entry? { entries[hash] }

    func bytes(of entry: EntryHash) -> [UInt8]? { entries[entry]?.bytes }

    func entries(in log: LogID, at seq: UInt64) -> [EntryHash] {
        inLog(log).filter { $0.header.seq == seq }.map(\.hash)
    }

    func entries(in log: LogID, from seq: UInt64, bytesMax: Int) -> [StoredEntry] {
        var left = bytesMax
        var found: [StoredEntry] = []
        for entry in inLog(log) where entry.header.seq >= seq {
            left -= entry.bytes.count
            if left < 0, !found.isEmpty { break }
            found.append(StoredEntry(head: entry.head, bytes: entry.bytes))
        }
        return found
    }

    func frontier() -> Frontier {
        let followed = Set(entries.values.flatMap(\.header.previous))
        var heads: [LogID: [Head]] = [:]
        for entry in entries.values where !followed.contains(entry.hash) {
            heads[entry.header.log, default: []].append(entry.head)
        }
        return Frontier(heads)
    }

    func isForked(_ log: LogID) -> Bool {
        let seqs = inLog(log).map(\.header.seq)
        return Set(seqs).count < seqs.count
    }

    func count(in log: LogID, through seq: UInt64) -> Int {
        inLog(log).count { $0.header.seq <= seq }
    }

    func record(_ id: RecordID) -> RecordState? { records[id] }

    func records(named id: SpokenID) -> [RecordID] {
        records.values.filter { state in
            state.owner == id.partner && state.counter == id.counter
                && (RuleSet.first.kind(state.kind)?.letter ?? "x") == id.letter
                && (id.suffix.isEmpty || state.id.entry.hex.hasPrefix(id.suffix))
        }.map(\.id).sorted { position(of: $0) < position(of: $1) }
    }

    func entries(writing record: RecordID) -> [EntryHash] { writers[record] ?? [] }

    func invalidity(of dot: Dot) -> String? { reasons[dot] }

    func counter(of author: AuthorID, kind: UInt32) -> UInt64 {
        records.values.filter { $0.creator == author && $0.kind == kind }.map(\.counter).max() ?? 0
    }

    func conflict(_ id: ConflictID) -> Conflict? {
        records.values.lazy.flatMap(\.conflicts).first { $0.id == id }
    }

    func digest() -> Digest { sum }

    mutating func append(_ entry: Entry, receivedAt: Int64) {
        entries[entry.hash] = entry
        order.append(entry.hash)
    }

    mutating func update(_ update: RecordUpdate) {
        records[update.after.id] = update.after
        if writers[update.after.id]?.last != update.entry {
            writers[update.after.id, default: []].append(update.entry)
        }
    }

    mutating func keep(_ invalidity: String, of dot: Dot) { reasons[dot] = invalidity }

    mutating func setDigest(_ digest: Digest) { sum = digest }

    private func inLog(_ log: LogID) -> [Entry] {
        entries.values.filter { $0.header.log == log }
            .sorted { ($0.header.seq, $0.hash) < ($1.header.seq, $1.hash) }
    }

    private func position(of record: RecordID) -> Int { order.firstIndex(of: record.entry) ?? 0 }
}
