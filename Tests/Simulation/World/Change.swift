import BankModel

/// What came to a bank between two looks at it.
struct Change {
    /// The entries, in no order.
    let entries: [Entry]
    /// The records that they wrote, as they are now, by id.
    let records: [RecordState]
    /// Every dot that a valid operation of them names.
    let named: Set<Dot>
    /// What is worth counting.
    let met: [Occurrence]

    /// What `storage` holds beyond these.
    init(in storage: some BankReading, since held: Set<EntryHash>) throws {
        entries = try Holdings.entries(of: storage, beyond: held)
        var touched: Set<RecordID> = []
        var named: Set<Dot> = []
        var met: [Occurrence] = []
        for entry in entries {
            if entry.header.previous.count > 1 { met.append(.joinedFork) }
            for change in entry.changes {
                guard let record = try Holdings.record(of: change, in: entry, storage) else {
                    continue
                }
                touched.insert(record)
                if Self.isUnknown(change.record) { met.append(.unknownKind) }
                for (position, operation) in change.operations.enumerated() {
                    let index = change.index(ofOperation: position)
                    guard try storage.invalidity(of: Dot(entry: entry.hash, index: index)) == nil
                    else {
                        met.append(.invalidOperation)
                        continue
                    }
                    if case .unknown = operation.kind { met.append(.unknownOperation) }
                    for reference in operation.supersedes {
                        named.formUnion(try Holdings.dots(reference, in: entry, storage))
                    }
                }
            }
        }
        records = try touched.sorted().compactMap { try storage.record($0) }
        self.named = named
        self.met = met
    }

    private static func isUnknown(_ record: RecordReference) -> Bool {
        guard case .create(let kind, _) = record else { return false }
        return RuleSet.released.allSatisfy { $0.kind(kind) == nil }
    }
}
