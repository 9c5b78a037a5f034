import BankModel

/// Records as the features of one GeoJSON FeatureCollection, RFC 7946.
///
/// A position is a Point with `uncertainty_m` among its properties. A circle is a Polygon that
/// certainly holds it, with the exact `lat`, `lon` and `radius_m`; a polygon is a Polygon and a
/// corridor a LineString, with the exact `vertices`, or `points` and `half_width_m`. Volumes are
/// drawn alike, and are in the properties as they are. What crosses the antimeridian is cut there. What
/// no other reader need understand begins with `jig:`.
///
/// While a field is in conflict, the protective reading stands for it, where there is one, and
/// `jig:protective` names it: of a place, every outline that the record may have is drawn,
/// with the largest uncertainty and radius; a buffer is the largest, a validity the longest.
/// Other fields in conflict are absent. `jig:conflicts` has all siblings.
struct GeoJSONExporter: Sendable {
    private(set) var notes = ExportNotes()
    private var hasFeature = false

    /// What stands before the first feature.
    func opening() -> [UInt8] {
        Array("{\"type\":\"FeatureCollection\",\"features\":[".utf8)
    }

    /// What stands behind the last feature.
    func closing() -> [UInt8] { Array("\n]}\n".utf8) }

    /// One record's feature, on a line of its own, with the comma before it.
    mutating func feature(_ record: ExportRecord) -> [UInt8] {
        var output = Array((hasFeature ? ",\n" : "\n").utf8)
        hasFeature = true
        let parts = record.parts
        for part in parts { note(part) }
        JSONWriter.write(Self.plain(record, parts), to: &output)
        return output
    }

    private static func plain(_ record: ExportRecord, _ parts: [ExportPart]) -> Plain {
        .object([
            Plain.Member("type", .text("Feature")),
            Plain.Member("id", .text(record.id)),
            Plain.Member("geometry", GeoJSONGeometry.plain(of: parts)),
            Plain.Member("properties", .object(properties(record))),
        ])
    }

    private mutating func note(_ part: ExportPart) {
        if part.place.shape != .point { notes.noteOutline() }
        notes.noteShape(of: part.place)
        if part.altitude != .unbounded { notes.note(.height) }
    }

    private static func properties(_ record: ExportRecord) -> [Plain.Member] {
        var members = [Plain.Member(OwnColumn.kind, .text(record.kind.name))]
        for field in record.fields
        where field.id.key.isEmpty || AttributeKey.isExportable(field.id.key) {
            if record.kind.field(field.id)?.type == .place {
                members += extent(of: record.places)
                continue
            }
            let name = record.kind.name(of: field.id)
            switch record.statement(of: field.id) {
            case .silent, .conflict: break
            case .one(let value): members.append(Plain.Member(name, ValuePlain.plain(of: value)))
            case .many(let values, _):
                members.append(Plain.Member(name, .list(values.map { ValuePlain.plain(of: $0) })))
            }
        }
        for reading in record.readings {
            members += reading.values.map {
                Plain.Member(record.kind.name(of: reading.id), ValuePlain.plain(of: $0))
            }
        }
        return members + marks(record)
    }

    /// What the file says about the record besides its fields.
    private static func marks(_ record: ExportRecord) -> [Plain.Member] {
        var members: [Plain.Member] = []
        func note(_ names: [String], as key: String) {
            if names.isEmpty { return }
            members.append(Plain.Member(key, .list(names.map { .text($0) })))
        }
        note(record.conflictNames, as: OwnColumn.conflicted)
        note(record.readingNames, as: OwnColumn.protective)
        if !record.conflictMembers.isEmpty {
            members.append(Plain.Member(OwnColumn.conflicts, .object(record.conflictMembers)))
        }
        if record.isWithdrawn { members.append(Plain.Member(OwnColumn.withdrawn, .bool(true))) }
        return members + [Plain.Member(OwnColumn.version, .text(record.version))]
    }

    /// What a place is that its geometry does not say.
    ///
    /// Of several, the largest uncertainty and radius: with them every position reaches as far as any
    /// does.
    private static func extent(of places: [Place]) -> [Plain.Member] {
        let uncertainty = length(.uncertainty, places.map(\.uncertainty).max())
        guard places.count == 1, let place = places.first else {
            let radii = places.compactMap { place in
                if case .circle(let radius) = place.shape { radius } else { nil }
            }
            return uncertainty + length(.radius, radii.max())
        }
        switch place.shape {
        case .point: return uncertainty
        case .polygon, .corridor: return uncertainty + ValuePlain.members(of: place.shape)
        case .circle(let radius):
            let centre: [(ColumnTarget.PlacePart, Int32)] = [
                (.latitude, place.latitude), (.longitude, place.longitude),
            ]
            return centre.map { part, degrees in
                Plain.Member(part.name, .decimal(mantissa: Int64(degrees), digits: 7))
            } + uncertainty + length(.radius, radius)
        }
    }

    private static func length(
        _ part: ColumnTarget.PlacePart,
        _ millimetres: Int64?
    ) -> [Plain.Member] {
        millimetres.map { [Plain.Member(part.name, .decimal(mantissa: $0, digits: 3))] } ?? []
    }
}
