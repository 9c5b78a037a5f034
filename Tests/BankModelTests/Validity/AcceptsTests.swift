import BankModel
import Testing

/// What each field takes, on both sides of every edge.
@Suite struct AcceptsTests {
    private static let charter = Charter(
        bank: Hash256(hashing: [1]),
        number: 1,
        name: "bank",
        partners: [
            Charter.Member(id: Sample.author("depot").partner, name: "Depot", rootKey: [])
        ],
        ruleSet: 1,
        categories: [Charter.Category(word: "depot", buffer: 0)]
    )

    @Test(arguments: [
        (Kind.target, FieldID.name, Limits.nameBytesMax),
        (.target, .control, Limits.textBytesMax),
        (.target, .remarks, Limits.textBytesMax),
        (.target, .attribute("key"), Limits.textBytesMax),
        (.site, .name, Limits.nameBytesMax),
    ])
    func `text is limited by its bytes`(kind: Kind, field: FieldID, bytesMax: Int) throws {
        try check(kind, field, .text(Sample.text(bytesMax - 1)), isTaken: true)
        try check(kind, field, .text(Sample.text(bytesMax)), isTaken: true)
        try check(kind, field, .text(Sample.text(bytesMax + 1)), isTaken: false)
        let wide = String(repeating: "\u{e9}", count: bytesMax / 2)
        try check(kind, field, .text(wide), isTaken: true)
        try check(kind, field, .text(wide + "a"), isTaken: false)
        let oneLetter = "a" + String(repeating: "\u{301}", count: bytesMax / 2)
        #expect(oneLetter.count == 1)
        try check(kind, field, .text(oneLetter), isTaken: false)
        try check(kind, field, .text(""), isTaken: false)
    }

    @Test func `text has no control characters but tab and new line`() throws {
        for byte in UInt8.min...0x7F {
            let text = "a" + String(decoding: [byte], as: UTF8.self) + "b"
            let isTaken = byte >= 0x20 && byte != 0x7F || byte == 0x09 || byte == 0x0A
            try check(.target, .name, .text(text), isTaken: isTaken)
        }
    }

    @Test(arguments: [
        ("a", true), ("7", true), ("a-b_c.d:e", true), ("", false), ("-a", false), ("a-", false),
        ("A", false), ("a b", false), ("\u{e9}", false), (":a", false),
        (Sample.text(Limits.tagBytesMax - 1), true), (Sample.text(Limits.tagBytesMax), true),
        (Sample.text(Limits.tagBytesMax + 1), false),
    ])
    func `a tag is a plain word`(word: String, isTaken: Bool) throws {
        try check(.target, .tags, .word(word), isTaken: isTaken)
    }

    @Test(arguments: [
        ("osm:1", true), ("osm:node:1", true), ("osm:1:", true), ("a:\u{e9} x", true),
        ("osm", false), ("osm:", false), (":1", false), ("", false), ("OSM:1", false),
        ("a b:1", false), ("osm:a\u{7}", false),
        ("a:" + Sample.text(Limits.externalIDBytesMax - 3), true),
        ("a:" + Sample.text(Limits.externalIDBytesMax - 2), true),
        ("a:" + Sample.text(Limits.externalIDBytesMax - 1), false),
        (Sample.text(Limits.tagBytesMax) + ":1", true),
        (Sample.text(Limits.tagBytesMax + 1) + ":1", false),
    ])
    func `an external id is scheme and id`(word: String, isTaken: Bool) throws {
        try check(.target, .externalIDs, .word(word), isTaken: isTaken)
    }

    @Test(arguments: [
        ("k", true), ("Two words", true), ("\u{e9}", true), ("", false), ("a\nb", false),
        ("a\u{0}b", false), (Sample.text(Limits.attributeKeyBytesMax - 1), true),
        (Sample.text(Limits.attributeKeyBytesMax), true),
        (Sample.text(Limits.attributeKeyBytesMax + 1), false),
    ])
    func `an attribute's key is a line of text`(key: String, isTaken: Bool) {
        #expect((AttributeKeyRule.refusal(of: key) == nil) == isTaken)
        #expect((Kind.target.fieldID(named: "attributes.\(key)") != nil) == isTaken)
    }

    @Test func `a grade is a letter and a digit`() throws {
        for letter in "@ABCDEFGaf" {
            for digit in "01234567" {
                let isTaken = "ABCDEF".contains(letter) && "123456".contains(digit)
                try check(.target, .grade, .word("\(letter)\(digit)"), isTaken: isTaken)
            }
        }
        for word in ["", "A", "1A", "A11", "A1 "] {
            try check(.target, .grade, .word(word), isTaken: false)
        }
    }

