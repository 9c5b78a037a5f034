import BankModel
import Deconfliction
import Testing

@testable import Interchange

/// Outlines in GeoJSON, out and in, and what becomes of those across the antimeridian.
struct GeoJSONOutlineTests {
    private static let ring = "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]"
    private static let line = #"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#

    private static func polygon(_ rings: String = ring) -> String {
        #"{"type":"Polygon","coordinates":\#(rings)}"#
    }

    private func collection(_ geometry: String, _ properties: String) -> String {
        #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":"# + geometry
            + #","properties":{"# + properties + "}}]}"
    }

    private func check(
        _ geometry: String,
        _ properties: String = #""name":"a""#,
        as kind: Kind = .site,
        map rules: [String] = [],
        gives expected: [String],
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let text = collection(geometry, properties)
        let outcomes = try imported(text, .geojson, as: kind, map: rules)
        let row = try #require(outcomes.rows.first, "\(outcomes)", sourceLocation: location)
        let shown = row.values.map {
            "\(kind.name(of: $0.field))=\(ValueText.text(of: $0.value))"
        }
        #expect(shown == expected, sourceLocation: location)
    }

    private func check(
        _ geometry: String,
        _ properties: String = #""name":"a""#,
        as kind: Kind = .site,
        map rules: [String] = [],
        isRejected reason: String,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let text = collection(geometry, properties)
        let outcomes = try imported(text, .geojson, as: kind, map: rules)
        let row = try #require(outcomes.rejected.first, "\(outcomes)", sourceLocation: location)
        #expect(row.reason.contains(reason), "\(row.reason)", sourceLocation: location)
    }

    @Test func `a Polygon is its ring, a LineString with a half width a corridor`() throws {
        try check(
            Self.polygon(),
            gives: ["name=a", "place=0,0,1000m,polygon:0 0;0 1;1 1;1 0"]
        )
        try check(
            Self.polygon("[[[0,0,9],[0,0],[1,0],[1,1],[0,0]]]"),
            #""name":"a","uncertainty_m":5"#,
            gives: ["name=a", "place=0,0,5m,polygon:0 0;0 1;1 1"]
        )
        try check(
            Self.line,
            #""half_width_m":500,"name":"a","uncertainty_m":"1km""#,
            gives: ["name=a", "place=0,0,1000m,corridor:500m:0 0;1 1"]
        )
        try check(
            Self.line,
            #""width":"2km","u":3,"name":"a""#,
            map: ["width=half_width_m", "u=uncertainty_m"],
            gives: ["name=a", "place=0,0,3m,corridor:2000m:0 0;1 1"]
        )
    }

    @Test func `records of volumes have one for each geometry`() throws {
        let point = #"{"type":"Point","coordinates":[2,1]}"#
        let both = #"{"type":"GeometryCollection","geometries":[\#(point),\#(Self.polygon())]}"#
        try check(
            both,
            #""name":"N","upper":"FL100","uncertainty_m":1"#,
            as: .sector,
            gives: [
                "name=N", "areas=1,2,1m @-FL100 | 0,0,1m,polygon:0 0;0 1;1 1;1 0 @-FL100",
            ]
        )
        try check(
            #"{"type":"MultiPolygon","coordinates":[\#(Self.ring),[[[5,5],[6,5],[6,6],[5,5]]]]}"#,
            #""title":"t","activity":"flight","from":"2026-09-01T10:00Z","until":"2026-09-01""#,
            as: .notice,
            gives: [
                "title=t", "activity=flight",
                "volumes=0,0,1000m,polygon:0 0;0 1;1 1;1 0 @ "
                    + "2026-09-01T10:00:00.000Z..2026-09-01T23:59:59.999Z | "
                    + "5,5,1000m,polygon:5 5;5 6;6 6 @ "
                    + "2026-09-01T10:00:00.000Z..2026-09-01T23:59:59.999Z",
            ]
        )
        try check(
            point,
            #""name":"N","radius_m":2,"lower":"0mAGL""#,
            as: .sector,
            gives: ["name=N", "areas=1,2,1000m,circle:2m @0mAGL-"]
        )
        try check(
            "null",
            #""name":"N","areas":[{"place":"1,2,3m"}]"#,
            as: .sector,
            gives: ["name=N", "areas=1,2,3m"]
        )
    }

