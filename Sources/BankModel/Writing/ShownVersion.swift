extension BankReading {
    /// The version of a record that bears a name, if this node ever held it and so may have shown
    /// it.
    ///
    /// The record's past is gone through in the order in which it was applied here, which is the
    /// order in which versions could be seen here.
    package func version(named id: VersionID, of record: RecordID) throws -> Version? {
        guard let newest = try self.record(record) else { return nil }
        if newest.version.id == id { return newest.version }
        var state = RecordState(
            id: record,
            kind: newest.kind,
            creator: newest.creator,
            counter: newest.counter
        )
        let operations = try history(of: record).filter { $0.invalidity == nil }
        for (index, operation) in operations.enumerated() {
            if operation.dot != record {
                _ = state.apply(
                    AppliedOperation(
                        dot: operation.dot,
                        author: operation.author,
                        field: operation.field,
                        merge: operation.merge,
                        supersedes: operation.supersedes,
                        aware: operation.aware.sorted(),
                        value: operation.value
                    )
                )
            }
            let isLastOfEntry =
                index + 1 == operations.count
                || operations[index + 1].dot.entry != operation.dot.entry
            if isLastOfEntry, state.version.id == id { return state.version }
        }
        return nil
    }
}

extension RecordState {
    /// The version that an operator has seen of this state: of what is live, what `shown` holds and
    /// what was written in `entry`.
    ///
    /// Received is not seen: a value that came between reading and writing is not in it.
    package func version(shown: Set<Dot>, writing entry: EntryHash? = nil) -> Version {
        Version(dots: version.dots.filter { shown.contains($0) || $0.entry == entry })
    }
}
