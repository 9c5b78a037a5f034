import BankModel

/// Writes the entries of one author, one after another, as an honest node would.
struct TestWriter {
    let author: AuthorID
    var heads: [EntryHash] = []
    var seq: UInt64 = 0
    var counters: [UInt32: UInt64] = [:]
    var operatorName = "Ada"
    let channel: Channel

    init(_ name: String, _ channel: Channel = .bank) {
        guard let author = AuthorID(name) else { preconditionFailure("\(name) is no author") }
        self.author = author
        self.channel = channel
    }

    var log: LogID { LogID(author: author, channel: channel) }

    /// An entry with these changes, following what the author wrote before.
    mutating func entry(
        _ changes: [EntryChange],
        seeing seen: [EntryHeader.Seen] = []
    ) -> Entry {
        var next: UInt32 = 0
        let numbered = changes.map { change in
            var change = change
            change.firstIndex = next
            next += UInt32(change.dotCount)
            return change
        }
        seq += 1
        let header = EntryHeader(
            bank: .zero,
            log: log,
            seq: seq,
            previous: heads,
            seen: seen.sorted(),
            claimed: ClaimedTime(milliseconds: 1_700_000_000_000 + Int64(seq)),
            operatorName: operatorName,
            charter: 1,
            roster: 1
        )
        let entry = TestCodec.entry(header, numbered)
        heads = [entry.hash]
        return entry
    }

    /// A new record of a kind with these values.
    mutating func creation(_ kind: UInt32, _ values: [(FieldID, Value)]) -> EntryChange {
        counters[kind, default: 0] += 1
        return EntryChange(
            record: .create(kind: kind, counter: counters[kind] ?? 0),
            firstIndex: 0,
            operations: values.map { field, value in
                Operation(field: field, merge: Self.merge(of: field), value: value)
            }
        )
    }

    /// A target with a name and a place.
    mutating func target(
        _ name: String,
        _ more: [(FieldID, Value)] = [],
        at place: Place? = nil
    ) -> EntryChange {
        let place = place ?? Place(latitude: 345_000_000, longitude: 382_500_000, uncertainty: 100)
        let values: [(FieldID, Value)] = [
            (.name, .text(name)), (.category, .word("facility")),
        ]
        return creation(1, values + (place.map { [(.place, .place($0))] } ?? []) + more)
    }

    /// What the author's next entry says it has seen of another author.
    func seen() -> EntryHeader.Seen {
        EntryHeader.Seen(author: author, head: Head(seq: seq, hash: heads[0]))
    }

    static func merge(of field: FieldID) -> Merge {
        switch field {
        case .tags, .externalIDs, .links: .set
        case .remarks: .list
        default: .register
        }
    }
}

extension EntryChange {
    /// One operation on a record that the entry's past holds.
    static func edit(
        _ record: DotReference,
        _ field: FieldID,
        _ value: Value?,
        kind: OperationKind = .put,
        over supersedes: [DotReference] = [],
        aware: [DotReference] = []
    ) -> EntryChange {
        EntryChange(
            record: .existing(record),
            firstIndex: 0,
            operations: [
                Operation(
                    kind: kind,
                    field: field,
                    merge: TestWriter.merge(of: field),
                    supersedes: supersedes,
                    aware: aware,
                    value: value
                )
            ],
            reason: "because"
        )
    }
}
