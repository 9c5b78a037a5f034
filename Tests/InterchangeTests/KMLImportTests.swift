import BankModel
import Testing

@testable import Interchange

/// Sites, sectors and notices from KML that other programs wrote.
struct KMLImportTests {
    private static let point = "<Point><coordinates>38.25,34.5,120</coordinates></Point>"
    private static let ring =
        "<outerBoundaryIs><LinearRing><coordinates>\n 0,0 1,0 1,1\n 0,1 0,0 </coordinates>"
        + "</LinearRing></outerBoundaryIs>"
    private static let line = "<LineString><coordinates>0,0 1,1</coordinates></LineString>"

    private func document(_ placemarks: String...) -> String {
        #"<?xml version="1.0" encoding="UTF-8"?>"#
            + "\n<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Folder>\n"
            + placemarks.map { "<Placemark>\($0)</Placemark>\n" }.joined()
            + "</Folder></Document></kml>\n"
    }

    private func data(_ pairs: (String, String)...) -> String {
        let data = pairs.map { "<Data name=\"\($0.0)\"><value>\($0.1)</value></Data>" }
        return "<ExtendedData>\(data.joined())</ExtendedData>"
    }

    /// The values of the only Placemark, in the words in which people type them.
    private func check(
        _ placemark: String,
        as kind: Kind = .site,
        map rules: [String] = [],
        gives expected: [String],
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let outcomes = try imported(document(placemark), .kml, as: kind, map: rules)
        let row = try #require(outcomes.rows.first, "\(outcomes)", sourceLocation: location)
        let shown = row.values.map {
            "\(kind.name(of: $0.field))=\(ValueText.text(of: $0.value))"
        }
        #expect(shown == expected, sourceLocation: location)
    }

    private func check(
        _ placemark: String,
        as kind: Kind = .site,
        map rules: [String] = [],
        isRejected reason: String,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let outcomes = try imported(
            document("<name>a</name>\(Self.point)", placemark),
            .kml,
            as: kind,
            map: rules
        )
        let row = try #require(outcomes.rejected.last, "\(outcomes)", sourceLocation: location)
        #expect(row.reason.contains(reason), "\(row.reason)", sourceLocation: location)
        #expect(row.line == 4, sourceLocation: location)
    }

    @Test func `a Point is a position or, with a radius, a circle`() throws {
        try check(
            "<name> Well </name><description>deep</description>\(Self.point)",
            gives: ["name=Well", "remarks=deep", "place=34.5,38.25,1000m"]
        )
        try check(
            data(("uncertainty_m", " 5 "), ("radius_m", "2km"), ("name", "W")) + Self.point,
            gives: ["name=W", "place=34.5,38.25,5m,circle:2000m"]
        )
        try check(
            Self.point,
            map: ["=uncertainty_m:7"],
            gives: ["place=34.5,38.25,7m"]
        )
    }

    @Test func `a Polygon is its ring, a LineString with a half width a corridor`() throws {
        try check(
            "<Polygon>\(Self.ring)</Polygon>",
            gives: ["place=0,0,1000m,polygon:0 0;0 1;1 1;1 0"]
        )
        try check(
            data(("half_width_m", "500"), ("uncertainty_m", "1")) + Self.line,
            gives: ["place=0,0,1m,corridor:500m:0 0;1 1"]
        )
    }

    @Test func `names in ExtendedData are columns, by the rules that CSV has`() throws {
        try check(
            "<ExtendedData><SchemaData schemaUrl=\"#s\"><SimpleData name=\"category\">medical"
                + "</SimpleData><SimpleData name=\"beds\">12</SimpleData></SchemaData>"
                + "<Data name=\"fclass\"><displayName>F</displayName><value>x;y</value></Data>"
                + "</ExtendedData>" + Self.point,
            map: ["fclass=tags"],
            gives: [
                "category=medical", "attributes.beds=12", "tags=x", "tags=y",
                "place=34.5,38.25,1000m",
            ]
        )
        try check(
            "<name>n</name><description>d</description>" + Self.point,
            map: ["name=attributes.n", "description="],
            gives: ["attributes.n=n", "place=34.5,38.25,1000m"]
        )
        try check(
            data(("w", "3"), ("u", "4")) + Self.point,
            map: ["w=radius_m", "u=uncertainty_m"],
            gives: ["place=34.5,38.25,4m,circle:3m"]
        )
        let rows = try imported(
            document(data(("Ref", "7"), ("name", "a")) + Self.point),
            .kml,
            idColumn: "ref"
        ).rows
        #expect(rows.first?.identity?.externalID == "ref:7")
        #expect(rows.first?.values.count == 2)
    }

