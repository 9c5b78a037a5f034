import BankModel
import BankStore
import ControlAPI
import Interchange

extension BankDesk {
    func exportRecords(_ query: ExportQuery, for caller: Caller) async throws -> ByteChunks {
        let kinds = try query.kind.map { [try Self.kind(named: $0)] } ?? RuleSet.first.kinds
        let keys = query.format == .csv ? try attributeKeys(of: kinds) : []
        let exporter = Exporter(
            format: query.format == .csv ? .csv : .geojson,
            kinds: kinds,
            attributeKeys: keys
        )
        return ExportChunks(
            pages: RecordPages(desk: self, kinds: query.kind == nil ? nil : kinds),
            exporter: exporter
        )
    }

    /// The keys of all attributes of all records: the columns that CSV must name in advance.
    private func attributeKeys(of kinds: [Kind]) throws -> [String] {
        var keys: Set<String> = []
        var pages = RecordPages(desk: self, kinds: kinds)
        while let records = try pages.next() {
            for record in records {
                for field in record.state.fields
                where field.field.number == FieldID.attributesNumber {
                    keys.insert(field.field.key)
                }
            }
        }
        return keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// The records of some kinds, page after page, each read in its own short transaction.
private struct RecordPages {
    private let desk: BankDesk
    private var kinds: ArraySlice<Kind>
    private var isAll: Bool
    private var cursor: RecordCursor?
    private var isDone = false

    private static let pageRecords = 500

    init(desk: BankDesk, kinds: [Kind]?) {
        self.desk = desk
        self.kinds = kinds?[...] ?? []
        isAll = kinds == nil
    }

    mutating func next() throws -> [FoundRecord]? {
        guard !isDone, isAll || !kinds.isEmpty else { return nil }
        var query = BankStore.RecordQuery()
        query.kind = kinds.first?.number
        query.limit = Self.pageRecords
        query.after = cursor
        let page = try desk.read { try $0.page(query) }
        cursor = page.next
        if page.next == nil {
            kinds = kinds.dropFirst()
            isDone = kinds.isEmpty
        }
        return page.records
    }
}

/// A file on its way out, in memory of one page.
private struct ExportChunks: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    let pages: RecordPages
    let exporter: Exporter

    struct AsyncIterator: AsyncIteratorProtocol {
        var pages: RecordPages
        var exporter: Exporter
        var hasBegun = false
        var hasEnded = false

        mutating func next() async throws -> [UInt8]? {
            if !hasBegun {
                hasBegun = true
                return exporter.opening()
            }
            if let records = try pages.next() {
                var bytes: [UInt8] = []
                for record in records { bytes += exporter.record(ExportRecord(record)) }
                return bytes
            }
            guard !hasEnded else { return nil }
            hasEnded = true
            let closing = exporter.closing()
            return closing.isEmpty ? nil : closing
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(pages: pages, exporter: exporter)
    }
}

extension ExportRecord {
    /// A record as the store found it.
    fileprivate init(_ found: FoundRecord) {
        let kind = RuleSet.released.lazy.compactMap { $0.kind(found.state.kind) }.first
        self.init(
            id: found.id.description,
            kind: kind ?? .target,
            version: found.state.version.id.description,
            isWithdrawn: found.state.isWithdrawn,
            fields: found.state.fields.map { ExportField($0.field, $0.live.map(\.value)) }
        )
    }
}
