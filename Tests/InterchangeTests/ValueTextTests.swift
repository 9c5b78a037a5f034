import BankModel
import Testing

@testable import Interchange

/// What people type after `field=`.
struct ValueTextTests {
    private func check(
        _ text: String,
        as name: String,
        of kind: Kind = .site,
        gives expected: Value,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let value = try ValueText.parse(
            text,
            as: field(name, of: kind),
            in: charter,
            kind: kind
        )
        #expect(value == expected, "\(text)", sourceLocation: location)
    }

    private func check(
        _ text: String,
        as name: String,
        of kind: Kind = .site,
        isRefused part: String,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let field = try field(name, of: kind)
        do {
            let value = try ValueText.parse(text, as: field, in: charter, kind: kind)
            Issue.record("\(text) is read as \(value)", sourceLocation: location)
        } catch {
            #expect(
                error.description.contains(part),
                "\(error.description)",
                sourceLocation: location
            )
            #expect(error.field == name && !error.next.isEmpty, sourceLocation: location)
        }
    }

    @Test func `a place is read in exact decimals`() throws {
        try check(
            "34.5,38.25,100m",
            as: "place",
            gives: .place(place(345_000_000, 382_500_000, 100_000))
        )
        try check(
            " -34.5 , 38.25 , 1.5km ",
            as: "place",
            gives: .place(place(-345_000_000, 382_500_000, 1_500_000))
        )
        try check(
            "90,-180,0,circle:500m",
            as: "place",
            gives: .place(place(900_000_000, -1_800_000_000, 0, circle: 500_000))
        )
        try check(
            "-90,180,500km",
            as: "place",
            gives: .place(place(-900_000_000, 1_800_000_000, 500_000_000))
        )
        try check("3.45e1,1e-7,100", as: "place", gives: .place(place(345_000_000, 1, 100_000)))
        try check(
            "0.00000005,-0.00000005,0.0001m",
            as: "place",
            gives: .place(place(1, -1, 1))
        )
        try check("0.000000049999999999999999,-0,0", as: "place", gives: .place(place(0, 0, 0)))
        try check(
            "89.99999999999999999999999,0,0",
            as: "place",
            gives: .place(place(900_000_000, 0, 0))
        )
    }

    @Test func `what is no place is refused with what it lacks`() throws {
        try check("91,38.25,100m", as: "place", isRefused: "must lie from -90 to 90")
        try check("90.0000001,0,1", as: "place", isRefused: "must lie from -90 to 90")
        try check("0,180.0000001,1", as: "place", isRefused: "must lie from -180 to 180")
        try check("0,-181,1", as: "place", isRefused: "must lie from -180 to 180")
        try check("NaN,38,1", as: "place", isRefused: "is not a latitude")
        try check("inf,38,1", as: "place", isRefused: "is not a latitude")
        try check("1e400,38,1", as: "place", isRefused: "must lie from -90 to 90")
        try check("1e99999999999999999999,38,1", as: "place", isRefused: "must lie from")
        try check("34.5,0x10,1", as: "place", isRefused: "is not a longitude")
        try check("34.5,38.25", as: "place", isRefused: "how far off")
        try check("34.5,38.25,", as: "place", isRefused: "how far off")
        try check("34.5", as: "place", isRefused: "is not a place")
        try check("34.5,,1", as: "place", isRefused: "is not a longitude")
        try check("34.5,38.25,-1m", as: "place", isRefused: "from 0 to 500 km")
        try check("34.5,38.25,500.0000001km", as: "place", isRefused: "from 0 to 500 km")
        try check("34.5,38.25,10 miles", as: "place", isRefused: "is not a length")
        try check("34.5,38.25,1,square:5", as: "place", isRefused: "is not a shape")
        try check("34.5,38.25,1,circle:0", as: "place", isRefused: "no place may have")
        try check("34.5,38.25,1,circle:", as: "place", isRefused: "is not a length")
        try check("34.5,38.25,1,circle:5,6", as: "place", isRefused: "has more than a position")
        try check("", as: "place", isRefused: "is not a place")
    }

    @Test func `a length is read in metres and rounded up to the millimetre`() throws {
        try check("500m", as: "buffer_m", gives: .millimetres(500_000))
        try check("1.5km", as: "buffer_m", gives: .millimetres(1_500_000))
        try check("500", as: "buffer_m", gives: .millimetres(500_000))
        try check("500 m", as: "buffer_m", gives: .millimetres(500_000))
        try check("0.0001", as: "buffer_m", gives: .millimetres(1))
        try check("1e-400", as: "buffer_m", gives: .millimetres(1))
        try check("500km", as: "buffer_m", gives: .millimetres(500_000_000))
        try check("", as: "buffer_m", gives: .cleared)
        for text in ["500.000001km", "-1", "-0.0001", "m", "km", "1e400", "1,5", "٣", "0x5"] {
            try check(text, as: "buffer_m", isRefused: "length")
        }
    }

    @Test func `an interval has one open end at most`() throws {
        let noon: Int64 = 1_474_545_600_000
        try check(
            "2016-09-22T12:00:00Z..2016-09-22T14:00:00+01:00",
            as: "validity",
            gives: .interval(#require(Interval(from: noon, until: noon + 3_600_000)))
        )
        try check(
            "2016-09-22T12:00:00Z..",
            as: "validity",
            gives: .interval(#require(Interval(from: noon, until: nil)))
        )
        try check(
            "..2016-09-22T12:00:00Z",
            as: "validity",
            gives: .interval(#require(Interval(from: nil, until: noon)))
        )
        try check("..", as: "validity", isRefused: "open at both ends")
        try check("2016-09-22T12:00:00Z", as: "validity", isRefused: "is not an interval")
        try check("2016-09-23..2016-09-22", as: "validity", isRefused: "ends before it begins")
        try check("2016-09-22...", as: "validity", isRefused: "is not an interval")
        try check("now..later", as: "validity", isRefused: "is not a time")
    }

    @Test func `a date means its first moment, or its last where it ends an interval`() throws {
        let midnight: Int64 = 1_474_502_400_000
        try check("2016-09-22", as: "review_by", gives: .instant(midnight))
        try check(
            "2016-09-22..2016-09-22",
            as: "validity",
            gives: .interval(#require(Interval(from: midnight, until: midnight + 86_399_999)))
        )
        try check(
            "2016-09-22T00:00:00.0001Z..2016-09-22T00:00:00.0011Z",
            as: "validity",
            gives: .interval(#require(Interval(from: midnight, until: midnight + 2)))
        )
    }

    @Test func `a verification says when and by whom`() throws {
        let expected = Verification(at: 1_474_502_400_000, by: "team 2 by night")
        try check("2016-09-22 by team 2 by night", as: "verified", gives: .verification(expected))
        try check("2016-09-22", as: "verified", isRefused: "by whom")
        try check("2016-09-22 by ", as: "verified", isRefused: "empty")
        try check("by somebody", as: "verified", isRefused: "by whom")
        try check(" by somebody", as: "verified", isRefused: "is not a time")
        try check(
            "2016-09-22 by " + String(repeating: "x", count: 257),
            as: "verified",
            isRefused: "more than 256"
        )
    }

    @Test func `words are those of the charter and of the field`() throws {
        try check("facility", as: "category", gives: .word("facility"))
        try check("weapon", as: "category", isRefused: "no such category; write a category")
        try check("Facility", as: "category", isRefused: "no such category")
        try check("", as: "category", isRefused: "no such category")
        try check("not_functioning", as: "function", gives: .word("not_functioning"))
        try check("broken", as: "function", isRefused: "functioning, not_functioning, unknown")
        try check("confirmed", as: "status", of: .target, gives: .word("confirmed"))
        try check("B2", as: "grade", gives: .word("B2"))
        for grade in ["G1", "A0", "A7", "a1", "A", "A11", "Ａ1"] {
            try check(grade, as: "grade", isRefused: "[A-F][1-6]")
        }
    }

    @Test func `tags and external ids have their forms`() throws {
        try check("water-2", as: "tags", gives: .word("water-2"))
        for tag in ["-a", "a-", "A", "a b", "é", "", String(repeating: "a", count: 65)] {
            try check(tag, as: "tags", isRefused: "is refused")
        }
        try check("geonames:170654", as: "external_ids", gives: .word("geonames:170654"))
        for id in [
            "170654", "x:", ":1", "X:1", "a:\u{0}", "a:" + String(repeating: "b", count: 255),
        ] {
            try check(id, as: "external_ids", isRefused: "is refused")
        }
    }

    @Test func `text is limited in bytes and free of controls`() throws {
        try check("a\tb\nc", as: "name", gives: .text("a\tb\nc"))
        try check("a\r\nb", as: "name", gives: .text("a\nb"))
        let limit = String(repeating: "x", count: 256)
        try check(limit, as: "name", gives: .text(limit))
        try check(limit + "x", as: "name", isRefused: "257 bytes, more than 256")
        try check("", as: "name", isRefused: "empty")
        for control in ["\u{0}", "\u{7}", "\u{1B}[2J", "\r", "\u{7F}"] {
            try check("a" + control, as: "name", isRefused: "control character")
        }
    }

    @Test func `text enters in normal form C`() throws {
        try check("Cafe\u{301}", as: "name", gives: .text("Caf\u{E9}"))
        try check("\u{1E9B}\u{323}", as: "name", gives: .text("\u{1E9B}\u{323}"))
        try check("\u{1100}\u{1161}\u{11A8}", as: "name", gives: .text("\u{AC01}"))
        try check("\u{212B}", as: "name", gives: .text("\u{C5}"))
        try check("q\u{307}\u{323}", as: "name", gives: .text("q\u{323}\u{307}"))
        try check("ж\u{306}", as: "name", gives: .text("\u{4C2}"))
        try check(
            String(repeating: "\u{301}", count: 8000),
            as: "remarks",
            gives: .text(String(repeating: "\u{301}", count: 8000))
        )
    }

    @Test func `what an error quotes is short and cannot act on a terminal`() throws {
        let hostile = "\u{1B}[2J\u{202E}\u{200B}" + String(repeating: "x", count: 1000)
        let field = try field("grade")
        do {
            _ = try ValueText.parse(hostile, as: field, in: charter, kind: .site)
            Issue.record("hostile text is a grade")
        } catch {
            #expect(error.value.hasPrefix("\\u{1b}[2J\\u{202e}\\u{200b}xxx"))
            #expect(error.value.hasSuffix("x…"))
            #expect(error.message.utf8.count < 200)
        }
    }

    @Test func `the life of a record is not typed`() throws {
        let life = try #require(Kind.site.field(.life))
        for text in ["", "withdrawn", "in_bank"] {
            #expect(throws: ValueError.self) {
                try ValueText.parse(text, as: life, in: charter, kind: .site)
            }
        }
    }

    @Test(arguments: 0..<200)
    func `every value is read back from its typed form`(seed: UInt64) throws {
        var maker = ValueMaker(seed: seed)
        for kind in RuleSet.first.kinds {
            for field in kind.fields where field.type != .life {
                let isPlace = field.type == .place
                let value = try isPlace ? .place(maker.outline()) : maker.value(of: field)
                guard field.refusal(of: value, under: charter) == nil else { continue }
                let text = ValueText.text(of: value)
                let again = try ValueText.parse(text, as: field, in: charter, kind: kind)
                #expect(again == value, "\(field.name): \(text.debugDescription)")
            }
        }
    }
}
