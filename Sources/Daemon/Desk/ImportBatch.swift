import BankModel
import Interchange

/// The rows of one transaction of an import: so many, and fewer where they are long, so that an import
/// needs the memory of two batches however long its file and its rows are.
struct ImportBatch: Sendable {
    /// The rows, in their order.
    private(set) var rows: [ImportMerge.Row] = []
    /// Their external ids: a second row of one id waits for the next batch.
    private var externalIDs: Set<String> = []
    /// Bytes of the file that were read since the batch began.
    private var bytes = 0
    /// How many rows are enough.
    private let rowsWanted: Int

    /// The first batch of an import: a small one, so that writing begins early.
    init() { rowsWanted = Limits.importFirstBatchRows }

    /// The batch after another: twice as large, until one is as large as it may be.
    init(after last: ImportBatch) {
        rowsWanted = min(2 * last.rowsWanted, Limits.importBatchRows)
    }

    /// Whether it is time to write it.
    var isFull: Bool {
        rows.count >= rowsWanted
            || bytes >= Limits.importBatchBytes && !rows.isEmpty
    }

    /// Counts what was read of the file.
    mutating func read(_ count: Int) { bytes += count }

    /// Whether the batch has a row that bears the same external id.
    func holdsRecord(of row: ImportMerge.Row) -> Bool {
        row.said.identity.map { externalIDs.contains($0.externalID) } ?? false
    }

    mutating func append(_ row: ImportMerge.Row) {
        if let identity = row.said.identity { externalIDs.insert(identity.externalID) }
        rows.append(row)
    }
}