    @Test func `a notice has a volume for each geometry, at the Placemark's time`() throws {
        let time =
            "<TimeSpan><begin>2026-09-01T10:00:00Z</begin><end>2026-09-01T14:00:00+02:00</end>"
            + "</TimeSpan>"
        let span = "2026-09-01T10:00:00.000Z..2026-09-01T12:00:00.000Z"
        try check(
            "<name>Convoy</name>" + time
                + data(
                    ("activity", "convoy"),
                    ("lower", "0mAGL"),
                    ("upper", "FL100"),
                    ("half_width_m", "100")
                )
                + "<MultiGeometry>\(Self.line)<Polygon>\(Self.ring)</Polygon></MultiGeometry>",
            as: .notice,
            map: ["=lead:us"],
            isRejected: "`half_width_m`, which it cannot have"
        )
        try check(
            "<name>Convoy</name>" + time
                + data(("activity", "convoy"), ("lower", "0mAGL"), ("upper", "FL100"))
                + "<MultiGeometry>\(Self.point)<Polygon>\(Self.ring)</Polygon></MultiGeometry>",
            as: .notice,
            map: ["=lead:us"],
            gives: [
                "activity=convoy", "title=Convoy",
                "volumes=34.5,38.25,1000m @0mAGL-FL100 \(span) | "
                    + "0,0,1000m,polygon:0 0;0 1;1 1;1 0 @0mAGL-FL100 \(span)",
            ]
        )
        try check(
            "<TimeStamp><when>2026-09-01</when></TimeStamp>"
                + data(("activity", "flight"), ("title", "t")) + Self.point,
            as: .notice,
            gives: [
                "activity=flight", "title=t",
                "volumes=34.5,38.25,1000m @ 2026-09-01T00:00:00.000Z..2026-09-01T23:59:59.999Z",
            ]
        )
    }

    @Test func `a sector's areas have no time, its TimeSpan is its validity`() throws {
        let time = "<TimeSpan><begin>2026-09-01</begin></TimeSpan>"
        try check(
            "<name>North</name>" + time + data(("upper", "1500mMSL"), ("uncertainty_m", "1"))
                + "<Polygon>\(Self.ring)</Polygon>",
            as: .sector,
            gives: [
                "name=North", "validity=2026-09-01T00:00:00.000Z..",
                "areas=0,0,1m,polygon:0 0;0 1;1 1;1 0 @-1500mMSL",
            ]
        )
    }

    @Test func `what a Placemark may not be is rejected with its line and reason`() throws {
        let hole = "<Polygon>\(Self.ring)\n<innerBoundaryIs/></Polygon>"
        for (placemark, reason) in [
            (hole, "has an inner ring in line 7"), (Self.line, "no `half_width_m`"),
            ("<MultiGeometry>\(Self.point)\(Self.point)</MultiGeometry>", "has 2 outlines"),
            ("<LinearRing/>", "has a LinearRing in line 4"), ("<Model/>", "has a Model"),
            ("<gx:Track/>", "has a gx:Track"), ("<name>a</name>", "has no `place`"),
            ("<Point/>", "has no coordinates in line 4"),
            ("<Point><coordinates>1,2 3,4</coordinates></Point>", "several positions"),
            ("<Point><coordinates>1;2</coordinates></Point>", "`1;2` in line 4"),
            ("<Point><coordinates>\n181,2</coordinates></Point>", "longitude `181` in line 5"),
            ("<Point><coordinates>1,-90.1</coordinates></Point>", "latitude `-90.1`"),
            ("<Point><coordinates>nan,1</coordinates></Point>", "longitude `nan`"),
            ("<Point><coordinates>1,1,x</coordinates></Point>", "height `x`"),
            (
                "<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1</coordinates>"
                    + "</LinearRing></outerBoundaryIs></Polygon>", "does not end where it begins"
            ),
            (
                "<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,1 1,0 0,1 0,0</coordinates>"
                    + "</LinearRing></outerBoundaryIs></Polygon>",
                "place: `Polygon in line 4` is refused: edges 1 and 3 cross"
            ),
            (
                "<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,1 0,0</coordinates>"
                    + "</LinearRing></outerBoundaryIs></Polygon>", "2 vertices of 3 to 1000"
            ),
            (data(("uncertainty_m", "far")) + Self.point, "`uncertainty_m` that is none"),
            (data(("uncertainty_m", "1"), ("uncertainty_m", "2")) + Self.point, "twice"),
            (data(("name", "b")) + "<name>c</name>" + Self.point, "gives `name` twice"),
            (data(("place", "1,2,3m")) + Self.point, "has a geometry and a `place`"),
            (data(("grade", "Z9")) + Self.point, "grade: `Z9`"),
            ("<ExtendedData><Data/></ExtendedData>\(Self.point)", "a Data without a name"),
            ("<TimeSpan><begin>2026</begin></TimeSpan>\(Self.point)", "a time that is none"),
            (data(("jig:kind", "target")) + Self.point, "is a target, not a site"),
        ] {
            try check(placemark, isRejected: reason)
        }
        try check(
            data(("upper", "high"), ("name", "a")) + "<Polygon>\(Self.ring)</Polygon>",
            as: .sector,
            isRejected: "`high` as `upper`"
        )
        try check(
            data(("activity", "flight"), ("title", "t")) + Self.point,
            as: .notice,
            map: ["=lead:us"],
            isRejected: "volumes"
        )
    }

