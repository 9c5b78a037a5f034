/// The live state of one record: for each field, the values whose dots no applied operation names.
///
/// A value: merging is a function from a state and an operation to a state, and two nodes that have
/// applied the same entries hold equal ones (law 1). The closed form that it must always equal is
/// DESIGN.md §5: live(field) = the values of applied, valid operations whose dot no applied, valid
/// operation of that field names.
package struct RecordState: Equatable, Sendable {
    /// The dot that created the record.
    package let id: RecordID
    /// The number of its kind.
    package let kind: UInt32
    /// The author who created it; the partner is its owner.
    package let creator: AuthorID
    /// The creator's counter, for the speakable id.
    package let counter: UInt64
    /// The fields that have anything live or any ghost, sorted by field and then by merge.
    ///
    /// The rules give a field that they know one way to merge. Of one that they do not know each
    /// entry says for itself, so there it is one field for each way: neither entry has to come first.
    package private(set) var fields: [FieldState]

    /// A new record, live in the bank.
    package init(id: RecordID, kind: UInt32, creator: AuthorID, counter: UInt64) {
        self.id = id
        self.kind = kind
        self.creator = creator
        self.counter = counter
        let life = Sibling(dot: id, author: creator, value: .life(.inBank), aware: [])
        fields = [FieldState(field: .life, merge: .register, live: [life], ghosts: [])]
    }

    /// A record as a store had kept it.
    package init(
        id: RecordID,
        kind: UInt32,
        creator: AuthorID,
        counter: UInt64,
        fields: [FieldState]
    ) {
        self.id = id
        self.kind = kind
        self.creator = creator
        self.counter = counter
        self.fields = fields
    }

    /// The partner that created the record.
    package var owner: PartnerID { creator.partner }

    /// The live values of a field, sorted by dot; empty if it has none.
    package func live(_ field: FieldID) -> [Sibling] {
        position(of: field).map { fields[$0].live } ?? []
    }

    /// The field's state, if it has one.
    package func state(of field: FieldID) -> FieldState? { position(of: field).map { fields[$0] } }

    /// The state of the field as it merges in one way.
    package func state(of field: FieldID, merge: Merge) -> FieldState? {
        fields.first { $0.field == field && $0.merge == merge }
    }

    private func position(of field: FieldID) -> Int? {
        let fields = fields.span
        for position in fields.indices where fields[position].field == field { return position }
        return nil
    }

    /// Applies one valid operation, and says which dot it made live and which it ended.
    package mutating func apply(_ operation: AppliedOperation) -> DotChanges {
        let position = positionForWriting(operation.field, merge: operation.merge)
        let changes = fields[position].apply(operation)
        if fields[position].isEmpty { fields.remove(at: position) }
        return changes
    }

    /// Makes room for so many fields.
    mutating func reserveCapacity(_ count: Int) { fields.reserveCapacity(count) }

    /// Applies an operation of the record's creator that names nothing to a field that the record does
    /// not have yet; false, and nothing is done, where it has it.
    mutating func enter(_ operation: Operation, dot: Dot) -> Bool {
        guard let value = operation.value else { return false }
        let position = firstPosition(notBefore: operation.field)
        if position < fields.endIndex, fields[position].field == operation.field { return false }
        let sibling = Sibling(
            dot: dot,
            author: creator,
            value: value,
            aware: [],
            typed: operation.typed
        )
        fields.insert(
            FieldState(
                field: operation.field,
                merge: operation.merge,
                live: [sibling],
                ghosts: []
            ),
            at: position
        )
        return true
    }

    /// Where a field is, or would be: looked for from the end, since what is written first is mostly
    /// written in order.
    private func firstPosition(notBefore field: FieldID) -> Int {
        var position = fields.endIndex
        while position > 0, !(fields[position - 1].field < field) { position -= 1 }
        return position
    }

    private mutating func positionForWriting(_ field: FieldID, merge: Merge) -> Int {
        var position = firstPosition(notBefore: field)
        while position < fields.endIndex, fields[position].field == field {
            if fields[position].merge == merge { return position }
            if fields[position].merge.rawValue > merge.rawValue { break }
            position += 1
        }
        fields.insert(
            FieldState(field: field, merge: merge, live: [], ghosts: []),
            at: position
        )
        return position
    }
}

