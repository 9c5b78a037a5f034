import Testing

@testable import Interchange

/// RFC 3339 and the calendar beneath it.
struct TimestampTests {
    @Test func `known times are read`() throws {
        let table: [(String, Int64)] = [
            ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59.999Z", -1),
            ("2000-02-29T00:00:00Z", 951_782_400_000), ("1985-04-12T23:20:50.52Z", 482_196_050_520),
            ("1996-12-19T16:39:57-08:00", 851_042_397_000),
            ("2016-09-12t19:00:00+03:00", 1_473_696_000_000),
            ("2016-09-12 16:00:00z", 1_473_696_000_000), ("2016-09-12", 1_473_638_400_000),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
            ("2016-09-12T16:00:00.0009Z", 1_473_696_000_000),
            ("2016-09-12T16:00:00-00:00", 1_473_696_000_000),
            ("2016-09-12T16:00Z", 1_473_696_000_000),
            ("2016-09-12t19:00+03:00", 1_473_696_000_000),
            ("2016-09-12 16:00z", 1_473_696_000_000),
            ("-292275055-05-16T16:47:04.192Z", .min), ("+292278994-08-17T07:12:55.807Z", .max),
        ]
        for (text, milliseconds) in table {
            #expect(try Timestamp.parse(text) == milliseconds, "\(text)")
        }
    }

    @Test func `what is no time is refused`() {
        let table = [
            "", "now", "2016", "2016-09", "2016-9-12", "16-09-12", "2016-13-01", "2016-00-01",
            "2016-09-31", "2015-02-29", "1900-02-29", "2016-09-00", "2016-09-12T16:00",
            "2016-09-12T16:00:00", "2016-09-12T24:00:00Z", "2016-09-12T16:60:00Z",
            "2016-09-12T16:00:61Z", "2016-09-12T16:00:00.Z", "2016-09-12T16:00:00+3:00",
            "2016-09-12T16:00:00+0300", "2016-09-12T16:00:00+24:00", "2016-09-12T16:00:00Z ",
            "2016-09-12T16:00:00ZZ", "２016-09-12", "2016-09-12T", "+2016-9-1", "12016-09-12",
            "+292278994-08-17T07:12:55.808Z", "-292275055-05-16T16:47:04.191Z",
            "+9999999999-01-01", "-999999999-01-01", "2016-09-12T16:00:00-",
            "2016-09-12T16:00.5Z", "2016-09-12T16:00:Z", "2016-09-12T16Z", "2016-09-12T1600Z",
            "2016-09-12T16:0Z", "2016-09-12T24:00Z", "2016-09-12T16:60Z", "2016-09-12T16:00:5Z",
        ]
        for text in table {
            #expect(throws: Timestamp.Fault.self, "\(text)") { try Timestamp.parse(text) }
        }
    }

    @Test func `a leap second is refused by name`() {
        #expect(
            throws: Timestamp.Fault(rule: "is a leap second, which has no place in a count of days")
        ) {
            try Timestamp.parse("2016-12-31T23:59:60Z")
        }
    }

    @Test func `every day of eight centuries follows the one before`() throws {
        var previous = CivilDate(daysSince1970: -150_000)
        for day in Int64(-149_999)...150_000 {
            let date = CivilDate(daysSince1970: day)
            #expect(date.daysSince1970 == day)
            let isNext =
                date.day == previous.day + 1 && date.month == previous.month
                || date.day == 1 && date.month == previous.month + 1
                || date.day == 1 && date.month == 1 && date.year == previous.year + 1
            guard isNext else {
                Issue.record("\(date.text) follows \(previous.text)")
                return
            }
            previous = date
        }
    }

    @Test func `every time is read back from its text`() throws {
        var dice = SeededDice(seed: 7)
        let edges: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
        let random = (0..<5000).map { step in
            Int64.random(in: .min ... .max, using: &dice) >> Int64(step % 40)
        }
        for milliseconds in edges + random {
            let text = Timestamp.text(milliseconds)
            #expect(try Timestamp.parse(text) == milliseconds, "\(text)")
        }
    }
}
