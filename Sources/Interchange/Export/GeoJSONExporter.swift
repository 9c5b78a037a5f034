import BankModel

/// Records as the features of one GeoJSON FeatureCollection, RFC 7946.
///
/// A place is a Point with `uncertainty_m` and, for a circle, `radius_m` among its properties. What
/// no other reader need understand begins with `jig:`; `jig:conflicts` has all siblings of each field
/// in conflict, which is otherwise absent.
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

    private static func place(of record: ExportRecord) -> Place? {
        for field in record.fields {
            if case .one(.place(let place)) = record.statement(of: field.id) { return place }
        }
        return nil
    }

    private static func geometry(_ record: ExportRecord) -> Plain {
        guard let place = place(of: record) else { return .null }
        return .object([
            Plain.Member("type", .text("Point")),
            Plain.Member(
                "coordinates",
                .list([
                    .decimal(mantissa: Int64(place.longitude), digits: 7),
                    .decimal(mantissa: Int64(place.latitude), digits: 7),
                ])
            ),
        ])
    }

    private static func properties(_ record: ExportRecord) -> [Plain.Member] {
        var members = [Plain.Member(OwnColumn.kind, .text(record.kind.name))]
        for field in record.fields
        where field.id.key.isEmpty || AttributeKey.isExportable(field.id.key) {
            let name = record.kind.name(of: field.id)
            switch record.statement(of: field.id) {
            case .silent, .conflict: break
            case .one(.place(let place)): members += parts(of: place)
            case .one(let value): members.append(Plain.Member(name, ValuePlain.plain(of: value)))
            case .many(let values, _):
                members.append(Plain.Member(name, .list(values.map { ValuePlain.plain(of: $0) })))
            }
        }
        let conflicts = record.conflicts.map { field, values in
            Plain.Member(
                record.kind.name(of: field),
                .list(values.map { ValuePlain.plain(of: $0) })
            )
        }
        if !conflicts.isEmpty {
            members.append(Plain.Member(OwnColumn.conflicts, .object(conflicts)))
        }
        if record.isWithdrawn { members.append(Plain.Member(OwnColumn.withdrawn, .bool(true))) }
        return members + [Plain.Member(OwnColumn.version, .text(record.version))]
    }

    private static func parts(of place: Place) -> [Plain.Member] {
        let uncertainty = Plain.Member(
            ColumnTarget.PlacePart.uncertainty.name,
            .decimal(mantissa: place.uncertainty, digits: 3)
        )
        switch place.shape {
        case .point: return [uncertainty]
        case .circle(let radius):
            let name = ColumnTarget.PlacePart.radius.name
            return [uncertainty, Plain.Member(name, .decimal(mantissa: radius, digits: 3))]
        case .polygon, .corridor: return [uncertainty] + ValuePlain.members(of: place.shape)
        }
    }
}
