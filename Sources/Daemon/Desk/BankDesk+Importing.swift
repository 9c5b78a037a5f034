import BankModel
import BankStore
import ControlAPI
import Interchange
import Replica

extension BankDesk {
    func importRecords(
        _ query: ImportQuery,
        _ bytes: ByteChunks,
        by author: Operator
    ) async throws -> ImportReport {
        let kind = try Self.kind(named: query.kind)
        let charter = await node.pen.charter
        var run = ImportRun(kind: kind, isDryRun: query.isDryRun, author: author, node: node)
        do {
            var importer = try Importer(
                format: query.format == .csv ? .csv : .geojson,
                kind: kind,
                charter: charter,
                mapping: try ImportMapping(
                    rules: query.map.map { "\($0.column)=\($0.field)" },
                    idColumn: query.idColumn
                )
            )
            for try await chunk in bytes { try await run.take(importer.feed(chunk)) }
            try await run.take(importer.finish())
            return try await run.finish(notes: importer.notes)
        } catch {
            throw Refusals.failure(of: error)
        }
    }
}

/// One import under way: rows are gathered into batches, and each batch is one transaction.
///
/// What was written before an error stays: with an id column, importing the mended file again
/// changes only what is left.
private struct ImportRun {
    let kind: Kind
    let isDryRun: Bool
    let author: Operator
    let node: BankNode
    private var report = ImportReport(read: 0, added: 0, changed: 0, unchanged: 0, rejected: [])
    private var batch: [ImportRow] = []
    /// External ids in the batch: a second row of one id waits for the next batch.
    private var identities: Set<String> = []
    private var rejectedMore = 0

    private static let batchRows = 4000
    /// Rejected rows that are listed one by one.
    private static let rejectedListedMax = 10_000

    init(kind: Kind, isDryRun: Bool, author: Operator, node: BankNode) {
        self.kind = kind
        self.isDryRun = isDryRun
        self.author = author
        self.node = node
    }

    mutating func take(_ outcomes: [ImportOutcome]) async throws {
        for outcome in outcomes {
            switch outcome {
            case .row(let row):
                report.read += 1
                if let id = row.identity?.externalID, !identities.insert(id).inserted {
                    try await flush()
                    identities.insert(id)
                }
                batch.append(row)
                if batch.count >= Self.batchRows { try await flush() }
            case .rejected(let row):
                report.read += 1
                reject(row)
            case .refused(let refusal):
                try await flush()
                throw refusal
            }
        }
    }

    mutating func finish(notes: [String]) async throws -> ImportReport {
        try await flush()
        report.rejected.sort { $0.line < $1.line }
        if rejectedMore > 0 { report.rejectedMore = rejectedMore }
        if !notes.isEmpty { report.notes = notes }
        return report
    }

    private mutating func reject(_ row: RejectedRow) {
        if report.rejected.count < Self.rejectedListedMax {
            report.rejected.append(
                ImportReport.Rejection(line: row.line, reason: row.reason)
            )
        } else {
            rejectedMore += 1
        }
    }

    private mutating func flush() async throws {
        guard !batch.isEmpty else { return }
        let rows = batch
        batch = []
        identities = []
        let merge = ImportMerge(kind: kind, author: author)
        let isDryRun = isDryRun
        let fate = try await node.write(
            by: author,
            summary: "import \(rows.count) rows"
        ) { bank, pen in
            let fate = try merge.fate(of: rows, in: bank, pen)
            return (isDryRun ? [] : fate.changes, fate)
        } answering: { _, _, fate in
            fate
        }
        report.added += fate.added
        report.changed += fate.changed
        report.unchanged += fate.unchanged
        for row in fate.rejected { reject(row) }
    }
}

/// What becomes of the rows of one batch.
struct ImportFate: Sendable {
    /// To be written.
    var changes: [AuthoredChange] = []
    /// Rows that create a record.
    var added = 0
    /// Rows that change one.
    var changed = 0
    /// Rows whose record says the same already.
    var unchanged = 0
    /// Rows that are not taken.
    var rejected: [RejectedRow] = []
}
