/// Where a change belongs.
package struct Origin: Equatable, Sendable {
    /// The record that it wrote.
    package let record: RecordID
    /// The field that it wrote.
    package let field: FieldID
    /// How it said that the field merges.
    package let merge: Merge

    package init(record: RecordID, field: FieldID, merge: Merge) {
        self.record = record
        self.field = field
        self.merge = merge
    }
}

/// One operation of a record's history, with its references looked up.
package struct PastOperation: Equatable, Sendable {
    /// Its own dot.
    package let dot: Dot
    /// Whose log it is in.
    package let author: AuthorID
    /// The field.
    package let field: FieldID
    /// How the field merges.
    package let merge: Merge
    /// The dots that it names and that are in its past.
    package let supersedes: [Dot]
    /// What its operator knew of across the `@life` boundary.
    package let aware: [Dot]
    /// The value, if it has one.
    package let value: Value?
    /// In what words that was given; see `Sibling.typed`.
    package let typed: [String]
    /// The reason that its operator gave.
    package let reason: String?
    /// Why it has no effect; nil for a valid operation.
    package let invalidity: String?
}

extension BankReading {
    /// The record and field of a change, valid or not; nil if its entry is not held.
    package func origin(of dot: Dot) throws -> Origin? {
        guard let entry = try entry(dot.entry) else { return nil }
        guard
            let change = entry.changes.last(where: { $0.firstIndex <= dot.index }),
            dot.index < change.firstIndex + UInt32(change.dotCount)
        else { return nil }
        guard let record = try record(of: change, in: entry) else { return nil }
        let position = Int(dot.index - change.firstIndex) - (change.record.isCreation ? 1 : 0)
        if position < 0 { return Origin(record: record, field: .life, merge: .register) }
        let operation = change.operations[position]
        return Origin(record: record, field: operation.field, merge: operation.merge)
    }

    /// Every operation on a record, in the order in which its entries were applied here.
    package func history(of record: RecordID) throws -> [PastOperation] {
        try entries(writing: record).flatMap { hash -> [PastOperation] in
            guard let entry = try entry(hash) else { return [] }
            return try entry.changes.flatMap { change in
                try self.record(of: change, in: entry) == record
                    ? operations(of: change, in: entry) : []
            }
        }
    }

    /// The record that a change of an applied entry is about.
    package func record(of change: EntryChange, in entry: Entry) throws -> RecordID? {
        switch change.record {
        case .create: Dot(entry: entry.hash, index: change.firstIndex)
        case .existing(let reference): try Past(of: entry.header).dot(reference, in: self)
        }
    }

    private func operations(of change: EntryChange, in entry: Entry) throws -> [PastOperation] {
        let past = Past(of: entry.header)
        let author = entry.header.log.author
        var found: [PastOperation] = []
        if change.record.isCreation {
            let dot = Dot(entry: entry.hash, index: change.firstIndex)
            found.append(
                PastOperation(
                    dot: dot,
                    author: author,
                    field: .life,
                    merge: .register,
                    supersedes: [],
                    aware: [],
                    value: .life(.inBank),
                    typed: [],
                    reason: change.reason,
                    invalidity: try invalidity(of: dot)
                )
            )
        }
        for (position, operation) in change.operations.enumerated() {
            let dot = Dot(entry: entry.hash, index: change.index(ofOperation: position))
            found.append(
                PastOperation(
                    dot: dot,
                    author: author,
                    field: operation.field,
                    merge: operation.merge,
                    supersedes: try operation.supersedes.compactMap { try past.dot($0, in: self) },
                    aware: try operation.aware.compactMap { try past.dot($0, in: self) },
                    value: operation.value,
                    typed: operation.typed,
                    reason: change.reason,
                    invalidity: try invalidity(of: dot)
                )
            )
        }
        return found
    }
}
