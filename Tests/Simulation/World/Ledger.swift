import BankModel

/// What the world remembers, to hold the nodes to it.
struct Ledger {
    /// Entries whose operators were told that they are written.
    var acknowledged: Set<EntryHash> = []
    /// Every record that any node ever had.
    var records: [RecordID] = []
    /// Digest and conflicts of every frontier that any node ever had.
    var banks: [Hash256: Bank] = [:]
    /// Authors who may have forked: cloned, hostile, or restored together with their guard.
    var mayFork: Set<AuthorID> = []
    var crashesDue = 0
    var draftsKept = 0

    struct Bank: Equatable {
        let digest: Digest
        let conflicts: [ConflictID]
    }
}
