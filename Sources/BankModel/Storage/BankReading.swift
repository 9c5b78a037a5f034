/// What the merge asks of the place where a bank is kept.
///
/// The port of `BankStore` and of the in-memory bank of the tests. Every function throws only what
/// the storage itself suffers (a disk error); what is not held is nil or empty.
package protocol BankReading {
    /// Where an applied entry stands; nil if it is not held.
    func facts(of entry: EntryHash) throws -> EntryFacts?
    /// An applied entry, decoded.
    func entry(_ hash: EntryHash) throws -> Entry?
    /// The bytes of an applied entry, exactly as they were signed.
    func bytes(of entry: EntryHash) throws -> [UInt8]?
    /// The entries that a log has at a position: several where it forked. Sorted.
    func entries(in log: LogID, at seq: UInt64) throws -> [EntryHash]
    /// The entries of a log from `seq` on, by (seq, hash), until their bytes exceed `bytesMax`; at
    /// least one if there is any.
    func entries(in log: LogID, from seq: UInt64, bytesMax: Int) throws -> [StoredEntry]
    /// Every log that is held, with its heads.
    func frontier() throws -> Frontier
    /// Whether a log holds two entries of one seq anywhere.
    func isForked(_ log: LogID) throws -> Bool
    /// How many entries a log holds up to and including `seq`.
    func count(in log: LogID, through seq: UInt64) throws -> Int

    /// A record's live state.
    func record(_ id: RecordID) throws -> RecordState?
    /// The records that bear a speakable id: several where an author forked.
    func records(named id: SpokenID) throws -> [RecordID]
    /// The applied entries that wrote a record, in the order in which they were applied here.
    func entries(writing record: RecordID) throws -> [EntryHash]
    /// Why an operation has no effect; nil for a valid one.
    func invalidity(of dot: Dot) throws -> String?
    /// The largest counter that an author has given a record of a kind; 0 if none.
    func counter(of author: AuthorID, kind: UInt32) throws -> UInt64
    /// The open conflict with this id.
    func conflict(_ id: ConflictID) throws -> Conflict?
    /// The records of which a live value refers to a record, of one kind or, for nil, of all; sorted.
    /// The record that is meant need not be held.
    func records(referringTo record: RecordID, kind: UInt32?) throws -> [RecordID]
    /// The sum over all live dots.
    func digest() throws -> Digest
}

/// A place where a bank is kept and can be written, one transaction at a time.
///
/// The caller opens and ends the transaction; when it fails, everything written since is gone.
package protocol BankWriting: BankReading {
    /// Adds an entry to its log and moves the log's heads. Its dependencies are held.
    ///
    /// `kept` are its bytes in the form in which they lie and travel (`EntryDecoding.kept`), nil
    /// where nobody has worked that out.
    mutating func append(_ entry: Entry, kept: [UInt8]?, receivedAt: Int64) throws
    /// Replaces a record's state and whatever is derived from it.
    mutating func update(_ update: RecordUpdate) throws
    /// Keeps the reason for which an operation has no effect.
    mutating func keep(_ invalidity: String, of dot: Dot) throws
    /// Replaces the digest.
    mutating func setDigest(_ digest: Digest) throws
}

/// Where an entry stands among the others.
package struct EntryFacts: Equatable, Sendable {
    /// The log that it is in.
    package let log: LogID
    /// Its position there.
    package let seq: UInt64
    /// The entries that it follows.
    package let previous: [EntryHash]

    package init(log: LogID, seq: UInt64, previous: [EntryHash]) {
        self.log = log
        self.seq = seq
        self.previous = previous
    }
}

/// An entry as it is sent on.
package struct StoredEntry: Equatable, Sendable {
    /// Where it stands.
    package let head: Head
    /// Its exact bytes.
    package let bytes: [UInt8]
    /// The same as they are kept and travel, where that is shorter and already worked out.
    package let packed: [UInt8]?

    package init(head: Head, bytes: [UInt8], packed: [UInt8]? = nil) {
        self.head = head
        self.bytes = bytes
        self.packed = packed
    }
}

/// One record before and after an entry.
package struct RecordUpdate: Sendable {
    /// Nil for a record that the entry created.
    package let before: RecordState?
    /// The state to keep.
    package let after: RecordState
    /// The conflicts that were open before.
    package let conflictsBefore: [Conflict]
    /// The conflicts that are open now.
    package let conflicts: [Conflict]
    /// The entry that wrote the record.
    package let entry: EntryHash
    /// When this node received the entry, in milliseconds since 1970.
    package let receivedAt: Int64

    package init(
        before: RecordState?,
        after: RecordState,
        entry: EntryHash,
        receivedAt: Int64
    ) {
        self.before = before
        self.after = after
        conflictsBefore = before?.conflicts ?? []
        conflicts = after.conflicts
        self.entry = entry
        self.receivedAt = receivedAt
    }
}
