package import BankModel

/// Which records a page is to hold; everything that is asked for must hold at once.
package struct RecordQuery {
    /// Only records of this kind.
    package var kind: UInt32?
    /// Only records one of whose live places may reach into one of these boxes; nil for anywhere.
    package var near: [PlaceBox]?
    /// Only records in whose words all of these words begin a word.
    package var text: String?
    /// Only records with an open conflict.
    package var isConflictedOnly = false
    /// Only notices that have neither ended nor been called off or withdrawn.
    package var isStandingNotice = false
    /// Withdrawn records instead of those in the bank.
    package var isWithdrawn = false
    /// A last, exact test, for what the indexes answer only nearly; nil for none.
    package var matches: ((RecordState) throws -> Bool)?
    /// At most this many, at least 1.
    package var limit = 100
    /// Where the page before this one ended.
    package var after: RecordCursor?

    package init() {}
}

/// Where a page ended: records come in the order in which they were applied here, which never
/// changes, so that a page is never skipped or repeated while others write.
package struct RecordCursor: Hashable, Sendable, CustomStringConvertible {
    let key: Int64

    init(key: Int64) { self.key = key }

    /// Reads what `description` writes.
    package init?(_ text: String) {
        guard let key = Int64(text, radix: 36), key > 0 else { return nil }
        self.key = key
    }

    package var description: String { String(key, radix: 36) }
}

/// One page of records.
package struct RecordPage {
    /// The records, in the order in which they were applied here.
    package let records: [FoundRecord]
    /// Where to go on; nil after the last page.
    package let next: RecordCursor?
}

/// A record and the name that people call it by.
package struct FoundRecord: Equatable, Sendable {
    /// Its live state.
    package let state: RecordState
    /// Its speakable id, with a suffix only where that is needed to tell it from another.
    package let id: SpokenID
}

/// An open conflict and since when it has been open here.
package struct OpenConflict: Equatable, Sendable {
    /// The conflict.
    package let conflict: Conflict
    /// When this node received what opened it, in milliseconds since 1970.
    package let openedAt: Int64
    /// Its place in the order of the list.
    package let number: Int64
}

/// Who changed something, where that stands in the log, and when.
package struct DotFacts: Equatable, Sendable {
    /// Whose log.
    package let author: AuthorID
    /// Which of the author's logs.
    package let channel: Channel
    /// The entry's place in the log.
    package let seq: UInt64
    /// The change's place in the entry.
    package let index: UInt32
    /// The human who wrote it.
    package let operatorName: String
    /// When, as the author's clock had it.
    package let claimed: ClaimedTime
    /// When it reached this node, in milliseconds since 1970.
    package let receivedAt: Int64

    /// The change as people write it: `us/bank/17.3`.
    package var name: String { "\(author)/\(channel)/\(seq).\(index)" }
}

/// What `status` counts, none of it by looking at every record.
package struct BankCounts: Equatable, Sendable {
    /// Records in the bank and withdrawn, by kind, in the order of the kinds' numbers.
    package var kinds: [KindCount] = []
    /// Open conflicts.
    package var conflicts = 0
    /// Own writes that wait.
    package var drafts = 0
    /// Alarms that stand.
    package var alarms = 0

    /// The records of one kind.
    package struct KindCount: Equatable, Sendable {
        /// The kind's number.
        package let kind: UInt32
        /// Records in the bank.
        package let inBank: Int
        /// Withdrawn records.
        package let withdrawn: Int
    }

    /// Records in the bank, of every kind.
    package var records: Int { kinds.reduce(0) { $0 + $1.inBank } }
}

/// An alarm as it is kept: repeated ones are counted.
package struct StoredAlarm: Equatable, Sendable {
    /// The alarm as it was last raised.
    package let alarm: Alarm
    /// How often it was raised.
    package let count: Int
    /// When it was first raised, in milliseconds since 1970.
    package let firstAt: Int64
}
