package import BankModel

/// A bank in memory, as plain as can be: a value, so that a transaction is a copy.
package struct MemoryBank: Sendable {
    var held: [EntryHash: Held] = [:]
    var logs: [LogID: Log] = [:]
    /// The heads of all logs, kept beside them since they are asked for at every turn.
    var heldFrontier = Frontier()
    var records: [RecordID: RecordState] = [:]
    var writers: [RecordID: [EntryHash]] = [:]
    var invalidities: [Dot: String] = [:]
    var openConflicts: [ConflictID: Conflict] = [:]
    var sum = Digest()
    var keptDocuments: [StoredDocument] = []
    var keptReceipts: [AuthorID: Receipt] = [:]
    var keptAlarms: [Alarm] = []
    var keptDrafts: [StoredDraft] = []
    var draftCount: Int64 = 0
    var paused: Set<PartnerID> = []

    package init() {}

    struct Held: Sendable {
        let entry: Entry
        let facts: EntryFacts
        /// The bytes as they travel, where that is shorter.
        let packed: [UInt8]?
    }

    struct Log: Sendable {
        var bySeq: [UInt64: [EntryHash]] = [:]
        var heads: [Head] = []
        var last: UInt64 = 0
        var isForked = false
    }

    /// Every record, by id.
    package var allRecords: [RecordState] { records.values.sorted { $0.id < $1.id } }
    /// Every open conflict, by id.
    package var allConflicts: [Conflict] { openConflicts.values.sorted { $0.id < $1.id } }
    /// Every operation without effect, and why.
    package var allInvalidities: [Dot: String] { invalidities }
    /// Every alarm that stands.
    package var alarms: [Alarm] { keptAlarms }
    /// Every entry, in no order.
    package var allEntries: [Entry] { held.values.map(\.entry) }
}