    @Test func `words are those of the table and of the charter`() throws {
        for word in ["reported", "confirmed", "disputed"] {
            try check(.target, .status, .word(word), isTaken: true)
        }
        for word in ["functioning", "not_functioning", "unknown"] {
            try check(.site, .function, .word(word), isTaken: true)
        }
        try check(.target, .status, .word("unknown"), isTaken: false)
        try check(.target, .category, .word("depot"), isTaken: true)
        try check(.target, .category, .word("bridge"), isTaken: false)
    }

    @Test(arguments: [
        (Int64.min, false), (-1, false), (0, true), (Limits.distanceMillimetresMax - 1, true),
        (Limits.distanceMillimetresMax, true), (Limits.distanceMillimetresMax + 1, false),
        (.max, false),
    ])
    func `a length is from nothing to 500 km`(length: Int64, isTaken: Bool) throws {
        try check(.site, .buffer, .millimetres(length), isTaken: isTaken)
    }

    /// Around the first millisecond of the year 1 and the last of the year 9999.
    private static let times: [(Int64, Bool)] = [
        (.min, false), (-62_135_596_800_001, false), (-62_135_596_800_000, true), (0, true),
        (253_402_300_799_999, true), (253_402_300_800_000, false), (.max, false),
    ]

    @Test(arguments: times)
    func `a time is in the years 1 to 9999`(time: Int64, isTaken: Bool) throws {
        try check(.site, .reviewBy, .instant(time), isTaken: isTaken)
        let verification = Verification(at: time, by: "somebody")
        try check(.site, .verified, .verification(verification), isTaken: isTaken)
        try check(.target, .validity, Sample.interval(time, nil), isTaken: isTaken)
        try check(.target, .validity, Sample.interval(nil, time), isTaken: isTaken)
    }

    @Test func `whoever verified has a name`() throws {
        for (count, isTaken) in [(0, false), (255, true), (256, true), (257, false)] {
            let verification = Verification(at: 0, by: Sample.text(count))
            try check(.site, .verified, .verification(verification), isTaken: isTaken)
        }
    }

    @Test func `an interval ends no sooner than it begins and has an end`() throws {
        #expect(Interval(from: 1, until: 0) == nil)
        #expect(Interval(from: nil, until: nil) == nil)
        for (from, until) in [(0, 0), (0, 1), (0, nil), (nil, 0)] as [(Int64?, Int64?)] {
            let interval = try #require(Interval(from: from, until: until))
            try check(.target, .validity, .interval(interval), isTaken: true)
        }
    }

    @Test(
        arguments: [
            (900_000_000, 1_800_000_000, true), (-900_000_000, -1_800_000_000, true),
            (900_000_001, 0, false), (-900_000_001, 0, false), (0, 1_800_000_001, false),
            (0, -1_800_000_001, false), (.max, 0, false), (0, .min, false),
        ] as [(Int32, Int32, Bool)]
    )
    func `a position is on the globe`(latitude: Int32, longitude: Int32, isTaken: Bool) {
        let place = Place(latitude: latitude, longitude: longitude, uncertainty: 0)
        #expect((place != nil) == isTaken)
    }

    @Test func `an uncertainty and a radius are lengths, and a circle is more than a point`() {
        let max = Limits.distanceMillimetresMax
        for (length, isTaken) in [(-1, false), (0, true), (max, true), (max + 1, false)] {
            #expect((Place(latitude: 0, longitude: 0, uncertainty: length) != nil) == isTaken)
        }
        for (radius, isTaken) in [
            (-1, false), (0, false), (1, true), (max, true), (max + 1, false),
        ] {
            let circle = Place.Shape.circle(radius: radius)
            let place = Place(latitude: 0, longitude: 0, uncertainty: 0, shape: circle)
            #expect((place != nil) == isTaken)
        }
    }

