import BankModel
import Testing

@testable import Interchange

/// Records as Cursor on Target events.
struct CoTExportTests {
    private static let now: Int64 = 1_000_000_000_000

    private func export(_ records: [ExportRecord]) -> (lines: [Substring], notes: [String]) {
        var exporter = Exporter(eventsOf: BankID(hashing: [1]), at: Self.now)
        let bytes =
            exporter.opening() + records.flatMap { exporter.record($0) } + exporter.closing()
        let text = String(decoding: bytes, as: UTF8.self)
        return (text.split(separator: "\n"), exporter.notes)
    }

    private func site(_ place: Place, _ more: [(FieldID, [Value])] = []) -> ExportRecord {
        let fields: [(FieldID, [Value])] = [
            (.name, [.text("N & <\n\u{202E}")]), (.place, [.place(place)]),
        ]
        return ExportRecord(
            id: "us-s1",
            kind: .site,
            version: "v",
            fields: (fields + more).map { ExportRecord.ExportField($0.0, $0.1) }
        )
    }

    private func outline(_ shape: Place.Shape) throws -> Place {
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

    @Test func `a position is a spot, whatever the record is`() throws {
        let prefix = "jig-" + Hex.encode(BankID(hashing: [1]).bytes.prefix(8))
        let (lines, notes) = export([site(try place(345_000_000, -382_500_000, 5_500))])
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        for part in [
            #"<event version="2.0" uid="\#(prefix)-us-s1" type="b-m-p-s-m" how="h-e" "#,
            #"time="2001-09-09T01:46:40.000Z" start="2001-09-09T01:46:40.000Z" "#,
            #"stale="2001-09-10T01:46:40.000Z">"#,
            #"<point lat="34.5" lon="-38.25" hae="9999999.0" ce="5.5" le="9999999.0"/>"#,
            #"<contact callsign="N &amp; &lt;&#10;\u{202E}"/>"#, "<remarks>site us-s1</remarks>",
            #"<field name="place">34.5,-38.25,5.5m</field>"#, "</jig></detail></event>",
        ] {
            #expect(line.contains(part), "\(part) in \(line)")
        }
        #expect(notes.contains { $0.hasPrefix("Events without an end") })
    }

    @Test func `an outline is a drawing, a closed one of a circle that it holds`() throws {
        let corners = [(0, 0), (0, 10_000_000), (10_000_000, 0)] as [(Int32, Int32)]
        let ring = corners.compactMap { Position(latitude: $0, longitude: $1) }
        let table: [(Place, Int, String)] = [
            (try place(0, 0, 1_000, circle: 9_000), 65, #"ce="10""#),
            (try outline(.polygon(ring)), 4, #"<link point="0,1"/><link point="1,0"/>"#),
            (try outline(.corridor(ring, halfWidth: 1)), 3, #"<link point="1,0"/><remarks>"#),
        ]
        for (place, links, part) in table {
            let line = try #require(export([site(place)]).lines.first)
            #expect(line.contains(#"type="u-d-f""#) && line.contains(part), "\(line)")
            #expect(line.split(separator: "<link ").count - 1 == links)
        }
    }

    @Test func `no type says whose side anything is on`() throws {
        var maker = ValueMaker(seed: 3)
        for kind in RuleSet.first.kinds {
            var fields: [ExportRecord.ExportField] = []
            for field in kind.fields where !field.isKeyed && field.type != .life {
                fields.append(.init(FieldID(field.number), [try maker.value(of: field)]))
            }
            let record = ExportRecord(id: "us-x1", kind: kind, version: "v", fields: fields)
            for line in export([record]).lines {
                #expect(
                    line.contains(#" type="b-m-p-s-m" "#) || line.contains(#" type="u-d-f" "#),
                    "\(line)"
                )
                #expect(!line.unicodeScalars.contains { $0.properties.isBidiControl })
            }
        }
    }

    @Test func `an event is stale when its record ends, and never before it starts`() throws {
        let place = try place(0, 0, 1)
        for (from, until, start, stale) in [
            (0, 1_000, "1970-01-01T00:00:00.000Z", "1970-01-01T00:00:01.000Z"),
            (-1, 1_000, "1970-01-01T00:00:00.000Z", "1970-01-01T00:00:01.000Z"),
            (nil, -1, "1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00.000Z"),
            (nil, 1_000, "1970-01-01T00:00:01.000Z", "1970-01-01T00:00:01.000Z"),
            (0, nil, "1970-01-01T00:00:00.000Z", "2001-09-10T01:46:40.000Z"),
            (253_402_300_799_999, nil, "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
        ] as [(Int64?, Int64?, String, String)] {
            let time = try #require(Interval(from: from, until: until))
            let line = try #require(
                export([site(place, [(.validity, [.interval(time)])])]).lines.first
            )
            #expect(line.contains(#" start="\#(start)" stale="\#(stale)""#), "\(line)")
        }
    }

    @Test func `every volume and every sibling is an event of its own`() throws {
        let low = Altitude(millimetres: 10_000, reference: .hae)
        let high = Altitude(millimetres: 20_000, reference: .hae)
        let band = try #require(AltitudeBand(lower: low, upper: high))
        let volumes = [
            Volume(place: try place(0, 0, 1), altitude: band), Volume(place: try place(9, 9, 9)),
        ]
        let other = [Volume(place: try place(8, 8, 8))]
        let record = ExportRecord(
            id: "us-z1",
            kind: .sector,
            version: "v",
            fields: [
                .init(.name, [.text("N")]), .init(.areas, [.volumes(volumes), .volumes(other)]),
            ]
        )
        let (lines, notes) = export([record])
        #expect(lines.count == 3)
        for (index, line) in lines.enumerated() {
            let suffix = index == 0 ? "" : ".\(index + 1)"
            #expect(line.contains("-us-z1\(suffix)\" ") && line.contains("N (\(index + 1) of 3)"))
            #expect(line.contains("<remarks>sector us-z1; in conflict: areas</remarks>"))
            #expect(line.contains(#"<field name="jig:conflicts">{&quot;areas&quot;:"#))
        }
        #expect(lines.first?.contains(#"hae="15" ce="0.001" le="5""#) == true)
        #expect(notes.contains { $0.hasPrefix("Bounds of heights only stand beside") })
    }

    @Test func `what has no place or is withdrawn is left out, and that is said`() throws {
        let word = ExportRecord(
            id: "us-w1",
            kind: .statement,
            version: "v",
            fields: [.init(.says, [.word("agreed")])]
        )
        let gone = ExportRecord(
            id: "us-s1",
            kind: .site,
            version: "v",
            isWithdrawn: true,
            fields: [.init(.place, [.place(try place(0, 0, 1))])]
        )
        let (lines, notes) = export([word, gone, gone])
        #expect(lines.isEmpty)
        #expect(
            notes == [
                "Records without a place are left out: 1.", "Withdrawn records are left out: 2.",
            ]
        )
    }
}
