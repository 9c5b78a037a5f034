import BankModel
import BankStore
import ControlAPI
import Interchange
import Synchronization

extension BankDesk {
    func exportRecords(_ query: ExportQuery, for caller: Caller) async throws -> ExportedFile {
        let kinds = try query.kind.map { [try Self.kind(named: $0)] } ?? RuleSet.first.kinds
        let keys = query.format == .csv ? try attributeKeys(of: kinds) : []
        let charter = node.pen.charter
        let exporter =
            switch query.format {
            case .csv:
                Exporter(
                    format: .csv,
                    kinds: kinds,
                    attributeKeys: keys,
                    partners: charter.partners.map(\.id)
                )
            case .geojson: Exporter(format: .geojson, kinds: kinds, attributeKeys: [])
            case .kml: Exporter(format: .kml, kinds: kinds, attributeKeys: [])
            case .cot: Exporter(eventsOf: charter.bank, at: node.clock.now)
            }
        let tally = Tally()
        let chunks = ExportChunks(
            pages: RecordPages(desk: self, kinds: query.kind == nil ? nil : kinds),
            exporter: exporter,
            charter: charter,
            tally: tally
        )
        return ExportedFile(chunks: chunks, conflicted: { tally.count }, notes: { tally.notes })
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

/// What the file's chunks count and note, and its trailers tell.
private final class Tally: Sendable {
    private let stored = Atomic(0)
    private let storedNotes = Mutex<[String]>([])

    var count: Int { stored.load(ordering: .relaxed) }

    var notes: [String] { storedNotes.withLock { $0 } }

    func add() { stored.add(1, ordering: .relaxed) }

    func note(_ notes: [String]) { storedNotes.withLock { $0 = notes } }
}

/// A file on its way out, in memory of one page.
private struct ExportChunks: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    let pages: RecordPages
    let exporter: Exporter
    let charter: Charter
    let tally: Tally

    struct AsyncIterator: AsyncIteratorProtocol {
        var pages: RecordPages
        var exporter: Exporter
        let charter: Charter
        let tally: Tally
        var hasBegun = false
        var hasEnded = false

        mutating func next() async throws -> [UInt8]? {
            if !hasBegun {
                hasBegun = true
                return exporter.opening()
            }
            if let records = try pages.next() {
                var bytes: [UInt8] = []
                for found in records {
                    let record = ExportRecord(found, charter)
                    if record.isConflicted { tally.add() }
                    bytes += exporter.record(record)
                }
                return bytes
            }
            guard !hasEnded else { return nil }
            hasEnded = true
            tally.note(exporter.notes)
            let closing = exporter.closing()
            return closing.isEmpty ? nil : closing
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(pages: pages, exporter: exporter, charter: charter, tally: tally)
    }
}

extension ExportRecord {
    /// A record as the store found it.
    fileprivate init(_ found: FoundRecord, _ charter: Charter) {
        let kind = RuleSet.released.lazy.compactMap { $0.kind(found.state.kind) }.first
        self.init(
            found.state,
            id: found.id.description,
            kind: kind ?? .target,
            charter: charter
        )
    }
}
