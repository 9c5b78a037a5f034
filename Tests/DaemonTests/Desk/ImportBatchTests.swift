import BankModel
import Interchange
import Testing

@testable import Daemon

/// How much an import writes in one transaction.
@Suite struct ImportBatchTests {
    @Test func `batches double from the first, until they are as large as they may be`() {
        var batch = ImportBatch()
        var sizes: [Int] = []
        for _ in 1...5 {
            sizes.append(Self.rows(thatFill: &batch))
            batch = ImportBatch(after: batch)
        }
        #expect(sizes.first == Limits.importFirstBatchRows)
        #expect(sizes.last == Limits.importBatchRows)
        for (size, next) in zip(sizes, sizes.dropFirst()) {
            #expect(next == min(2 * size, Limits.importBatchRows))
        }
    }

    @Test func `rows of so many bytes are a batch, and of one fewer are not`() {
        var batch = ImportBatch()
        batch.append(Self.row())
        batch.read(Limits.importBatchBytes - 1)
        #expect(!batch.isFull)
        batch.read(1)
        #expect(batch.isFull)
    }

    @Test func `without a row there is no batch, however much was read`() {
        var batch = ImportBatch()
        batch.read(2 * Limits.importBatchBytes)
        #expect(!batch.isFull)
        batch.append(Self.row())
        #expect(batch.isFull)
    }

    @Test func `two rows of one record are two batches`() {
        var batch = ImportBatch()
        #expect(!batch.holdsRecord(of: Self.row("id:1")))
        batch.append(Self.row("id:1"))
        #expect(batch.holdsRecord(of: Self.row("id:1")))
        #expect(!batch.holdsRecord(of: Self.row("id:2")))
        #expect(!batch.holdsRecord(of: Self.row()))
    }

    /// Adds rows until there are enough; how many those are.
    private static func rows(thatFill batch: inout ImportBatch) -> Int {
        while !batch.isFull { batch.append(row()) }
        return batch.rows.count
    }

    private static func row(_ externalID: String? = nil) -> ImportMerge.Row {
        let said = ImportRow(
            line: 1,
            identity: externalID.map { ImportRow.Identity(externalID: $0, spokenID: nil) },
            values: [],
            defaults: []
        )
        return ImportMerge.Row(said: said, creation: nil)
    }
}
