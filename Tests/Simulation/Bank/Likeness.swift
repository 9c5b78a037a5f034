import BankModel

/// All that two nodes with the same entries must agree about, for comparing.
package struct Likeness: Equatable {
    private let frontier: Frontier
    private let records: [RecordState]
    private let conflicts: [Conflict]
    private let invalidities: [Dot: String]
    private let digest: Digest

    package init(of bank: MemoryBank) {
        frontier = bank.frontier()
        records = bank.allRecords
        conflicts = bank.allConflicts
        invalidities = bank.allInvalidities
        digest = bank.digest()
    }
}
