import Testing

@testable import Interchange

/// Date-time groups, and how they stand beside RFC 3339.
struct DateTimeGroupTests {
    private func check(
        _ text: String,
        isRefused part: String,
        _ location: SourceLocation = #_sourceLocation
    ) {
        do {
            let time = try TypedTime.parse(text)
            Issue.record("\(text) is read as \(time)", sourceLocation: location)
        } catch {
            #expect(error.rule.contains(part), "\(text): \(error.rule)", sourceLocation: location)
        }
    }

    @Test(arguments: [
        ("221200Z SEP 16", "2016-09-22T12:00:00Z"), ("221200ZSEP16", "2016-09-22T12:00:00Z"),
        ("221200z sep 16", "2016-09-22T12:00:00Z"), ("22 1200 Z Sep 2016", "2016-09-22T12:00:00Z"),
        ("221200Zsep2016", "2016-09-22T12:00:00Z"), ("221500C SEP 16", "2016-09-22T12:00:00Z"),
        ("221300A SEP 16", "2016-09-22T12:00:00Z"), ("222100I SEP 16", "2016-09-22T12:00:00Z"),
        ("222200K SEP 16", "2016-09-22T12:00:00Z"), ("222300L SEP 16", "2016-09-22T12:00:00Z"),
        ("230000M SEP 16", "2016-09-22T12:00:00Z"), ("221100N SEP 16", "2016-09-22T12:00:00Z"),
        ("220700R SEP 16", "2016-09-22T12:00:00Z"), ("220100X SEP 16", "2016-09-22T12:00:00Z"),
        ("220000Y SEP 16", "2016-09-22T12:00:00Z"), ("010030B JAN 17", "2016-12-31T22:30:00Z"),
        ("312330N DEC 16", "2017-01-01T00:30:00Z"), ("290000Z FEB 00", "2000-02-29T00:00:00Z"),
        ("010000Z JAN 70", "1970-01-01T00:00:00Z"), ("312359Z DEC 69", "2069-12-31T23:59:00Z"),
        ("010000Z JAN 1969", "1969-01-01T00:00:00Z"), ("010000Z JAN 2070", "2070-01-01T00:00:00Z"),
        ("2016-09-22T12:00:00Z", "2016-09-22T12:00:00Z"), ("2016-09-22", "2016-09-22T00:00:00Z"),
    ])
    func `a date-time group is read in every spelling and zone`(text: String, time: String) throws {
        #expect(try TypedTime.parse(text) == Timestamp.parse(time))
    }

    @Test func `what is no date-time group is refused with the rule`() {
        check("221200J SEP 16", isRefused: "has the zone J, which is the observer's own")
        check("221200j sep 16", isRefused: "has the zone J")
        check("312400Z DEC 16", isRefused: "names an hour or minute that no day has")
        check("311260Z DEC 16", isRefused: "names an hour or minute that no day has")
        check("311200Z SEP 16", isRefused: "names a day that its month and year do not have")
        check("001200Z SEP 16", isRefused: "names a day that its month and year do not have")
        check("291200Z FEB 15", isRefused: "names a day that its month and year do not have")
        check("291200Z FEB 1900", isRefused: "names a day that its month and year do not have")
        check("221200Z SEB 16", isRefused: "has the month `SEB`: months are JAN FEB")
        check("221200Z 091 16", isRefused: "has the month `091`")
        for text in [
            "221200 SEP 16", "221200Z SEP", "221200Z SEP 6", "221200Z SEP 016", "22120Z SEP 16",
            "221200Z SEPT 16", "22120000Z SEP 16", "221200+ SEP 16", "221200Z SEP 16 x",
            "221200Z SEP -6",
        ] {
            check(text, isRefused: "is not a date-time group, DDHHMMZ MON YY")
        }
        check("2212", isRefused: "is not a time")
        check("Z221200 SEP 16", isRefused: "is not a time")
    }

    @Test func `a time is written as a date-time group only if that gives it back`() throws {
        let table: [(String, String?)] = [
            ("2016-09-22T12:00:00Z", "221200Z SEP 16"), ("1970-01-01T00:00:00Z", "010000Z JAN 70"),
            ("2069-12-31T23:59:00Z", "312359Z DEC 69"),
            ("2070-01-01T00:00:00Z", "010000Z JAN 2070"),
            ("1969-12-31T23:59:00Z", "312359Z DEC 1969"),
            ("0000-01-01T00:00:00Z", "010000Z JAN 0000"),
            ("9999-12-31T23:59:00Z", "312359Z DEC 9999"), ("+10000-01-01T00:00:00Z", nil),
            ("-0001-12-31T23:59:00Z", nil), ("2016-09-22T12:00:01Z", nil),
            ("2016-09-22T12:00:00.001Z", nil),
        ]
        for (time, text) in table {
            #expect(DateTimeGroup.text(try Timestamp.parse(time)) == text, "\(time)")
        }
    }

    @Test func `every minute is read back from its date-time group`() throws {
        var dice = SeededDice(seed: 13)
        for _ in 0..<5_000 {
            let minute = Int64.random(in: -1_036_000_000...4_223_000_000, using: &dice)
            let text = try #require(DateTimeGroup.text(minute * 60_000))
            #expect(try TypedTime.parse(text) == minute * 60_000, "\(text)")
            #expect(try TypedTime.parse(text.lowercased()) == minute * 60_000)
        }
    }
}