/// The live values of one field, and what must be remembered of the dead ones.
package struct FieldState: Equatable, Sendable {
    /// Which field.
    package let field: FieldID
    /// How it merges.
    package let merge: Merge
    /// Sorted by dot.
    package private(set) var live: [Sibling]
    /// Sorted by dot: register values that somebody else's Set ended and their own author has not
    /// named since.
    ///
    /// They count towards the author's `Limits.ownSiblingsMax`, and that author's next Set names
    /// them.
    package private(set) var ghosts: [Ghost]

    package init(field: FieldID, merge: Merge, live: [Sibling], ghosts: [Ghost]) {
        self.field = field
        self.merge = merge
        self.live = live
        self.ghosts = ghosts
    }

    /// Whether nothing of the field is left.
    package var isEmpty: Bool { live.isEmpty && ghosts.isEmpty }

    /// The values that differ, in the order of their first dots.
    package var distinctValues: [Value] {
        if live.count <= 1 { return live.map(\.value) }
        var values: [Value] = []
        var known: Set<Value> = []
        for sibling in live where known.insert(sibling.value).inserted {
            values.append(sibling.value)
        }
        return values
    }

    mutating func apply(_ operation: AppliedOperation) -> DotChanges {
        var changes = DotChanges()
        for dot in operation.supersedes {
            if let index = live.firstIndex(where: { $0.dot == dot }) {
                let ended = live.remove(at: index)
                changes.ended.append(dot)
                if merge == .register, ended.author != operation.author {
                    insert(Ghost(dot: dot, author: ended.author))
                }
            } else if let index = ghosts.firstIndex(where: { $0.dot == dot }),
                ghosts[index].author == operation.author
            {
                ghosts.remove(at: index)
            }
        }
        if let value = operation.value {
            let sibling = Sibling(
                dot: operation.dot,
                author: operation.author,
                value: value,
                aware: operation.aware,
                typed: operation.typed
            )
            let index = live.firstIndex { $0.dot > sibling.dot } ?? live.endIndex
            live.insert(sibling, at: index)
            changes.began = operation.dot
        }
        return changes
    }

    private mutating func insert(_ ghost: Ghost) {
        ghosts.insert(ghost, at: ghosts.firstIndex { $0.dot > ghost.dot } ?? ghosts.endIndex)
    }
}

/// One of several live values of a field.
package struct Sibling: Hashable, Sendable {
    /// The operation that set it.
    package let dot: Dot
    /// Whose log that operation is in.
    package let author: AuthorID
    /// The value.
    package let value: Value
    /// What its operator knew of across the `@life` boundary, sorted.
    package let aware: [Dot]
    /// The positions and times in the value as they were typed, in another notation than its own.
    ///
    /// Kept for the audit, and no part of what the value means. Who picks a sibling or accepts a proposal
    /// takes its words along; the history shows who typed them first.
    ///
    /// The value's own notation is decimal degrees and RFC 3339. Two forms of one position are one
    /// value, but a record of which they say different things is suspect.
    package let typed: [String]

    package init(dot: Dot, author: AuthorID, value: Value, aware: [Dot], typed: [String] = []) {
        self.dot = dot
        self.author = author
        self.value = value
        self.aware = aware
        self.typed = typed
    }
}

/// A register's dot that is no longer live and that its own author has not named.
package struct Ghost: Hashable, Sendable {
    /// The dot.
    package let dot: Dot
    /// Its author.
    package let author: AuthorID

    package init(dot: Dot, author: AuthorID) {
        self.dot = dot
        self.author = author
    }
}

/// An operation whose references have been looked up and that has been found valid.
package struct AppliedOperation: Equatable, Sendable {
    /// Its own dot.
    package let dot: Dot
    /// Whose log it is in.
    package let author: AuthorID
    /// The field.
    package let field: FieldID
    /// How the field merges.
    package let merge: Merge
    /// The dots of the field that it ends.
    package let supersedes: [Dot]
    /// What its operator knew of across the `@life` boundary, sorted.
    package let aware: [Dot]
    /// What it makes live, if anything.
    package let value: Value?
    /// In what words that was given; see `Sibling.typed`.
    package let typed: [String]

    package init(
        dot: Dot,
        author: AuthorID,
        field: FieldID,
        merge: Merge,
        supersedes: [Dot],
        aware: [Dot],
        value: Value?,
        typed: [String] = []
    ) {
        self.dot = dot
        self.author = author
        self.field = field
        self.merge = merge
        self.supersedes = supersedes
        self.aware = aware
        self.value = value
        self.typed = typed
    }
}

/// The dot that an operation made live and those that it ended: what moves the digest.
package struct DotChanges: Equatable, Sendable {
    /// Now live.
    package var began: Dot?
    /// No longer live.
    package var ended: [Dot] = []

    package init() {}
}
