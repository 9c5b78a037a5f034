/// One signed, hash-chained transaction of one author in one channel, decoded.
///
/// The bytes that were signed are kept beside it and are what is hashed, stored and forwarded;
/// nothing is ever encoded again from these properties.
package struct Entry: Equatable, Sendable {
    /// What the author signed.
    package let header: EntryHeader
    /// SHA-256("jig entry 1" ‖ header bytes).
    package let hash: EntryHash
    /// The records that the entry writes, in order.
    package let changes: [EntryChange]
    /// The whole entry as it came and as it goes on, at most `Limits.entryBytesMax`.
    package let bytes: [UInt8]

    package init(header: EntryHeader, hash: EntryHash, changes: [EntryChange], bytes: [UInt8]) {
        self.header = header
        self.hash = hash
        self.changes = changes
        self.bytes = bytes
    }

    /// How others point at this entry.
    package var head: Head { Head(seq: header.seq, hash: hash) }
}

/// What an author signs: where the entry stands, what its author had seen, and what it contains.
package struct EntryHeader: Equatable, Sendable {
    /// The bank that the entry belongs to.
    package var bank: BankID
    /// Which log it is in.
    package var log: LogID
    /// 1 + the largest seq among `previous`; 1 for a log's first entry.
    package var seq: UInt64
    /// The entries that it follows in its own log: one, or several where a fork is joined.
    package var previous: [EntryHash]
    /// The heads of the other logs of this channel that its author had applied, sorted.
    package var seen: [Seen]
    /// When its author's clock said it was written.
    package var claimed: ClaimedTime
    /// The human who wrote it, by name, at most `Limits.operatorBytesMax` bytes.
    package var operatorName: String
    /// The number of the charter that its author went by.
    package var charter: UInt64
    /// The number of the roster that lists its author.
    package var roster: UInt64

    /// A head of another log, as an entry's author had seen it.
    package struct Seen: Hashable, Comparable, Sendable {
        /// Whose log, in the entry's channel.
        package let author: AuthorID
        /// The head.
        package let head: Head

        package init(author: AuthorID, head: Head) {
            self.author = author
            self.head = head
        }

        package static func < (left: Self, right: Self) -> Bool {
            (left.author, left.head) < (right.author, right.head)
        }
    }

    package init(
        bank: BankID,
        log: LogID,
        seq: UInt64,
        previous: [EntryHash],
        seen: [Seen],
        claimed: ClaimedTime,
        operatorName: String,
        charter: UInt64,
        roster: UInt64
    ) {
        self.bank = bank
        self.log = log
        self.seq = seq
        self.previous = previous
        self.seen = seen
        self.claimed = claimed
        self.operatorName = operatorName
        self.charter = charter
        self.roster = roster
    }

    /// Every entry that must be held before this one is applied.
    package var dependencies: [EntryHash] { previous + seen.map(\.head.hash) }
}

/// A hybrid logical clock's reading.
///
/// It orders the display and never picks a winner.
package struct ClaimedTime: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let milliseconds: Int64
    /// Tells apart readings within one millisecond.
    package let counter: UInt32

    package init(milliseconds: Int64, counter: UInt32 = 0) {
        self.milliseconds = milliseconds
        self.counter = counter
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.milliseconds, left.counter) < (right.milliseconds, right.counter)
    }

    /// Moves to `now`, in milliseconds since 1970, or one step on where it is not past that.
    package mutating func tick(now: Int64) {
        self =
            now > milliseconds
            ? Self(milliseconds: now)
            : Self(milliseconds: milliseconds, counter: counter &+ 1)
    }
}

/// What an entry does to one record.
package struct EntryChange: Equatable, Sendable {
    /// Which record.
    package var record: RecordReference
    /// The index of the change's first operation in the entry; a creation takes that index itself.
    package var firstIndex: UInt32
    /// The operations, in order.
    ///
    /// A creation's own Set of `@life` is not among them.
    package var operations: [Operation]
    /// Why, where its operator gave a reason.
    package var reason: String?

    package init(
        record: RecordReference,
        firstIndex: UInt32,
        operations: [Operation],
        reason: String? = nil
    ) {
        self.record = record
        self.firstIndex = firstIndex
        self.operations = operations
        self.reason = reason
    }

    /// The dot index of `operations[position]`.
    package func index(ofOperation position: Int) -> UInt32 {
        firstIndex + UInt32(position) + (record.isCreation ? 1 : 0)
    }

    /// How many dots the change takes.
    package var dotCount: Int { operations.count + (record.isCreation ? 1 : 0) }
}

/// The record that a change is about.
package enum RecordReference: Equatable, Sendable {
    /// A new record: its kind's number, and its author's counter for speakable ids.
    case create(kind: UInt32, counter: UInt64)
    /// A record that the entry's past holds.
    case existing(DotReference)

    /// Whether this makes a new record.
    package var isCreation: Bool {
        if case .create = self { true } else { false }
    }
}

/// What an operation does with its value.
package enum OperationKind: Hashable, Sendable {
    /// Sets a register, adds to a set or appends to a list.
    case put
    /// Takes elements out of a set: names their dots and has no value.
    case remove
    /// An operation of a later release: its envelope counts, its value is carried.
    case unknown(UInt32)
}

/// One change of one field, with the envelope that every kind of operation has.
package struct Operation: Equatable, Sendable {
    /// What it does.
    package var kind: OperationKind
    /// The field.
    package var field: FieldID
    /// How the field merges, as the author states it; checked against the table.
    package var merge: Merge
    /// The dots of this record and field that its operator was shown and that it replaces.
    package var supersedes: [DotReference]
    /// Across the `@life` boundary: the register dots that a withdrawal knew of, or the withdrawals
    /// that an edit knew of.
    ///
    /// They take nothing away; they say what was seen.
    package var aware: [DotReference]
    /// The value; absent for an operation that makes nothing live.
    package var value: Value?
    /// In what words the value was given; see `Sibling.typed`.
    package var typed: [String]

    package init(
        kind: OperationKind = .put,
        field: FieldID,
        merge: Merge,
        supersedes: [DotReference] = [],
        aware: [DotReference] = [],
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

extension Operation {
    /// Whether it puts a value and names no dot.
    var namesNothing: Bool {
        kind == .put && value != nil && supersedes.isEmpty && aware.isEmpty
    }
}
