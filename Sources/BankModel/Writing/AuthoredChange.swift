/// A change as its author means it: full dots, before it has a place in a log.
package struct AuthoredChange: Equatable, Sendable {
    /// A new record or one that is held.
    package var record: Target
    /// What happens to its fields.
    package var operations: [AuthoredOperation]
    /// Why.
    package var reason: String?

    /// Which record is meant.
    package enum Target: Equatable, Sendable {
        /// A new record of the kind with this number.
        case new(kind: UInt32)
        /// A record that is held.
        case existing(RecordID)
    }

    package init(record: Target, operations: [AuthoredOperation], reason: String? = nil) {
        self.record = record
        self.operations = operations
        self.reason = reason
    }

    /// Whether the change makes a record and names no change before it.
    package var namesNothing: Bool {
        if case .existing = record { return false }
        return operations.allSatisfy { $0.supersedes.isEmpty && $0.aware.isEmpty }
    }
}

/// One operation as its author means it.
package struct AuthoredOperation: Equatable, Sendable {
    /// What it does.
    package var kind: OperationKind
    /// The field.
    package var field: FieldID
    /// How the field merges.
    package var merge: Merge
    /// The dots that the operator was shown and that it replaces.
    package var supersedes: [Dot]
    /// What the operator was shown across the `@life` boundary.
    package var aware: [Dot]
    /// The value.
    package var value: Value?
    /// In what words the value was given; see `Sibling.typed`.
    package var typed: [String]

    package init(
        kind: OperationKind = .put,
        field: FieldID,
        merge: Merge,
        supersedes: [Dot] = [],
        aware: [Dot] = [],
        value: Value?,
        typed: [String] = []
    ) {
        self.kind = kind
        self.field = field
        self.merge = merge
        self.supersedes = supersedes
        self.aware = aware
        self.value = value
        self.typed = typed
    }
}

extension AuthoredOperation {
    /// The operation as it stands in any entry, where it names no dot.
    fileprivate var namingNothing: Operation {
        Operation(kind: kind, field: field, merge: merge, value: value, typed: typed)
    }
}

extension AuthoredChange {
    /// The change as it stands in any entry; nil unless it makes a record and names nothing.
    package func creation(counter: UInt64) -> EntryChange? {
        guard namesNothing, case .new(let kind) = record else { return nil }
        return EntryChange(
            record: .create(kind: kind, counter: counter),
            firstIndex: 0,
            operations: operations.map(\.namingNothing),
            reason: reason
        )
    }

    /// The change as an entry with this header can state it; nil where a dot is not in its past.
    ///
    /// `counter` is what a new record's speakable id will count.
    package func placed(
        under header: EntryHeader,
        counter: UInt64,
        in storage: some BankReading
    ) throws -> EntryChange? {
        if let creation = creation(counter: counter) { return creation }
        let past = Past(of: header)
        let reference: RecordReference
        switch record {
        case .new(let kind): reference = .create(kind: kind, counter: counter)
        case .existing(let id):
            guard let dot = try past.reference(to: id, in: storage) else { return nil }
            reference = .existing(dot)
        }
        var placed: [Operation] = []
        for operation in operations {
            let supersedes = try operation.supersedes.map {
                try past.reference(to: $0, in: storage)
            }
            let aware = try operation.aware.map { try past.reference(to: $0, in: storage) }
            guard !supersedes.contains(nil), !aware.contains(nil) else { return nil }
            placed.append(
                Operation(
                    kind: operation.kind,
                    field: operation.field,
                    merge: operation.merge,
                    supersedes: supersedes.compactMap(\.self),
                    aware: aware.compactMap(\.self),
                    value: operation.value,
                    typed: operation.typed
                )
            )
        }
        return EntryChange(record: reference, firstIndex: 0, operations: placed, reason: reason)
    }
}
