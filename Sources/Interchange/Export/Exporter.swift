package import BankModel

/// Writes records as a file, one after another, in memory of one record.
///
/// Importing what it writes finds every record by its id and changes nothing. While a register is in
/// conflict, its protective reading stands in the file and the register is named beside it: importing
/// the file leaves such a register alone, whatever has become of it.
package struct Exporter {
    private let csv: CSVExporter?
    private var geojson: GeoJSONExporter?

    /// Of records of these kinds.
    ///
    /// The keys of all attributes of all records are columns of CSV; GeoJSON needs none of them.
    package init(format: ExchangeFormat, kinds: [Kind], attributeKeys: [String]) {
        switch format {
        case .csv: csv = CSVExporter(kinds: kinds, attributeKeys: attributeKeys)
        case .geojson:
            csv = nil
            geojson = GeoJSONExporter()
        }
    }

    /// What stands before the first record.
    package func opening() -> [UInt8] { csv?.header() ?? geojson?.opening() ?? [] }

    /// One record's bytes.
    package mutating func record(_ record: ExportRecord) -> [UInt8] {
        csv?.rows(record) ?? geojson?.feature(record) ?? []
    }

    /// What stands behind the last record.
    package func closing() -> [UInt8] { geojson?.closing() ?? [] }
}
