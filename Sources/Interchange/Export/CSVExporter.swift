import BankModel

/// Records as rows of CSV, RFC 4180.
///
/// The columns: `id`, `jig:kind`, then the fields, a place as `lat`, `lon`, `uncertainty_m` and, for
/// a circle, `radius_m` or, for a polygon or corridor, `shape`, in the words in which people type it;
/// `allowed.<partner>`; `attributes.<key>`; then `jig:conflicted`, the names of the fields in
/// conflict, `jig:protective`, the names of those of which the row has the protective reading,
/// `jig:conflicts`, all siblings as JSON, `jig:withdrawn` and `jig:version`.
///
/// A record has one row, but one for each place that it may have while its place is in conflict. A
/// field in conflict that has no protective reading is empty.
struct CSVExporter: Sendable {
    private let columns: [Column]
    private let names: [String]

    /// What a column shows of a record.
    private enum Column {
        case id
        case kind
        case place(FieldID, ColumnTarget.PlacePart)
        /// The fields of one name: different kinds may call different fields alike.
        case fields([FieldID])
        case conflicted
        case protective
        case conflicts
        case withdrawn
        case version
    }

    /// The columns are those of all of the kinds, and one for each attribute, in the order given.
    init(kinds: [Kind], attributeKeys: [String], partners: [PartnerID]) {
        var columns: [Column] = [.id, .kind]
        var seen: [UInt32] = []
        let fields = kinds.flatMap(\.fields).filter { $0.type != .life && !$0.isKeyed }
        for field in fields where !seen.contains(field.number) {
            seen.append(field.number)
            let id = FieldID(field.number)
            if field.type == .place {
                columns += [.latitude, .longitude, .uncertainty, .radius, .shape].map {
                    .place(id, $0)
                }
            } else {
                let others = Set(fields.filter { $0.name == field.name }.map(\.number))
                    .subtracting([field.number]).sorted()
                seen += others
                columns.append(.fields([id] + others.map { FieldID($0) }))
            }
        }
        if let keyed = kinds.flatMap(\.fields).first(where: { $0.keys == .partner }) {
            columns += partners.map { .fields([FieldID(keyed.number, key: $0.text)]) }
        }
        if let keyed = kinds.flatMap(\.fields).first(where: { $0.keys == .text }) {
            columns += attributeKeys.filter(AttributeKey.isExportable).map {
                .fields([FieldID(keyed.number, key: $0)])
            }
        }
        self.columns = columns + [.conflicted, .protective, .conflicts, .withdrawn, .version]
        names = self.columns.map { Self.name(of: $0, kinds) }
    }

    private static func name(of column: Column, _ kinds: [Kind]) -> String {
        switch column {
        case .id: OwnColumn.id
        case .kind: OwnColumn.kind
        case .place(_, let part): part.name
        case .fields(let ids):
            ids.first.flatMap { id in kinds.first { $0.field(id) != nil }?.name(of: id) } ?? ""
        case .conflicted: OwnColumn.conflicted
        case .protective: OwnColumn.protective
        case .conflicts: OwnColumn.conflicts
        case .withdrawn: OwnColumn.withdrawn
        case .version: OwnColumn.version
        }
    }

    /// The header row.
    func header() -> [UInt8] { Self.row(names.map(CSVText.escaping)) }

    /// One record's rows.
    func rows(_ record: ExportRecord) -> [UInt8] {
        let places = record.places
        guard !places.isEmpty else { return row(record, at: nil) }
        return places.flatMap { row(record, at: $0) }
    }

    private func row(_ record: ExportRecord, at place: Place?) -> [UInt8] {
        Self.row(columns.map { cell($0, of: record, at: place) })
    }

    private func cell(_ column: Column, of record: ExportRecord, at place: Place?) -> String {
        switch column {
        case .id: record.id
        case .kind: record.kind.name
        case .place(_, let part): place.map { Self.cell(part, of: $0) } ?? ""
        case .fields(let ids):
            CSVText.cell(
                ids.first { record.kind.field($0) != nil }.map { id in
                    record.reading(of: id).map { ValueText.text(of: $0) }
                        ?? Self.cell(record.statement(of: id))
                } ?? ""
            )
        case .conflicted: CSVText.cell(ListCell.join(record.conflictNames, of: .set))
        case .protective: CSVText.cell(ListCell.join(record.readingNames, of: .set))
        case .conflicts:
            CSVText.cell(
                record.conflictMembers.isEmpty
                    ? "" : JSONWriter.text(.object(record.conflictMembers))
            )
        case .withdrawn: record.isWithdrawn ? "true" : "false"
        case .version: record.version
        }
    }

    private static func cell(_ part: ColumnTarget.PlacePart, of place: Place) -> String {
        switch (part, place.shape) {
        case (.latitude, _): ValueText.degrees(place.latitude)
        case (.longitude, _): ValueText.degrees(place.longitude)
        case (.uncertainty, _): ValueText.metres(place.uncertainty)
        case (.radius, .circle(let radius)): ValueText.metres(radius)
        case (.shape, .polygon), (.shape, .corridor):
            String(ValueText.text(of: place.shape).dropFirst())
        case (.radius, _), (.shape, _), (.halfWidth, _), (.position, _): ""
        }
    }

    private static func cell(_ statement: ExportRecord.Statement) -> String {
        switch statement {
        case .silent, .conflict: ""
        case .one(let value): ValueText.text(of: value)
        case .many(let values, let merge):
            ListCell.join(values.map { ValueText.text(of: $0) }, of: merge)
        }
    }

    private static func row(_ cells: [String]) -> [UInt8] {
        var output: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            write(cell, to: &output)
        }
        return output + [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }

    private static func write(_ cell: String, to output: inout [UInt8]) {
        guard cell.utf8.contains(where: needsQuotes) else {
            output += cell.utf8
            return
        }
        output.append(UInt8(ascii: "\""))
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { output.append(byte) }
            output.append(byte)
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
        default: false
        }
    }
}
