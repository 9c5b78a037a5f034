import BankModel

/// Records as the features of one GeoJSON FeatureCollection, RFC 7946.
///
/// A place is a Point with `uncertainty_m` and, for a circle, `radius_m` among its properties; a
/// polygon is a Polygon and a corridor a LineString, with the vertices as typed beside them. What no other reader need understand begins with `jig:`.
///
/// While a field is in conflict, the protective reading stands for it, where there is one, and
/// `jig:protective` names it: a place is then a MultiPoint of every position that the record may
/// have, with the largest uncertainty and radius; a buffer is the largest, a validity the longest.
/// Other fields in conflict are absent. `jig:conflicts` has all siblings.
struct GeoJSONExporter: Sendable {
    private var hasFeature = false

    init() {}

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
        JSONWriter.write(Self.plain(record), to: &output)
        return output
    }

    private static func plain(_ record: ExportRecord) -> Plain {
        .object([
            Plain.Member("type", .text("Feature")),
            Plain.Member("id", .text(record.id)),
            Plain.Member("geometry", geometry(record)),
            Plain.Member("properties", .object(properties(record))),
        ])
    }

    /// The place's geometry; while it is in conflict, that of all places that the record may have.
    private static func geometry(_ record: ExportRecord) -> Plain {
        let places = record.places
        if places.contains(where: \.isOutlined) {
            let geometries = distinct(places.map(geometry))
            if geometries.count == 1 { return geometries[0] }
            return .object([
                Plain.Member("type", .text("GeometryCollection")),
                Plain.Member("geometries", .list(geometries)),
            ])
        }
        let positions = distinct(places.map(position))
        guard let first = positions.first else { return .null }
        return positions.count == 1
            ? geometry("Point", first) : geometry("MultiPoint", .list(positions))
    }

    private static func distinct(_ plains: [Plain]) -> [Plain] {
        plains.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// A ring is closed here, as RFC 7946 wants it, and by its first vertex.
    private static func geometry(of place: Place) -> Plain {
        switch place.shape {
        case .point, .circle: geometry("Point", position(of: place))
        case .polygon(let vertices):
            geometry("Polygon", .list([.list((vertices + vertices.prefix(1)).map(position))]))
        case .corridor(let points, _): geometry("LineString", .list(points.map(position)))
        }
    }

    private static func geometry(_ type: String, _ coordinates: Plain) -> Plain {
        .object([
            Plain.Member("type", .text(type)), Plain.Member("coordinates", coordinates),
        ])
    }

    private static func position(of place: Place) -> Plain { position(of: Position(place)) }

    private static func position(of position: Position) -> Plain {
        .list([
            .decimal(mantissa: Int64(position.longitude), digits: 7),
            .decimal(mantissa: Int64(position.latitude), digits: 7),
        ])
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

    /// The largest uncertainty and radius: with them every position reaches as far as any does.
    ///
    /// A polygon or corridor is there with its vertices.
    private static func extent(of places: [Place]) -> [Plain.Member] {
        let outlines =
            places.count == 1 && places[0].isOutlined ? ValuePlain.members(of: places[0].shape) : []
        let radii = places.compactMap { place in
            if case .circle(let radius) = place.shape { radius } else { nil }
        }
        let parts: [(ColumnTarget.PlacePart, Int64?)] = [
            (.uncertainty, places.map(\.uncertainty).max()), (.radius, radii.max()),
        ]
        return parts.compactMap { part, length in
            length.map { Plain.Member(part.name, .decimal(mantissa: $0, digits: 3)) }
        } + outlines
    }
}

extension Place {
    /// Whether the place is a polygon or a corridor.
    fileprivate var isOutlined: Bool {
        switch shape {
        case .point, .circle: false
        case .polygon, .corridor: true
        }
    }
}
