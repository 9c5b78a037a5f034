import BankModel
import Testing

@testable import Interchange

/// Places and times of fields, typed in the forms that people use.
struct TypedPlaceTests {
    private func read(_ text: String, as name: String = "place") throws -> TypedValue {
        try ValueText.read(text, as: field(name), in: charter, kind: .site)
    }

    private func check(
        _ text: String,
        as name: String = "place",
        isRefused part: String,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        do {
            let value = try read(text, as: name)
            Issue.record("\(text) is read as \(value)", sourceLocation: location)
        } catch let error as ValueError {
            #expect(
                error.description.contains(part),
                "\(error.description)",
                sourceLocation: location
            )
        }
    }

    @Test(arguments: [
        ("34°30'00\"N 38°15'00\"E,100m", ["34°30'00\"N 38°15'00\"E"]),
        ("34°30'N, 38°15'E,100m", ["34°30'N,38°15'E"]),
        ("343000N0381500E, 0.1km", ["343000N0381500E"]),
        ("37 north 431146.855 3817852.504,100m", ["37 north 431146.855 3817852.504"]),
        (" 34.5 , 38.25 , 100m ", []),
        ("34.5,38.25 = 37SDU3114617852,100m", ["37SDU3114617852"]),
        ("34°30'N,38°15'E = 34.5,38.25 = 1,1,100m", ["34°30'N,38°15'E", "34.5,38.25", "1,1"]),
        ("34.5,38.25=34.5,38.25,100m", ["34.5,38.25"]),
    ])
    func `every form gives the place, and what was typed that is not decimal degrees`(
        text: String,
        typed: [String]
    ) throws {
        let expected = Value.place(try place(345_000_000, 382_500_000, 100_000))
        #expect(try read(text) == TypedValue(value: expected, typed: typed))
        let circle = try read(text + ",circle:500m")
        #expect(
            circle.value == .place(try place(345_000_000, 382_500_000, 100_000, circle: 500_000))
        )
        #expect(circle.typed == typed)
    }

    @Test func `of several forms each has to be a position, and the first is the place`() throws {
        let square = try read("37SDU3114617852 = 34.5,38.25,1m")
        #expect(square.value == .place(try place(344_999_999, 382_499_961, 1_000)))
        #expect(square.typed == ["37SDU3114617852", "34.5,38.25"])
        try check("37SDU3114617852 = 34.5,38.25,0.1m", isRefused: "less than the 0.72 m")
        try check("34.5,38.25,100m = 37SDU3114617852", isRefused: "has more than a position")
        try check("34.5,38.25 = 37SDI3114617852,100m", isRefused: "has the letter I")
        try check("34.5,38.25 = ,100m", isRefused: "is not a")
        try check("= 34.5,38.25,100m", isRefused: "is not a")
        try check("34.5,38.25 = 37SDU3114617852", isRefused: "how far off")
    }

    @Test func `a square takes its least uncertainty and no smaller one`() throws {
        let value = Value.place(try place(344_999_999, 382_499_961, 720))
        #expect(try read("37SDU3114617852,0.72m").value == value)
        try check(
            "37SDU3114617852,0.719m",
            isRefused: "less than the 0.72 m that its square implies"
        )
        try check("37SDU3114617852,0", isRefused: "an uncertainty of 0.72m or more")
        try check("37SDU3117,711.407m", isRefused: "less than the 711.408 m")
        #expect(throws: Never.self) { try read("37SDU3117,711.408m") }
        #expect(throws: Never.self) { try read("37SDU,72km,circle:1km") }
        try check("37SDU,70km", isRefused: "less than the 71140.008 m")
    }

    @Test func `what lacks or has too much is refused`() throws {
        try check("37SDU3117", isRefused: "how far off")
        try check("37SDU3117,", isRefused: "how far off")
        try check("34°30'N 38°15'E", isRefused: "how far off")
        try check("34°30'N,38°15'E", isRefused: "how far off")
        try check("37SDU3117,1km,circle:5m,6", isRefused: "has more than a position, an")
        try check("34°30'N,38°15'E,1km,circle:5m,6", isRefused: "has more than a position, an")
        try check("37SDU3117,1km,square:5", isRefused: "is not a shape")
        try check("37S 431147 3817853,1km", isRefused: "write 37 south or 37 north")
        try check("37SDI3117,1km", isRefused: "place: `37SDI3117` has the letter I")
        try check("34°61'N 38°15'E,1km", isRefused: "`34°61'N 38°15'E` has 60 minutes")
    }

    @Test func `times and intervals take date-time groups`() throws {
        let noon: Int64 = 1_474_545_600_000
        let hours = Interval(from: noon, until: noon + 7_200_000)
        for text in [
            "221200Z SEP 16..221400Z SEP 16", "221200zsep16 .. 2016-09-22T14:00:00Z",
            "221500C SEP 16..221700C SEP 16",
        ] {
            #expect(try read(text, as: "validity").value == .interval(#require(hours)))
        }
        #expect(
            try read("221200Z SEP 16", as: "review_by")
                == TypedValue(value: .instant(noon), typed: ["221200Z SEP 16"])
        )
        #expect(
            try read("221200zsep16..2016-09-22T14:00:00Z", as: "validity").typed
                == ["221200zsep16"]
        )
        #expect(
            try read("221200Z SEP 16 by team 2", as: "verified").value
                == .verification(Verification(at: noon, by: "team 2"))
        )
        try check("221200J SEP 16", as: "review_by", isRefused: "the zone J")
        try check("221400Z SEP 16..221200Z SEP 16", as: "validity", isRefused: "ends before")
        try check("..311200Z SEP 16", as: "validity", isRefused: "names a day")
    }
}