    @Test func `what is no outline is rejected with its reason`() throws {
        let hole = "[\(Self.ring.dropFirst().dropLast()),[[0.1,0.1],[0.2,0.1],[0.2,0.2],[0.1,0.1]]]"
        let table = [
            (Self.polygon(hole), "an inner ring; only a Polygon without holes is taken"),
            (Self.polygon("[[[0,0],[1,0],[1,1]]]"), "does not end where it begins"),
            (Self.polygon("[[[0,0],[1,1],[1,0],[0,1],[0,0]]]"), "edges 1 and 3 cross or touch"),
            (Self.polygon("[[[0,0],[1,0],[0,0]]]"), "2 vertices of 3 to 1000"),
            (Self.polygon("[[[0,0],[12,0],[6,1],[0,0]]]"), "do not fit a circle of 500 km"),
            (Self.polygon("[[[0,0],[181,0],[1,1],[0,0]]]"), "longitude 181"),
            (Self.polygon("[[[0,0],[1,-90.1],[1,1],[0,0]]]"), "latitude -90.1"),
            (Self.polygon("[]"), "a Polygon without a ring"), (Self.polygon("5"), "are no list"),
            (Self.polygon("[[5]]"), "no [longitude, latitude]"),
            (#"{"type":"MultiPolygon","coordinates":[\#(Self.ring),\#(Self.ring)]}"#, "2 outlines"),
            (#"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#, "2 outlines"),
            (#"{"type":"Circle","coordinates":[1,2]}"#, "is a Circle; only Point"),
            (#"{"type":"GeometryCollection"}"#, "`geometries` are no list"),
            (#"{"type":5}"#, "without a type"), ("[]", "without a type"),
        ]
        for (geometry, reason) in table { try check(geometry, isRejected: reason) }
        for (geometry, properties, reason) in [
            (Self.polygon(), #""half_width_m":5"#, "`half_width_m`, which it cannot have"),
            (Self.polygon(), #""radius_m":5"#, "`radius_m`, which it cannot have"),
            (Self.line, #""half_width_m":"wide""#, "`half_width_m` that is none"),
            (Self.line, #""half_width_m":0"#, "no corridor"),
        ] {
            try check(geometry, properties + #","name":"a""#, isRejected: reason)
        }
        try check(Self.polygon(), map: ["name=lat"], isRejected: "which says where it is")
        try check(
            Self.polygon(),
            #""name":"N","upper":"high""#,
            as: .sector,
            isRejected: "`high` as `upper`"
        )
        try check(
            Self.polygon(),
            #""name":"N","areas":[{"place":"1,2,3m"}]"#,
            as: .sector,
            isRejected: "is drawn otherwise"
        )
    }

    private func place(_ shape: Place.Shape) throws -> Place {
        let first = try #require(shape.vertices.first)
        return try #require(
            Place(
                latitude: first.latitude,
                longitude: first.longitude,
                uncertainty: 5_000,
                shape: shape
            )
        )
    }

    private func export(_ place: Place, _ format: ExchangeFormat) -> (text: String, notes: [String])
    {
        let record = ExportRecord(
            id: "us-s1",
            kind: .site,
            version: "v",
            fields: [.init(.name, [.text("N")]), .init(.place, [.place(place)])]
        )
        var exporter = Exporter(format: format, kinds: [.site], attributeKeys: [])
        let bytes = exporter.opening() + exporter.record(record) + exporter.closing()
        return (String(decoding: bytes, as: UTF8.self), exporter.notes)
    }

    private func positions(_ degrees: (Int32, Int32)...) -> [Position] {
        degrees.compactMap {
            Position(latitude: $0.0 * 10_000_000, longitude: $0.1 * 10_000_000)
        }
    }

    @Test func `a circle is drawn as a polygon that holds it, and kept as it is`() throws {
        let circle = try InterchangeTests.place(345_000_000, 382_500_000, 5_000, circle: 2_000_000)
        let (text, notes) = export(circle, .geojson)
        #expect(text.contains(#""geometry":{"type":"Polygon","coordinates":[[["#))
        #expect(text.contains(#""lat":34.5,"lon":38.25,"uncertainty_m":5,"radius_m":2000"#))
        #expect(notes.contains { $0.hasPrefix("Circles are drawn as polygons around them: 1.") })
        let row = try #require(try imported(text, .geojson).rows.first)
        #expect(row.values(of: .place) == [.place(circle)])
        let point = try InterchangeTests.place(345_000_000, 382_500_000, 5_000)
        #expect(export(point, .geojson).notes.isEmpty)
    }

    @Test func `a ring is drawn counterclockwise, and kept as it is`() throws {
        let ring = try place(.polygon(positions((0, 0), (1, 0), (1, 1))))
        let text = export(ring, .geojson).text
        #expect(text.contains(#""coordinates":[[[0,0],[1,1],[0,1],[0,0]]]"#), "\(text)")
        let row = try #require(try imported(text, .geojson).rows.first)
        #expect(row.values(of: .place) == [.place(ring)])
    }

    @Test(arguments: [ExchangeFormat.geojson, .kml])
    func `an outline across the antimeridian is cut there, and comes back whole`(
        format: ExchangeFormat
    ) throws {
        let ring = positions((0, 179), (0, -179), (1, -179), (1, 179))
        let table: [(Place, String, String)] = [
            (try place(.polygon(ring)), #""type":"MultiPolygon""#, "<MultiGeometry><Polygon>"),
            (
                try place(.corridor(ring, halfWidth: 1_000)), #""type":"MultiLineString""#,
                "<MultiGeometry><LineString>"
            ),
            (
                try InterchangeTests.place(0, 1_800_000_000, 1, circle: 9_000_000),
                #""type":"MultiPolygon""#, "<MultiGeometry><Polygon>"
            ),
            (
                try InterchangeTests.place(899_000_000, 0, 1, circle: 99_000_000),
                #""type":"Polygon""#, "</ExtendedData><Polygon>"
            ),
        ]
        for (place, geojson, kml) in table {
            let (text, notes) = export(place, format)
            #expect(text.contains(format == .kml ? kml : geojson), "\(text)")
            #expect(!notes.contains { $0.contains("antimeridian") })
            let outcomes = try imported(text, format)
            let row = try #require(outcomes.rows.first, "\(outcomes)")
            #expect(row.values(of: .place) == [.place(place)])
        }
    }

    @Test func `a drawing that somebody has changed is rejected rather than ignored`() throws {
        let ring = try place(.polygon(positions((0, 0), (0, 1), (1, 1))))
        let text = export(ring, .geojson).text
        #expect(text.contains("[[[0,0],[1,0],[1,1],[0,0]]]"), "\(text)")
        let moved = text.replacing("[[[0,0],[1,0],", with: "[[[0,0],[2,0],")
        let reason = try imported(moved, .geojson).rejected.first?.reason
        #expect(reason?.contains("is drawn otherwise than its properties say") == true)
        let taken = moved.replacing(
            #""shape":"polygon","vertices":[[0,0],[0,1],[1,1]],"#,
            with: ""
        )
        let expected = try place(.polygon(positions((0, 0), (0, 2), (1, 1))))
        let row = try #require(try imported(taken, .geojson).rows.first, "\(taken)")
        #expect(row.values(of: .place) == [.place(expected)])
    }

    @Test func `other programs may turn rings, and write lists as text`() throws {
        let ring = try place(.polygon(positions((0, 0), (0, 1), (1, 1))))
        let text = export(ring, .geojson).text
            .replacing("[[[0,0],[1,0],[1,1],[0,0]]]", with: "[[[1,1],[1,0],[0,0],[1,1]]]")
            .replacing("[[0,0],[0,1],[1,1]]", with: "\"[ [ 0.0, 0 ], [ 0, 1 ], [ 1, 1 ] ]\"")
        let row = try #require(try imported(text, .geojson).rows.first, "\(text)")
        #expect(row.values(of: .place) == [.place(ring)])
        let areas = #"[{\"place\":{\"lat\":1,\"lon\":2,\"uncertainty_m\":3}}]"#
        try check(
            "null",
            #""name":"N","areas":"\#(areas)""#,
            as: .sector,
            gives: ["name=N", "areas=1,2,3m"]
        )
    }
}
