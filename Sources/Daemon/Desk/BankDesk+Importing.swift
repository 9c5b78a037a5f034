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
        let pen = node.pen
        do {
            var importer = try Importer(
                format: Self.format(query.format),
                kind: kind,
                charter: pen.charter,
                mapping: try ImportMapping(
                    rules: query.map.map { "\($0.column)=\($0.field)" },
                    idColumn: query.idColumn
                )
            )
            let merge = ImportMerge(kind: kind, author: author)
            var run = ImportRun(merge: merge, pen: pen, isDryRun: query.isDryRun, node: node)
            let report = try await withThrowingTaskGroup { group in
                for try await chunk in bytes {
                    run.read(chunk.count)
                    try await run.take(importer.feed(chunk), writingIn: &group)
                }
                try await run.take(importer.finish(), writingIn: &group)
                return try await run.finish(notes: importer.notes, writingIn: &group)
            }
            let isWritten = !query.isDryRun && report.added + report.changed > 0
            return isWritten ? noted(report) : report
        } catch {
            throw Refusals.failure(of: error)
        }
    }

    private static func format(_ format: FileFormat) -> ExchangeFormat {
        switch format {
        case .csv: .csv
        case .geojson: .geojson
        case .kml: .kml
        }
    }
}

/// One import under way: rows are gathered into batches, and each batch is one transaction.
///
/// While a batch is written, the rows of the next one are read and become changes beside it.
///
/// What was written before an error stays: with an id column, importing the mended file again
/// changes only what is left.
private struct ImportRun {
    /// The one transaction that may be under way.
    typealias Writing = ThrowingTaskGroup<ImportFate, any Error>

    let merge: ImportMerge
    /// The rules when the import began.
    let pen: Pen
    let isDryRun: Bool
    let node: BankNode
    private var report = ImportReport(read: 0, added: 0, changed: 0, unchanged: 0, rejected: [])
    private var batch = ImportBatch()
    private var rejectedMore = 0

    /// Rejected rows that are listed one by one.
    private static let rejectedListedMax = 10_000

    init(merge: ImportMerge, pen: Pen, isDryRun: Bool, node: BankNode) {
        self.merge = merge
        self.pen = pen
        self.isDryRun = isDryRun
        self.node = node
    }

    /// Counts what was read of the file.
    mutating func read(_ count: Int) { batch.read(count) }

    mutating func take(
        _ outcomes: [ImportOutcome],
        writingIn group: inout Writing
    ) async throws {
        for outcome in outcomes {
            switch outcome {
            case .row(let said):
                report.read += 1
                let row = merge.row(said, pen)
                if batch.holdsRecord(of: row) { try await flush(in: &group) }
                batch.append(row)
                if batch.isFull { try await flush(in: &group) }
            case .rejected(let row):
                report.read += 1
                reject(row)
            case .refused(let refusal):
                try await flush(in: &group)
                try await settle(&group)
                throw refusal
            }
        }
    }

    mutating func finish(
        notes: [String],
        writingIn group: inout Writing
    ) async throws -> ImportReport {
        try await flush(in: &group)
        try await settle(&group)
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

    /// Writes the batch, once the one before is on the disk.
    ///
    /// What the one before needed is let go of while the node is busy again.
    private mutating func flush(in group: inout Writing) async throws {
        let rows = batch.rows
        batch = ImportBatch(after: batch)
        if rows.isEmpty { return }
        let ready = try merge.fateBesideBank(of: rows)
        let before = try await group.next()
        group.addTask { [merge, pen, isDryRun, node] in
            try await node.write(
                by: merge.author,
                summary: "import \(rows.count) rows"
            ) { bank, now in
                let isAsBegun = now.charter.number == pen.charter.number
                let fate =
                    try (isAsBegun ? ready : nil)
                    ?? merge.fate(of: rows, isAsBegun: isAsBegun, in: bank, now)
                return (isDryRun ? [] : fate.changes, fate)
            } answering: { _, outcome, fate in
                var fate = fate
                if case .draft? = outcome { fate.isWaiting = true }
                return fate
            }
        }
        if let before { count(before) }
    }

    /// Waits for the batch that is being written, if one is.
    private mutating func settle(_ group: inout Writing) async throws {
        if let fate = try await group.next() { count(fate) }
    }

    private mutating func count(_ fate: ImportFate) {
        report.added += fate.added
        report.changed += fate.changed
        report.unchanged += fate.unchanged
        if fate.isWaiting { report.drafts = (report.drafts ?? 0) + fate.added + fate.changed }
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
    /// Whether the changes are a draft, and not in the log yet.
    var isWaiting = false
}
