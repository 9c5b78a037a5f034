import BankModel

/// What `GET /v1/records` was asked for.
package struct RecordQuery: Equatable, Sendable {
    /// Only this kind.
    package var kind: String?
    /// Only records that may reach into this circle.
    package var near: Circle?
    /// Only records that contain these words.
    package var text: String?
    /// Only records with an open conflict.
    package var onlyConflicted = false
    /// Withdrawn records too.
    package var includesWithdrawn = false
    /// Records on the page, at most: 1 to `Limits.controlPageRecordsMax`.
    package var limit = Limits.controlPageRecords
    /// The cursor that the page before ended with, as it was given out.
    package var after: String?

    package init() {}

    /// All within a distance of a point.
    package struct Circle: Equatable, Sendable {
        /// Degrees × 1e-7.
        package let latitude: Int32
        /// Degrees × 1e-7.
        package let longitude: Int32
        /// Millimetres.
        package let radius: Int64

        package init(latitude: Int32, longitude: Int32, radius: Int64) {
            self.latitude = latitude
            self.longitude = longitude
            self.radius = radius
        }
    }
}

/// What `GET /v1/conflicts` was asked for.
package struct ConflictQuery: Equatable, Sendable {
    /// Conflicts on the page, at most: 1 to `Limits.controlPageRecordsMax`.
    package var limit = Limits.controlPageRecords
    /// The number of the last conflict of the page before; 0 for the first page.
    package var after: Int64 = 0

    package init() {}
}

/// A format of files that records come from.
package enum FileFormat: String, CaseIterable, Sendable {
    /// RFC 4180.
    case csv
    /// RFC 7946.
    case geojson
    /// OGC KML 2.2.
    case kml
}

/// A format of files that records go to.
package enum ExportFileFormat: String, CaseIterable, Sendable {
    /// RFC 4180.
    case csv
    /// RFC 7946.
    case geojson
    /// OGC KML 2.2.
    case kml
    /// Cursor on Target 2.0, one event on a line.
    case cot

    /// The media type of an export.
    package var mediaType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .geojson: "application/geo+json"
        case .kml: "application/vnd.google-earth.kml+xml"
        case .cot: "application/xml"
        }
    }
}

/// How `POST /v1/import` is to read its file.
package struct ImportQuery: Equatable, Sendable {
    /// The kind of every record in it.
    package var kind: String
    /// The file's format; CSV where none was named.
    package var format: FileFormat
    /// The column that tells rows apart.
    package var idColumn: String?
    /// Whether nothing is to be written.
    package var isDryRun: Bool
    /// Which field a column is, in the order given; no column twice.
    package var map: [Mapping]

    /// A column and the field that it is.
    package struct Mapping: Equatable, Sendable {
        /// The column's name in the file.
        package let column: String
        /// The field's name.
        package let field: String

        package init(column: String, field: String) {
            self.column = column
            self.field = field
        }
    }

    package init(
        kind: String,
        format: FileFormat = .csv,
        idColumn: String? = nil,
        isDryRun: Bool = false,
        map: [Mapping] = []
    ) {
        self.kind = kind
        self.format = format
        self.idColumn = idColumn
        self.isDryRun = isDryRun
        self.map = map
    }
}

/// What `GET /v1/findings` was asked for.
package struct FindingQuery: Equatable, Sendable {
    /// The time that is asked about, in milliseconds since 1970; nil for now.
    package var at: Int64?
    /// Only findings about this record; nil for those about all notices and sectors.
    package var record: String?
    /// Whether targets and sites are looked at too, which takes as long as there are many.
    package var isWhole: Bool

    package init(at: Int64? = nil, record: String? = nil, isWhole: Bool = false) {
        self.at = at
        self.record = record
        self.isWhole = isWhole
    }
}

/// What `GET /v1/export` was asked for.
package struct ExportQuery: Equatable, Sendable {
    /// Only this kind.
    package var kind: String?
    /// The file's format; CSV where none was named.
    package var format: ExportFileFormat

    package init(kind: String? = nil, format: ExportFileFormat = .csv) {
        self.kind = kind
        self.format = format
    }
}
