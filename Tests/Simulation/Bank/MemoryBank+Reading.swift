package import BankModel

extension MemoryBank: BankReading {
    /// Where an applied entry stands.
    package func facts(of entry: EntryHash) -> EntryFacts? { held[entry]?.facts }

    /// An applied entry.
    package func entry(_ hash: EntryHash) -> Entry? { held[hash]?.entry }

    /// The bytes of an applied entry.
    package func bytes(of entry: EntryHash) -> [UInt8]? { held[entry]?.entry.bytes }

    /// The entries that a log has at a position.
    package func entries(in log: LogID, at seq: UInt64) -> [EntryHash] {
        logs[log]?.bySeq[seq] ?? []
    }

    /// The entries of a log from a position on.
    package func entries(in log: LogID, from seq: UInt64, bytesMax: Int) -> [StoredEntry] {
        var found: [StoredEntry] = []
        var bytesLeft = bytesMax
        guard let last = logs[log]?.last, seq <= last else { return [] }
        for seq in seq...last {
            for hash in entries(in: log, at: seq) {
                guard let held = held[hash] else { continue }
                let entry = held.entry
                guard found.isEmpty || entry.bytes.count <= bytesLeft else { return found }
                bytesLeft -= entry.bytes.count
                found.append(
                    StoredEntry(head: entry.head, bytes: entry.bytes, packed: held.packed)
                )
            }
        }
        return found
    }

    /// Every log that is held, with its heads.
    package func frontier() -> Frontier { heldFrontier }

    /// Whether a log holds two entries of one seq anywhere.
    package func isForked(_ log: LogID) -> Bool { logs[log]?.isForked ?? false }

    /// How many entries a log holds up to and including `seq`.
    package func count(in log: LogID, through seq: UInt64) -> Int {
        logs[log]?.bySeq.reduce(0) { $0 + ($1.key <= seq ? $1.value.count : 0) } ?? 0
    }

    /// A record's live state.
    package func record(_ id: RecordID) -> RecordState? { records[id] }

    /// The records that bear a speakable id.
    package func records(named id: SpokenID) -> [RecordID] {
        let kinds = RuleSet.released.flatMap(\.kinds).filter { $0.letter == id.letter }
            .map(\.number)
        return records.values.filter { record in
            record.owner == id.partner && record.counter == id.counter
                && kinds.contains(record.kind) && record.id.entry.hex.hasPrefix(id.suffix)
        }
        .map(\.id).sorted()
    }

    /// The applied entries that wrote a record, in the order in which they were applied here.
    package func entries(writing record: RecordID) -> [EntryHash] { writers[record] ?? [] }

    /// Why an operation has no effect.
    package func invalidity(of dot: Dot) -> String? { invalidities[dot] }

    /// The largest counter that an author has given a record of a kind.
    package func counter(of author: AuthorID, kind: UInt32) -> UInt64 {
        records.values.filter { $0.creator == author && $0.kind == kind }.map(\.counter).max() ?? 0
    }

    /// The open conflict with this id.
    package func conflict(_ id: ConflictID) -> Conflict? { openConflicts[id] }

    /// The records of which a live value refers to a record.
    package func records(referringTo record: RecordID, kind: UInt32?) -> [RecordID] {
        records.values.filter { state in
            (kind == nil || state.kind == kind) && state.mentions.contains { $0.record == record }
        }
        .map(\.id).sorted()
    }

    /// The sum over all live dots.
    package func digest() -> Digest { sum }
}
