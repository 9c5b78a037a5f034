import BankModel
import Deconfliction
import Testing

@testable import Interchange

/// Records as KML, and back.
struct KMLExportTests {
    /// A record of hostile values of every shape, of which each register has one value.
    private func record(
        _ number: Int,
        _ kind: Kind,
        _ maker: inout ValueMaker
    ) throws -> ExportRecord {
        var fields: [ExportRecord.ExportField] = []
        for field in kind.fields where !field.isKeyed && field.type != .life {
            guard field.isRequired || Bool.random(using: &maker.dice) else { continue }
            let value = try maker.value(of: field)
            guard field.refusal(of: value, under: charter) == nil else { continue }
            fields.append(ExportRecord.ExportField(FieldID(field.number), [value]))
        }
        fields.append(
            ExportRecord.ExportField(.attribute("a\"<b>&\u{202E}"), [.text(maker.text())])
        )
        return ExportRecord(
            id: "us-\(kind.letter)\(number)",
            kind: kind,
            version: "v",
            fields: fields
        )
    }

    private func export(_ records: [ExportRecord]) -> (bytes: [UInt8], notes: [String]) {
        var exporter = Exporter(format: .kml, kinds: [], attributeKeys: [])
        let bytes =
            exporter.opening() + records.flatMap { exporter.record($0) } + exporter.closing()
        return (bytes, exporter.notes)
    }

    private func sector(_ volumes: [Volume], id: String = "us-z1") -> ExportRecord {
        ExportRecord(
            id: id,
            kind: .sector,
            version: "v",
            fields: [.init(.name, [.text("N")]), .init(.areas, [.volumes(volumes)])]
        )
    }

    @Test(arguments: ["target", "site", "sector", "notice", "incident"])
    func `what goes out comes in as it was`(name: String) throws {
        let kind = try #require(RuleSet.first.kinds.first { $0.name == name })
        var maker = ValueMaker(seed: 29)
        let records = try (1...150).map { try record($0, kind, &maker) }
        let outcomes = try imported(export(records).bytes, .kml, as: kind, chunk: 999)
        #expect(outcomes.rejected.isEmpty && outcomes.refusal == nil, "\(outcomes.rejected)")
        #expect(outcomes.rows.map(\.identity?.spokenID?.description) == records.map(\.id))
        for (row, record) in zip(outcomes.rows, records) {
            let values = record.fields.flatMap { field in
                field.values.map { FieldValue(field.id, $0) }
            }
            #expect(Set(row.values) == Set(values), "\(record.id)")
        }
    }

    @Test func `nothing in the file hides, reorders or leaves its element`() throws {
        var maker = ValueMaker(seed: 31)
        let records = try (1...100).map { try record($0, .site, &maker) }
        let text = String(decoding: export(records).bytes, as: UTF8.self)
        for scalar in text.unicodeScalars {
            let isHidden =
                scalar.properties.isBidiControl
                || scalar.properties.generalCategory == .control && scalar != "\n"
            #expect(!isHidden, "U+\(String(scalar.value, radix: 16))")
        }
        #expect(!text.contains("<b>") && !text.contains("<b&"))
    }

    @Test func `a circle is drawn as a polygon that holds it, and kept as it is`() throws {
        let circle = try place(345_000_000, 382_500_000, 5_000, circle: 2_000_000)
        let record = ExportRecord(
            id: "us-s1",
            kind: .site,
            version: "v",
            fields: [.init(.name, [.text("N")]), .init(.place, [.place(circle)])]
        )
        let (bytes, notes) = export([record])
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains(#"<Data name="place"><value>34.5,38.25,5m,circle:2000m</value>"#))
        let ring = try #require(
            CircleOutline.polygon(around: Position(circle), radius: 2_000_000)
        )
        let tuples = (ring + ring.prefix(1)).map {
            "\(ValueText.degrees($0.longitude)),\(ValueText.degrees($0.latitude))"
        }
        #expect(text.contains("<coordinates>\(tuples.joined(separator: " "))</coordinates>"))
        #expect(notes.contains { $0.hasPrefix("Circles are drawn as polygons around them: 1.") })
    }