    @Test func `a file that is no KML, or stops, says where`() throws {
        for (text, line, reason) in [
            ("", 1, "ends before a Placemark"), ("<html/>", 1, "is a `html`, not KML"),
            ("<kml xmlns='urn:x'/>", 1, "no namespace of KML"),
            ("<!DOCTYPE kml><kml/>", 1, "document type"), ("{}", 1, "ends before a Placemark"),
            ("<kml>\n<Document>\n<a></b>", 3, "ends what has not begun"),
            ("<kml>\u{0}</kml>", 1, "NUL"),
        ] {
            let refusal = try #require(try imported(text, .kml).refusal, "\(text)")
            #expect(refusal.line == line && refusal.reason.contains(reason), "\(refusal)")
        }
        let whole = document("<name>a</name>\(Self.point)", "<name>b</name>\(Self.point)")
        #expect(try imported(whole, .kml).rows.count == 2)
        let cut = try imported(Array(whole.utf8.dropLast(60)), .kml)
        #expect(cut.rows.count == 1 && cut.rejected.first?.line == 4)
        #expect(cut.rejected.first?.reason.contains("cut short") == true)
    }

    @Test func `what is read does not depend on where the chunks end`() throws {
        let text = document(
            "<name>ü &amp; <![CDATA[<b>]]></name>\(Self.point)",
            "<Polygon>\(Self.ring)</Polygon>",
            Self.line
        )
        let expected = try imported(text, .kml)
        #expect(expected.rows.count == 2 && expected.rejected.count == 1)
        #expect(expected.rows.first?.values(of: .name) == [.text("ü & <b>")])
        for chunk in [1, 2, 5, 64] {
            let marked = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
            #expect(try imported(marked, .kml, chunk: chunk) == expected)
        }
    }

    @Test func `KML's own elements may have a prefix, and others mean nothing`() throws {
        let text = """
            <k:kml xmlns:k="http://www.opengis.net/kml/2.2"><k:Placemark><k:name>a</k:name>\
            <name>b</name><x:name>c</x:name><k:Point><k:coordinates>1,2</k:coordinates></k:Point>\
            </k:Placemark><Placemark/></k:kml>
            """
        let outcomes = try imported(text, .kml)
        #expect(outcomes.count == 1 && outcomes.rows.first?.values(of: .name) == [.text("a")])
    }

    @Test func `a Placemark that is too long is rejected, the others are taken`() throws {
        let remark = String(repeating: "x", count: Limits.importRowBytesMax)
        let good = "<name>a</name>\(Self.point)"
        let text = document(good, "<description>\(remark)</description>\(Self.point)", good)
        let outcomes = try imported(text, .kml)
        #expect(outcomes.rows.count == 2)
        #expect(outcomes.rejected.map(\.line) == [4])
        #expect(outcomes.rejected.first?.reason.contains("is longer than") == true)
    }

    @Test func `who imports is told of heights and links that are not taken`() throws {
        let high = "<Polygon><altitudeMode>absolute</altitudeMode>\(Self.ring)</Polygon>"
        var importer = try Importer(format: .kml, kind: .sector, charter: charter)
        let text = document("<name>a</name>" + high).replacing(
            "<Folder>",
            with: "<Folder><NetworkLink/>"
        )
        #expect(importer.feed(Array(text.utf8)).rows.count == 1)
        #expect(importer.finish().isEmpty)
        #expect(importer.notes.contains { $0.contains("height that is not taken: 1.") })
        #expect(importer.notes.contains { $0.contains("not followed: 1.") })
    }
}
