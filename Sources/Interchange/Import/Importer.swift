package import BankModel

/// Reads a file of records, in whichever chunks it comes, into rows that are validated.
///
/// What it hands out does not depend on where the chunks end. A row that is not taken is among the
/// outcomes with its line and reason, and the rows around it are not affected. A file that cannot be
/// read on at all ends with `.refused`, behind the outcomes of everything before that place.
package struct Importer {
    private var preamble = Preamble()
    private var csv: CSVImport?
    private var geojson: GeoJSONImport?
    private var kml: KMLImport?
    private var seen = SeenRecords()
    private var isRefused = false

    /// Fails where the mapping names a field that the kind does not have.
    package init(
        format: ExchangeFormat,
        kind: Kind,
        charter: Charter,
        mapping: ImportMapping = .none
    ) throws(ImportRefusal) {
        let names = ColumnNames(kind: kind, mapping: mapping, format: format)
        for rule in mapping.columns { _ = try names.mapped(rule.name) }
        let defaults = try ImportDefaults(names: names, charter: charter)
        switch format {
        case .csv: csv = CSVImport(names: names, charter: charter, defaults: defaults)
        case .geojson:
            geojson = try GeoJSONImport(names: names, charter: charter, defaults: defaults)
        case .kml: kml = try KMLImport(names: names, charter: charter, defaults: defaults)
        }
    }

    /// Reads on; the outcomes of the rows that end in these bytes, in the file's order.
    package mutating func feed(_ bytes: some Collection<UInt8>) -> [ImportOutcome] {
        guard !isRefused else { return [] }
        var outcomes: [ImportOutcome] = []
        do {
            if let bytes = try preamble.feed(Array(bytes), isLast: false) {
                try read(bytes, into: &outcomes)
            }
        } catch {
            isRefused = true
            outcomes.append(.refused(error))
        }
        return outcomes.compactMap { seen.admit($0) }
    }

    /// Ends the file; the outcomes of what was left.
    package mutating func finish() -> [ImportOutcome] {
        guard !isRefused else { return [] }
        var outcomes: [ImportOutcome] = []
        do {
            if let bytes = try preamble.feed([], isLast: true) {
                try read(bytes, into: &outcomes)
            }
            try csv?.finish(into: &outcomes)
            try geojson?.finish(into: &outcomes)
            try kml?.finish(into: &outcomes)
        } catch {
            isRefused = true
            outcomes.append(.refused(error))
        }
        return outcomes.compactMap { seen.admit($0) }
    }

    /// What the person should know of how the file was read; complete once it has ended.
    package var notes: [String] { csv?.notes ?? geojson?.notes ?? kml?.notes ?? [] }

    private mutating func read(
        _ bytes: [UInt8],
        into outcomes: inout [ImportOutcome]
    ) throws(ImportRefusal) {
        let end = bytes.firstIndex(of: 0) ?? bytes.count
        try bytes.withUnsafeBufferPointer { (all) throws(ImportRefusal) in
            let text = UnsafeBufferPointer(rebasing: all[..<end])
            try csv?.feed(text, into: &outcomes)
            try geojson?.feed(text, into: &outcomes)
            try kml?.feed(text, into: &outcomes)
        }
        if end < bytes.count {
            throw Preamble.refusal(ofNULInLine: csv?.line ?? geojson?.line ?? kml?.line ?? 1)
        }
    }
}
