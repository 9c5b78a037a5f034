import BankModel
import Deconfliction
import Testing

@testable import Interchange

/// Outlines, volumes, references and suggestions, as people type them and in JSON.
struct OperationalValueTests {
    private func parse(_ text: String, as name: String, of kind: Kind) throws -> Value {
        let field = try field(name, of: kind)
        let isJSON = text.hasPrefix("[") || text.hasPrefix("{")
        let plain = isJSON ? try JSONReader.parse(Array(text.utf8)) : .text(text)
        return try ValuePlain.parse(plain, as: field, in: charter, kind: kind)
    }

    private func check(
        _ text: String,
        as name: String,
        of kind: Kind,
        gives expected: Value?,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let value = try parse(text, as: name, of: kind)
        #expect(value == expected, "\(text)", sourceLocation: location)
    }

    private func check(
        _ text: String,
        as name: String,
        of kind: Kind,
        isRefused part: String,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        do {
            let value = try parse(text, as: name, of: kind)
            Issue.record("\(text) is read as \(value)", sourceLocation: location)
        } catch let error as ValueError {
            #expect(
                error.description.contains(part),
                "\(error.description)",
                sourceLocation: location
            )
            #expect(error.field == name && !error.next.isEmpty, sourceLocation: location)
        }
    }

    private func outline(_ shape: ([Position]) -> Place.Shape) throws -> Place {
        let corners = [(0, 10_000_000), (5_000_000, 0), (-5_000_000, 0)] as [(Int32, Int32)]
        let positions = corners.compactMap { Position(latitude: $0, longitude: $1) }
        return try #require(
            Place(
                latitude: 0,
                longitude: 10_000_000,
                uncertainty: 100_000,
                shape: shape(positions)
            )
        )
    }

    @Test func `a polygon's vertices follow its position, which may be said again`() throws {
        let ring = Value.place(try outline { .polygon($0) })
        for text in [
            "0,1,100m,polygon:0.5 0;-0.5 0", "0,1,100m,polygon:0 1;0.5 0;-0.5 0",
            " 0 , 1 , 100m , polygon: 0.5  0 ; -0.5\t0 ",
            #"{"lat":0,"lon":1,"uncertainty_m":100,"shape":"polygon","vertices":"#
                + "[[0,1],[0.5,0],[-0.5,0]]}",
        ] {
            try check(text, as: "place", of: .incident, gives: ring)
        }
    }

    @Test func `a corridor has a half width and points`() throws {
        let line = Value.place(try outline { .corridor($0, halfWidth: 2_000_000) })
        for text in [
            "0,1,100m,corridor:2km:0.5 0;-0.5 0", "0,1,100m,corridor:2000:0 1;0.5 0;-0.5 0",
            #"{"lat":0,"lon":1,"uncertainty_m":100,"shape":"corridor","half_width_m":2000,"#
                + #""points":[[0,1],[0.5,0],[-0.5,0]]}"#,
        ] {
            try check(text, as: "place", of: .incident, gives: line)
        }
    }

    @Test func `what is no outline says what is wrong with it`() throws {
        let cases = [
            ("0,1,1m,polygon:0 0", "2 vertices of 3 to 1000"), ("0,1,1m,polygon:", "not LAT LON"),
            ("0,1,1m,polygon:0 0;0 0", "no two in turn may be equal"),
            ("0,1,1m,polygon:0 0;1", "not LAT LON"), ("0,1,1m,polygon:0 0;91 0", "-90 to 90"),
            ("0,1,1m,polygon:0 0;0 181", "-180 to 180"), ("0,1,1m,square:1", "is not a shape"),
            ("0,1,1m,corridor:0 0", "to each side"), ("0,1,1m,corridor:5km:", "not LAT LON"),
            ("0,1,1m,corridor:x:0 0", "is not a length"),
            ("0,1,1m,corridor:0:0 0", "reaches up to 500 km"),
            ("0,1,1m,corridor:501km:0 0", "0 to 500 km"), ("0,1,1m,circle:0", "radius"),
            ("0,1,1m,polygon:0 0,0 1", "has more than a position, an"),
            (Self.json(#""shape":"polygon""#), "without `vertices`"),
            (Self.json(#""shape":"polygon","vertices":5"#), "no list as `vertices`"),
            (Self.json(#""shape":"polygon","vertices":[[0]]"#), "[lat, lon]"),
            (Self.json(#""shape":"polygon","vertices":[[0,181]]"#), "[lat, lon]"),
            (Self.json(#""shape":"polygon","vertices":[[9,9],[1,0],[2,0]]"#), "begins at LAT,LON"),
            (Self.json(#""shape":"polygon","vertices":[],"radius_m":1"#), "with a `radius_m`"),
            (Self.json(#""shape":"corridor","points":[]"#), "without `half_width_m`"),
            (Self.json(#""shape":"point","vertices":[]"#), "with a `vertices`"),
            (Self.json(#""shape":"circle","radius_m":1,"points":[]"#), "with a `points`"),
            (Self.json(#""shape":"square""#), "`polygon` or `corridor`"),
        ]
        for (text, part) in cases { try check(text, as: "place", of: .incident, isRefused: part) }
    }

    @Test func `an outline that breaks a rule is refused, whichever way it is written`() throws {
        for (shape, vertices, part) in [
            ("polygon", [(0, 0), (1, 1), (1, 0), (0, 1)], "edges 1 and 3 cross or touch"),
            ("polygon", [(0, 0), (0, 1), (0, 2)], "the vertices lie on one line"),
            ("polygon", [(0, 0), (0, 12), (1, 6)], "the vertices do not fit a circle"),
            ("polygon", [(0, 0), (0, 0.000_008), (1, 0)], "edge 1 is shorter than 1 m"),
            ("polygon", [(0, 0), (0, 2), (0, 1), (1, 1)], "edges 1 and 2 run back"),
            ("corridor", [(0, 0), (0, 91)], "the leg from point 1 to point 2 is longer"),
        ] as [(String, [(Double, Double)], String)] {
            let part = "is refused: " + part
            let (key, typed) = shape == "polygon" ? ("vertices", "") : ("points", "1km:")
            let pairs = vertices.map { "\($0.0) \($0.1)" }.joined(separator: ";")
            let text = "0,0,1m,\(shape):\(typed)\(pairs)"
            let list = vertices.map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
            let json =
                #"{"lat":0,"lon":0,"uncertainty_m":1,"shape":"\#(shape)","\#(key)":[\#(list)]"#
                + (shape == "polygon" ? "}" : #","half_width_m":1000}"#)
            for place in [text, json] {
                try check(place, as: "place", of: .site, isRefused: part)
                try check("place=\(text)", as: "change", of: .proposal, isRefused: part)
            }
            try check("0,0,1m | \(text)", as: "areas", of: .sector, isRefused: part)
            let time = "2026-01-01..2026-01-02"
            try check("\(text) @ \(time)", as: "volumes", of: .notice, isRefused: part)
            try check(#"[{"place":\#(json)}]"#, as: "areas", of: .sector, isRefused: part)
            let row = "name,category,place\na,other,\"\(text)\"\n"
            let rejected = try imported(row).rejected.first
            #expect(rejected?.reason.contains("place: `0,0,1m") == true, "\(row)")
            #expect(rejected?.reason.contains(part) == true, "\(row)")
        }
    }

    @Test func `an outline that a partner wrote is not asked`() throws {
        let corners: [(Int32, Int32)] = [
            (0, 0), (10_000_000, 10_000_000), (10_000_000, 0), (0, 10_000_000),
        ]
        let ring = corners.compactMap { Position(latitude: $0, longitude: $1) }
        let crossing = try #require(
            Place(latitude: 0, longitude: 0, uncertainty: 0, shape: .polygon(ring))
        )
        #expect(ShapeRule.refusal(of: .place(crossing)) != nil)
        #expect(try field("place").refusal(of: .place(crossing), under: charter) == nil)
        let areas = Value.volumes([Volume(place: crossing)])
        #expect(ShapeRule.refusal(of: areas) != nil)
        #expect(try field("areas", of: .sector).refusal(of: areas, under: charter) == nil)
        let suggestion = try #require(Suggestion(field: .place, value: .place(crossing)))
        #expect(ShapeRule.refusal(of: .suggestion(suggestion)) != nil)
        #expect(ShapeRule.refusal(of: .place(try place(0, 0, 1, circle: 1))) == nil)
    }

    private static func json(_ members: String) -> String {
        #"{"lat":0,"lon":1,"uncertainty_m":1,"# + members + "}"
    }

    @Test func `a volume is a place, a band and a time`() throws {
        let circle = try place(345_000_000, 382_500_000, 100_000, circle: 5_000_000)
        let time = Interval(from: 1_767_261_600_000, until: 1_767_268_800_000)
        let levels = try #require(
            AltitudeBand(lower: Altitude(flightLevel: 50), upper: Altitude(flightLevel: 100))
        )
        let banded = Volume(place: circle, altitude: levels, time: time)
        let typed = "34.5,38.25,100m,circle:5km"
        let times = "2026-01-01T10:00:00Z..2026-01-01T12:00:00Z"
        let first = "\(typed) @FL050-FL100 \(times)"
        try check(first, as: "volumes", of: .notice, gives: .volumes([banded]))
        let bare = Volume(place: circle, time: time)
        try check("\(typed) @ \(times)", as: "volumes", of: .notice, gives: .volumes([bare]))
        try check(
            "\(first) | \(typed) @ \(times)",
            as: "volumes",
            of: .notice,
            gives: .volumes([banded, bare])
        )
        let json =
            #"[{"place":"\#(typed)","lower":{"fl":50},"upper":{"fl":100,"reference":"fl"},"#
            + #""from":"2026-01-01T10:00:00Z","until":"2026-01-01T12:00:00Z"}]"#
        try check(json, as: "volumes", of: .notice, gives: .volumes([banded]))
        try check(typed, as: "areas", of: .sector, gives: .volumes([Volume(place: circle)]))
    }

    @Test func `a band's heights are written as pilots and surveyors write them`() throws {
        func height(_ millimetres: Int64, _ reference: Altitude.Reference) -> Altitude? {
            Altitude(millimetres: millimetres, reference: reference)
        }
        let cases: [(String, Altitude?, Altitude?)] = [
            ("0mAGL-FL100", height(0, .agl), Altitude(flightLevel: 100)),
            ("-FL100", nil, Altitude(flightLevel: 100)), ("fl0-", Altitude(flightLevel: 0), nil),
            ("-50mMSL-300.5mmsl", height(-50_000, .msl), height(300_500, .msl)),
            ("--50mHAE", nil, height(-50_000, .hae)), ("-50mHAE-", height(-50_000, .hae), nil),
            ("1000ftMSL-1001ftMSL", height(304_800, .msl), height(305_105, .msl)),
            ("1ftMSL-1ftMSL", height(304, .msl), height(305, .msl)),
            ("0.0001mAGL-0.0001mAGL", height(0, .agl), height(1, .agl)),
            ("-0.0001mAGL-9mAGL", height(-1, .agl), height(9_000, .agl)),
        ]
        for (text, lower, upper) in cases {
            let band = try #require(AltitudeBand(lower: lower, upper: upper))
            let volume = Volume(place: try place(0, 0, 1_000), altitude: band)
            try check("0,0,1m @\(text)", as: "areas", of: .sector, gives: .volumes([volume]))
        }
        for text in [
            "FL050", "-", "FL100.5-", "FL3281-", "FL-", "x-y", "5-6", "5mXXX-", "1m-2m",
            "100001mMSL-", "-1001mMSL-", "FL99999999999999999999-",
        ] {
            try check("0,0,1m @\(text)", as: "areas", of: .sector, isRefused: "is not a band")
        }
        try check("0,0,1m @FL100-FL050", as: "areas", of: .sector, isRefused: "below its beginning")
    }

    @Test func `what is no volume says what is wrong with it`() throws {
        for (text, part) in [
            ("", "is not a place"), ("0,0,1m |", "is not a place"), ("0,0", "mandatory"),
            ("0,0,1m @ soon", "is not an interval"), ("0,0,1m", "a volume without a time"),
            ("0,0,1m @ 2026-01-02..2026-01-01", "ends before it begins"),
            ("0,0,1m @ ..", "open at both ends"), ("[]", "0 volumes, not 1 to 32"),
            ("{}", "a list"),
            ("[5]", "is not an object"), ("[{}]", "has no `place`"),
            (#"[{"place":"0,0,1m","top":1}]"#, "`top`"),
            (#"[{"place":"0,0,1m","lower":{"m":1}}]"#, "is not a height"),
            (#"[{"place":"0,0,1m","lower":{"m":1,"reference":"fl"}}]"#, "is not a height"),
            (#"[{"place":"0,0,1m","lower":{"fl":1.5}}]"#, "is not a height"),
            (#"[{"place":"0,0,1m","lower":{"fl":1,"reference":"msl"}}]"#, "is not a height"),
            (#"[{"place":"0,0,1m","lower":{"m":1e9,"reference":"msl"}}]"#, "is not a height"),
            (#"[{"place":"0,0,1m","lower":"1mMSL","upper":"0mMSL"}]"#, "below its beginning"),
        ] {
            try check(text, as: "volumes", of: .notice, isRefused: part)
        }
        try check(
            "0,0,1m @ 2026-01-01..2026-01-02",
            as: "areas",
            of: .sector,
            isRefused: "an area with a time"
        )
    }

    @Test func `a suggestion is read by the rule of its field`() throws {
        func suggested(_ field: FieldID, _ value: Value) -> Value? {
            Suggestion(field: field, value: value).map { .suggestion($0) }
        }
        for (text, expected) in [
            ("name=Well=spring", suggested(.name, .text("Well=spring"))),
            ("buffer_m=2km", suggested(.buffer, .millimetres(2_000_000))),
            ("grade=", suggested(.grade, .cleared)), ("tags+=x", suggested(.tags, .word("x"))),
            (
                "allowed.ru=notify_first",
                suggested(
                    .allowed(try #require(PartnerID("ru"))),
                    .word("notify_first")
                )
            ),
            (#"{"field":"grade","value":null}"#, suggested(.grade, .cleared)),
            (#"{"field":"buffer_m","value":1.5}"#, suggested(.buffer, .millimetres(1_500))),
        ] {
            try check(text, as: "change", of: .proposal, gives: expected)
        }
        for (text, part) in [
            ("name", "field=value"), ("height=5", "`height` that there is not"),
            ("@life=withdrawn", "is not written"), ("name=", "suggests name"),
            ("grade=Z9", "not [A-F][1-6]"), ("change=name=x", "cannot be suggested"),
            (#"{"value":1}"#, "has no `field`"), (#"{"field":"name","of":1}"#, "`of`"),
        ] {
            try check(text, as: "change", of: .proposal, isRefused: part)
        }
    }

    @Test func `of two fields with one name the kind that is meant says which`() throws {
        let change = try field("change", of: .proposal)
        for (kind, expected) in [(Kind.incident, FieldID.incidentCategory), (.site, .category)] {
            let value = try ValueText.parse(
                "category=other",
                as: change,
                in: charter,
                kind: .proposal,
                about: kind
            )
            guard case .suggestion(let suggestion) = value else {
                Issue.record("\(value) is no suggestion")
                continue
            }
            #expect(suggestion.field == expected)
        }
    }

    @Test func `a reference is named by id and version, or written out`() throws {
        let version = try #require(VersionID("0123456789abcdef"))
        let id = try #require(SpokenID("us-n3"))
        for text in ["us-n3@0123456789abcdef", " us-n3@0123456789abcdef "] {
            let name = try #require(ReferenceName(text))
            #expect(name.id == id && name.version == version)
        }
        #expect(ReferenceName("us-n3")?.version == nil && ReferenceName("us-n3")?.id == id)
        for text in ["", "us-n3@", "us-n3@xyz", "us-n3@0123456789abcdef@1", "@", "n3"] {
            #expect(ReferenceName(text) == nil, "\(text)")
        }
        let members = [Plain.Member("id", .text("us-n3")), .init("kind", .text("notice"))]
        #expect(ReferenceName(.object(members)) == ReferenceName("us-n3"))
        let versioned = members + [.init("version", .text("0123456789abcdef"))]
        #expect(ReferenceName(.object(versioned))?.version == version)
        #expect(ReferenceName(.object(members + [.init("dots", .null)])) == nil)
        for text in [
            "us-n3", "site:5", "site:00.0", "none:" + String(repeating: "0", count: 64) + ".0",
            "site:" + String(repeating: "0", count: 64) + ".0@x", "{}", #"{"kind":"site"}"#,
        ] {
            try check(text, as: "about", of: .statement, isRefused: "about")
        }
    }
}