    @Test func `heights are drawn where KML has them, and noted where it has not`() throws {
        let place = try place(0, 0, 1)
        func altitude(_ metres: Int64, _ reference: Altitude.Reference) -> Altitude? {
            Altitude(millimetres: metres * 1_000, reference: reference)
        }
        let level = Altitude(flightLevel: 100)
        let table: [(Altitude?, Altitude?, String, String?)] = [
            (
                nil, altitude(9, .msl),
                "<extrude>1</extrude><altitudeMode>absolute</altitudeMode>"
                    + "<coordinates>0,0,9</coordinates>", nil
            ),
            (
                nil, altitude(9, .hae), "<altitudeMode>absolute</altitudeMode>",
                "above the ellipsoid"
            ),
            (
                nil, altitude(-9, .agl),
                "<altitudeMode>relativeToGround</altitudeMode>"
                    + "<coordinates>0,0,-9</coordinates>", nil
            ),
            (altitude(1, .agl), altitude(9, .agl), "0,0,9<", "with a lower bound are drawn from"),
            (nil, level, "<Point><coordinates>0,0</coordinates>", "end at a flight level"),
            (level, nil, "<Point><coordinates>0,0</coordinates>", "but no upper one"),
            (nil, nil, "<Point><coordinates>0,0</coordinates>", nil),
        ]
        for (lower, upper, part, note) in table {
            let band = try #require(AltitudeBand(lower: lower, upper: upper))
            let (bytes, notes) = export([sector([Volume(place: place, altitude: band)])])
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains(part), "\(text)")
            #expect(notes.count == (note == nil ? 1 : 2), "\(notes)")
            if let note { #expect(notes.last?.contains(note) == true, "\(notes)") }
        }
    }

    @Test func `a record of several volumes has a Placemark for each, and is one row`() throws {
        let volumes = [
            Volume(place: try place(0, 0, 1)), Volume(place: try place(10, 10, 1, circle: 5_000)),
        ]
        let (bytes, _) = export([sector(volumes), sector(volumes, id: "us-z2~0abc")])
        let text = String(decoding: bytes, as: UTF8.self)
        for id in ["us-z1", "us-z1.2", "us-z2_0abc", "us-z2_0abc.2"] {
            #expect(text.contains("<Placemark id=\"\(id)\">"))
        }
        let outcomes = try imported(bytes, .kml, as: .sector)
        #expect(outcomes.count == 2)
        #expect(
            outcomes.rows.map { $0.values(of: .areas) } == [
                [.volumes(volumes)], [.volumes(volumes)],
            ]
        )
    }

    @Test func `a drawing that somebody has changed is rejected rather than ignored`() throws {
        let span = try #require(Interval(from: 0, until: 1_000))
        let volumes = [
            Volume(place: try place(0, 0, 1), time: span),
            Volume(place: try place(10_000_000, 0, 1), time: span),
        ]
        let record = ExportRecord(
            id: "us-n1",
            kind: .notice,
            version: "v",
            fields: [
                .init(.title, [.text("N")]), .init(.activity, [.word("flight")]),
                .init(.volumes, [.volumes(volumes)]), .init(.lead, [.word("us")]),
            ]
        )
        let text = String(decoding: export([record]).bytes, as: UTF8.self)
        for (old, new, reason) in [
            (">0,0<", ">0,0.1<", "is drawn otherwise"), (">0,1<", ">0,1.1<", "is drawn otherwise"),
            ("<begin>1970-01-01T00:00:00.000Z", "<begin>1969-01-01T00:00:00.000Z", "TimeSpan"),
            ("<name>N</name>", "<name>M</name>", "is called `M`, but `title`"),
        ] {
            let outcomes = try imported(text.replacing(old, with: new), .kml, as: .notice)
            #expect(outcomes.rejected.first?.reason.contains(reason) == true, "\(outcomes)")
        }
        #expect(try imported(text, .kml, as: .notice).rejected.isEmpty)
    }

    @Test func `of a place in conflict every sibling is drawn and kept`() throws {
        let places: [Value] = [
            .place(try place(0, 0, 1)), .place(try place(10_000_000, 0, 1, circle: 9_000)),
        ]
        let record = ExportRecord(
            id: "us-s1",
            kind: .site,
            version: "v",
            isWithdrawn: true,
            fields: [.init(.name, [.text("a"), .text("b")]), .init(.place, places)]
        )
        let text = String(decoding: export([record]).bytes, as: UTF8.self)
        for part in [
            "<Placemark id=\"us-s1\"><name>us-s1</name><visibility>0</visibility>",
            "<Placemark id=\"us-s1.2\">", "<Point><coordinates>0,0</coordinates></Point>",
            "<Polygon>", #"<Data name="jig:conflicted"><value>name;place</value>"#,
            #"<Data name="jig:protective"><value>place</value>"#,
            "&quot;name&quot;:[&quot;a&quot;,",
            "&quot;radius_m&quot;:9", #"<Data name="jig:withdrawn"><value>true</value>"#,
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
        #expect(!text.contains(#"<Data name="place">"#) && !text.contains(#"<Data name="name">"#))
    }
}
