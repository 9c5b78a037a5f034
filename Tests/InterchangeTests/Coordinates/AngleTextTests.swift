import BankModel
import Deconfliction
import Testing

@testable import Interchange

/// Degrees, minutes and seconds, as people type and read them.
struct AngleTextTests {
    private func check(
        _ text: String,
        gives latitude: Int32,
        _ longitude: Int32,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let typed = try PositionText.parse(text)
        let expected = Position(latitude: latitude, longitude: longitude)
        #expect(typed.position == expected, "\(text)", sourceLocation: location)
        #expect(typed.leastUncertainty == 0, sourceLocation: location)
    }

    private func check(
        _ text: String,
        isRefused part: String,
        _ location: SourceLocation = #_sourceLocation
    ) {
        do {
            let typed = try PositionText.parse(text)
            Issue.record("\(text) is read as \(typed)", sourceLocation: location)
        } catch {
            #expect(error.rule.contains(part), "\(text): \(error.rule)", sourceLocation: location)
        }
    }

    @Test(arguments: [
        "34°30'00\"N 38°15'00\"E", "34 30 00 N 38 15 00 E", "343000N0381500E", "3430N03815E",
        "343000N 0381500E", "N34 30 00 E38 15 00", "N343000E0381500", "34°30′N 38°15′E",
        "34º30’00”N 38º15’00”E", "34°30'N 38°15'E",
        "34°30'00''N 38°15'00''E", "34°30′00′′N 38°15′00′′E", "34d30'00\"N 38d15'00\"E",
        "34-30-00N 038-15-00E", "34:30:00N 38:15:00E", "34 30 n 38 15 e", "34.5°N 38.25°E",
        "34.5N 38.25E", "34 30.0N 38 15.000E", "3430.00N 03815.00E", "343000.0N 0381500.000E",
        "38°15'E 34°30'N",
        "34°30'N,38°15'E", " 34°30'N , 38°15'E ", "38.25E,34.5N", "N 34°30'00\" E 38°15'00\"",
        "34\u{A0}30\u{202F}00\u{A0}N 38 15 00 E", "34.5 N, 38 15 00 E",
    ])
    func `every spelling means the same position`(text: String) throws {
        try check(text, gives: 345_000_000, 382_500_000)
        #expect(try PositionText.parse(text).form == .degreesMinutesSeconds)
    }

    @Test func `hemispheres, edges and roundings are exact`() throws {
        try check("34°30'S 38°15'W", gives: -345_000_000, -382_500_000)
        try check("90°N 180°E", gives: 900_000_000, 1_800_000_000)
        try check("90 00 00 S 180 00 00 W", gives: -900_000_000, -1_800_000_000)
        try check("900000N1800000W", gives: 900_000_000, -1_800_000_000)
        try check("0N 0E", gives: 0, 0)
        try check("00°00'00\"S 000°00'00\"W", gives: 0, 0)
        try check("0°0'0.00018\"N 0°0'0.00018\"W", gives: 1, -1)
        try check("0°0'0.000179999\"N 0°0'0.000179999\"W", gives: 0, 0)
        try check("0°0'59.9999999999\"N 0°59.9999999999'E", gives: 166_667, 10_000_000)
        try check("59°59'59.99964\"N 1°0'0.00036\"E", gives: 599_999_999, 10_000_001)
        try check("1°00'00.5\"N 0°1.5'E", gives: 10_001_389, 250_000)
    }

    @Test func `what is no pair of angles is refused with the rule`() {
        check("34°30'00\" 38°15'00\"", isRefused: "does not say its hemispheres")
        check("34 30 38 15", isRefused: "does not say its hemispheres")
        check("34°30'N 38°15'", isRefused: "does not say its hemispheres")
        check("-34°30'N 38°15'E", isRefused: "both a sign and the letter")
        check("34°30'N +38°15'E", isRefused: "both a sign and the letter")
        check("34°30'N", isRefused: "one latitude and one longitude")
        check("34°30'N 35°30'N", isRefused: "one latitude and one longitude")
        check("34°30'N 38°E 39°E", isRefused: "one latitude and one longitude")
        check("34°60'N 38°15'E", isRefused: "60 minutes or seconds, or more")
        check("34°30'60\"N 38°15'E", isRefused: "60 minutes or seconds, or more")
        check("90°00'00.001\"N 38°15'E", isRefused: "from -90 to 90")
        check("91N 38E", isRefused: "from -90 to 90")
        check("34N 180.0000001E", isRefused: "more than 180 degrees")
        check("34N 180°00'01\"E", isRefused: "from -180 to 180")
        check("34N 99999999999999999999E", isRefused: "digits in one run")
        check("34.5°30'N 38°15'E", isRefused: "fraction before its last number")
        check("34°30'00'N 38°E", isRefused: "not in the order")
        check("34\"30'N 38°E", isRefused: "not in the order")
        check("34°°N 38°E", isRefused: "not in the order")
        check("34 30 00 00 N 38 E", isRefused: "more than degrees, minutes and seconds")
        check("345N 38E", isRefused: "3 digits in one run, which are not DD, DDMM or DDMMSS")
        check("34N 3815E", isRefused: "4 digits in one run, which are not DDD, DDDMM or DDDMMSS")
        check("N 34 38 E", isRefused: "without an angle")
        check("34.5.5N 38E", isRefused: "where a number belongs")
        check("34--30N 38E", isRefused: "parts no two numbers")
        check("34°30'N 38°15'X", isRefused: "`X` where N, S, E or W belongs")
        check("34°30'N; 38°15'E", isRefused: "`;`, as no position has")
        check("34°30'N\u{202E} 38°15'E", isRefused: "`\\u{202e}`, as no position has")
        check("34°30'N,38.25", isRefused: "as the one before it is")
        check("34°30'N,38°15'E,100m", isRefused: "more than a position")
        check("34.5,38°15'E", isRefused: "is not a longitude")
        check("34.5", isRefused: "is not a place")
        check("", isRefused: "is not a place")
    }

    @Test func `every position is read back from its degrees, minutes and seconds`() throws {
        var dice = SeededDice(seed: 11)
        for _ in 0..<5_000 {
            let latitude = Int32.random(in: -900_000_000...900_000_000, using: &dice)
            let longitude = Int32.random(in: -1_800_000_000...1_800_000_000, using: &dice)
            let position = try #require(Position(latitude: latitude, longitude: longitude))
            try check(SexagesimalText.text(of: position), gives: latitude, longitude)
        }
    }

    @Test func `an angle is written in full and exactly`() throws {
        let table: [(Int32, Int32, String)] = [
            (345_000_000, 382_500_000, "34°30'00\"N 038°15'00\"E"),
            (-1, 1, "00°00'00.00036\"S 000°00'00.00036\"E"),
            (900_000_000, -1_800_000_000, "90°00'00\"N 180°00'00\"W"),
            (0, 0, "00°00'00\"N 000°00'00\"E"),
            (599_999_999, -5, "59°59'59.99964\"N 000°00'00.0018\"W"),
        ]
        for (latitude, longitude, text) in table {
            let position = try #require(Position(latitude: latitude, longitude: longitude))
            #expect(SexagesimalText.text(of: position) == text)
        }
    }
}
