package import BankModel

/// Writes records as a file, one after another, in memory of one record.
///
/// Importing what it writes finds every record by its id and changes nothing. While a register is in
/// conflict, its protective reading stands in the file and the register is named beside it: importing
/// the file leaves such a register alone, whatever has become of it.
package struct Exporter {
    private var form: Form

    /// The writer of each format.
    private enum Form {
        case csv(CSVExporter)
        case geojson(GeoJSONExporter)
        case kml(KMLExporter)
        case cot(CoTExporter)
    }

    /// Of records of these kinds.
    ///
    /// The keys of all attributes of all records are columns of CSV, and so is what each partner of
    /// the charter may do; no other format needs either.
    package init(
        format: ExchangeFormat,
        kinds: [Kind],
        attributeKeys: [String],
        partners: [PartnerID] = []
    ) {
        form =
            switch format {
            case .csv:
                .csv(CSVExporter(kinds: kinds, attributeKeys: attributeKeys, partners: partners))
            case .geojson: .geojson(GeoJSONExporter())
            case .kml: .kml(KMLExporter())
            }
    }

    /// Of Cursor on Target events, which are not imported again.
    ///
    /// They say which bank they are from and when, in milliseconds since 1970, they were made.
    package init(eventsOf bank: BankID, at now: Int64) {
        form = .cot(CoTExporter(bank: bank, at: now))
    }

    /// What stands before the first record.
    package func opening() -> [UInt8] {
        switch form {
        case .csv(let csv): csv.header()
        case .geojson(let geojson): geojson.opening()
        case .kml(let kml): kml.opening()
        case .cot: []
        }
    }

    /// One record's bytes.
    package mutating func record(_ record: ExportRecord) -> [UInt8] {
        switch form {
        case .csv(let csv): return csv.rows(record)
        case .geojson(var geojson):
            defer { form = .geojson(geojson) }
            return geojson.feature(record)
        case .kml(var kml):
            defer { form = .kml(kml) }
            return kml.placemarks(record)
        case .cot(var cot):
            defer { form = .cot(cot) }
            return cot.events(record)
        }
    }

    /// What stands behind the last record.
    package func closing() -> [UInt8] {
        switch form {
        case .geojson(let geojson): geojson.closing()
        case .kml(let kml): kml.closing()
        case .csv, .cot: []
        }
    }

    /// What the format could not carry as it is, a sentence each; complete behind the last record.
    package var notes: [String] {
        switch form {
        case .kml(let kml): kml.notes.list
        case .cot(let cot): cot.notes.list
        case .geojson(let geojson): geojson.notes.list
        case .csv: []
        }
    }
}
