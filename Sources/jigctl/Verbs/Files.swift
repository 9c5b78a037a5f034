import ArgumentParser
import ControlAPI

/// Takes in a file of records.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import records from a CSV, GeoJSON or KML file.",
        discussion: """
            Columns go to the fields of their names, others to attributes.COLUMN; --map says \
            otherwise. With --id-column, importing again changes only what changed. A row that \
            cannot be taken is listed with its line and reason, the others are imported. Sites, \
            sectors and notices come from the Placemarks of KML and the features of GeoJSON, with \
            their outlines; ExtendedData and properties are columns, uncertainty_m, radius_m, \
            half_width_m, lower and upper among them, for a notice in GeoJSON from and until.

            Example: jigctl --home us import places.csv --kind site --map admin1=control \
            --id-column geonameid --dry-run
            """
    )

    @OptionGroup var options: CommonOptions
    @Argument(help: "The file; - for standard input.", completion: .file()) var file: String
    @Option(help: "The kind: target, site, sector, notice.") var kind: String
    @Option(help: "csv, geojson or kml; by the file's name if not given.")
    var format: FileFormat?
    @Option(parsing: .unconditionalSingleValue, help: "Where a column goes: column=field.")
    var map: [String] = []
    @Option(parsing: .unconditional, help: "The column that tells rows apart.")
    var idColumn: String?
    @Flag(help: "Say what would happen, change nothing.") var dryRun = false

    func validate() throws {
        if let malformed = map.first(where: { !$0.contains("=") }) {
            throw ValidationError("--map takes column=field, not '\(malformed)'.")
        }
    }

    func run() async throws {
        let console = try Console(options)
        let source = try ImportSource(path: file)
        let format = format ?? FileFormat(ofFile: file)
        let chosen = [
            (ControlQuery.kind, kind), (ControlQuery.format, format.rawValue),
            (ControlQuery.idColumn, idColumn), (ControlQuery.dryRun, dryRun ? "true" : nil),
        ]
        let query =
            chosen.compactMap { name, value in value.map { ControlRequest.Parameter(name, $0) } }
            + map.map { ControlRequest.Parameter(ControlQuery.map, $0) }
        defer { source.finish() }
        let request = ControlRequest(.importRecords, query: query, body: .stream(source.next))
        try await console.show(request) { display, report in
            source.finish()
            return display.lines(of: report as ImportReport, isRehearsal: dryRun)
        }
    }
}

/// Gives out records as a file.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export records to standard output.",
        discussion: """
            While a field is in conflict, the file has the protective reading of it: every place, \
            the larger buffer, the longer validity; of other fields nothing. jig:protective and \
            jig:conflicted name such fields, and importing the file leaves them alone. In kml and \
            cot, circles are polygons that hold them; what a format cannot carry is said on \
            standard error.

            Example: jigctl --home us export --kind site --format geojson > sites.geojson
            """
    )

    @OptionGroup var options: CommonOptions
    @Option(help: "Only this kind: target, site.") var kind: String?
    @Option(help: "csv, geojson, kml or cot.") var format: ExportFormat

    func run() async throws {
        let query =
            (kind.map { [ControlRequest.Parameter(ControlQuery.kind, $0)] } ?? [])
            + [ControlRequest.Parameter(ControlQuery.format, format.rawValue)]
        let console = try Console(options)
        let answer = try await console.pour(ControlRequest(.exportRecords, query: query))
        if let count = answer.conflictedRecords, count > 0 {
            try console.tell { $0.lines(ofConflictedInExport: count) }
        }
        if !answer.exportNotes.isEmpty {
            try console.tell { $0.lines(ofExportNotes: answer.exportNotes) }
        }
    }
}

/// Copies the store.
struct BackupVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the store into a new file while the daemon runs.",
        discussion: """
            The daemon writes the file, so it must be able to. The guard is not in it, and must \
            not be put back with it.

            Example: jigctl --home us backup /var/backups/us.jig
            """
    )

    @OptionGroup var options: CommonOptions
    @Argument(help: "The file, which must not exist.", completion: .file()) var file: String

    func run() async throws {
        let request = try ControlRequest(
            .backup,
            sending: BackupRequest(file: try FilePath.absolute(file))
        )
        try await Console(options).show(request) { $0.lines(of: $1 as Backup) }
    }
}

/// The formats of files that records are taken from.
enum FileFormat: String, CaseIterable, ExpressibleByArgument {
    /// Comma-separated values, RFC 4180.
    case csv
    /// GeoJSON, RFC 7946.
    case geojson
    /// OGC KML 2.2.
    case kml

    /// What a file of this name holds, most likely.
    init(ofFile name: String) {
        let name = name.lowercased()
        if name.hasSuffix(".kml") {
            self = .kml
        } else {
            self = name.hasSuffix(".geojson") || name.hasSuffix(".json") ? .geojson : .csv
        }
    }
}

/// The formats of files that records are given out in.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
    /// Comma-separated values, RFC 4180.
    case csv
    /// GeoJSON, RFC 7946.
    case geojson
    /// OGC KML 2.2.
    case kml
    /// Cursor on Target 2.0, one event on a line.
    case cot
}
