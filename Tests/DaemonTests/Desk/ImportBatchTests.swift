import BankModel
import Interchange
import Testing

@testable import Daemon

/// How much an import writes in one transaction.
@Suite struct ImportBatchTests {
    @Test func `so many rows are a batch, and one fewer are not`() {
        var batch = ImportBatch()
        for _ in 1..<Limits.importBatchRows { batch.append(Self.row()) }
        #expect(!batch.isFull)
        batch.append(Self.row())
        #expect(batch.isFull)
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