    @Test func `a field takes values of its own type and no other`() throws {
        let samples: [Value] = [
            .text("a"), .word("depot"), Sample.place(latitude: 1), Sample.interval(0, 1),
            .millimetres(1), .instant(1), .verification(Verification(at: 1, by: "a")),
            .life(.withdrawn), .volumes([Sample.volume(nil)]), .volumes([Sample.volume(1, 2)]),
            Sample.reference(.site, 1), Sample.suggestion(.name, .text("a")), .opaque([1]),
        ]
        for kind in RuleSet.first.kinds {
            for field in kind.fields {
                let taken = samples.filter { field.refusal(of: $0, under: Self.charter) == nil }
                let isWord = [.choice([]), .grade, .externalID].contains { Self.isLike($0, field) }
                #expect(taken.count == (isWord ? 0 : 1), "\(kind.name).\(field.name)")
                #expect(!taken.contains(.opaque([1])))
            }
        }
    }

    /// Fields whose words are others than the sample's.
    private static func isLike(_ type: FieldType, _ field: Field) -> Bool {
        switch (type, field.type) {
        case (.choice, .choice), (.grade, .grade), (.externalID, .externalID): true
        default: false
        }
    }

    @Test func `only what is required and life cannot be cleared`() {
        let kept = RuleSet.first.kinds.map { kind in
            kind.fields.filter { $0.refusal(of: .cleared, under: Self.charter) != nil }.map(\.name)
        }
        #expect(
            kept == [
                ["@life", "name", "category", "place"], ["@life", "name", "category", "place"],
                ["@life", "name", "areas"],
                ["@life", "title", "activity", "volumes", "lead", "state"],
                ["@life", "title", "observed", "place", "category"], ["@life", "says"],
                ["@life", "change"], ["@life", "from", "to", "relation"],
            ]
        )
    }

    @Test func `a partner is one of the charter, as a word and as a key`() throws {
        for (name, isTaken) in [("depot", true), ("us", false), ("", false), ("DEPOT", false)] {
            try check(.notice, .lead, .word(name), isTaken: isTaken)
            let allowed = try #require(Kind.sector.fields.first { $0.keys == .partner })
            #expect((allowed.keyRefusal(of: name, under: Self.charter) == nil) == isTaken)
        }
        try check(.notice, .lead, .text("depot"), isTaken: false)
        let partner = Sample.author("depot").partner
        for word in Permission.allCases {
            try check(.sector, .allowed(partner), .word(word.rawValue), isTaken: true)
        }
        try check(.sector, .allowed(partner), .word("other"), isTaken: false)
    }

    @Test func `so many volumes are taken and not one more`() throws {
        let most = Limits.volumesMax
        for (count, isTaken) in [(0, false), (1, true), (most, true), (most + 1, false)] {
            let volumes = Array(repeating: Sample.volume(1, 2), count: count)
            try check(.notice, .volumes, .volumes(volumes), isTaken: isTaken)
            let areas = Array(repeating: Sample.volume(nil), count: count)
            try check(.sector, .areas, .volumes(areas), isTaken: isTaken)
        }
    }

    @Test func `so many vertices are taken in all and not one more`() throws {
        let most = Limits.polygonVertices.upperBound
        #expect(Limits.verticesMax == 2 * most)
        for (counts, isTaken) in [
            ([most, most - 1], true), ([most, most], true), ([most, most - 2, 3], false),
        ] {
            let time = Interval(from: 1, until: 2)
            let volumes = try counts.map {
                Volume(place: try #require(Sample.polygon($0)), time: time)
            }
            try check(.notice, .volumes, .volumes(volumes), isTaken: isTaken)
        }
    }

    @Test func `a volume has a time in a notice and none in a sector`() throws {
        let (timed, timeless) = (Sample.volume(1, 2), Sample.volume(nil))
        try check(.notice, .volumes, .volumes([timed, timeless]), isTaken: false)
        try check(.notice, .volumes, .volumes([timed]), isTaken: true)
        try check(.sector, .areas, .volumes([timeless, timed]), isTaken: false)
        try check(.sector, .areas, .volumes([timeless]), isTaken: true)
    }

    @Test(arguments: times)
    func `a volume's time is in the years 1 to 9999`(time: Int64, isTaken: Bool) throws {
        try check(.notice, .volumes, .volumes([Sample.volume(time)]), isTaken: isTaken)
        try check(.notice, .volumes, .volumes([Sample.volume(nil, time)]), isTaken: isTaken)
        try check(.incident, .observed, Sample.interval(time, nil), isTaken: isTaken)
    }

    private func check(
        _ kind: Kind,
        _ field: FieldID,
        _ value: Value,
        isTaken: Bool,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let field = try #require(kind.field(field), sourceLocation: location)
        let refusal = field.refusal(of: value, under: Self.charter)
        #expect((refusal == nil) == isTaken, "\(value)", sourceLocation: location)
    }
}
