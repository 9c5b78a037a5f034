import BankModel
import PeerProtocol

/// What the world remembers, to hold the nodes to it.
struct Ledger {
    /// Entries whose operators were told that they are written.
    var acknowledged: Set<EntryHash> = []
    /// Every record that any node ever had.
    private(set) var records: [RecordID] = []
    private var knownRecords: Set<RecordID> = []
    /// Digest and conflicts of every frontier that any node ever had.
    var banks: [Hash256: Bank] = [:]
    /// Authors whose guard was lost once.
    var unguarded: Set<AuthorID> = []
    /// Entries that no database held any more when a node was restored.
    var lost: Set<EntryHash> = []
    /// Conflicts that were open where one looked last.
    var openConflicts: Set<ConflictID> = []
    /// Entries that were sent, by their bytes.
    private var heads: [[UInt8]: Head] = [:]
    /// Authors who may have forked: cloned, hostile, or restored together with their guard.
    var mayFork: Set<AuthorID> = []
    var crashesDue = 0
    /// How often a node came to the entries that another had had.
    var meetings = 0

    struct Bank: Equatable {
        let digest: Digest
        let conflicts: [ConflictID]
    }

    /// The entry that these bytes are.
    mutating func head(of bytes: [UInt8]) throws -> Head {
        if let head = heads[bytes] { return head }
        let head = try EntryCodec().read(bytes).entry.head
        heads[bytes] = head
        return head
    }

    mutating func learn(_ record: RecordID) {
        if knownRecords.insert(record).inserted { records.append(record) }
    }
}
