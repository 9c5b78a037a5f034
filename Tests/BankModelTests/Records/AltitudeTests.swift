import BankModel
import Testing

/// Heights and bands of them.
@Suite struct AltitudeTests {
    @Test func `a height is from 1,000 m below to 100 km above`() {
        #expect(Limits.altitudeMillimetres == -1_000_000...100_000_000)
        for reference in [Altitude.Reference.hae, .msl, .agl] {
            for (height, isTaken) in [
                (-1_000_001, false), (-1_000_000, true), (0, true), (100_000_000, true),
                (100_000_001, false), (Int64.min, false), (.max, false),
            ] {
                let altitude = Altitude(millimetres: height, reference: reference)
                #expect((altitude != nil) == isTaken, "\(height)")
                #expect(altitude?.flightLevel == nil)
            }
        }
    }

    @Test func `a flight level is a whole number of hundreds of feet`() {
        for (height, level) in [
            (0, 0), (30_480, 1), (30_480 * 3_280, 3_280), (1, nil), (30_479, nil), (-30_480, nil),
            (30_480 * 3_281, nil),
        ] as [(Int64, Int64?)] {
            #expect(Altitude(millimetres: height, reference: .fl)?.flightLevel == level)
            if let level {
                #expect(Altitude(flightLevel: level)?.millimetres == height)
            }
        }
        for level in [-1, 3_281, Int64.min, .max] { #expect(Altitude(flightLevel: level) == nil) }
    }

    @Test func `a band is not upside down, as far as its bounds can be compared`() throws {
        let low = try #require(Altitude(millimetres: 0, reference: .msl))
        let high = try #require(Altitude(millimetres: 1, reference: .msl))
        let level = try #require(Altitude(flightLevel: 0))
        #expect(AltitudeBand(lower: low, upper: high) != nil)
        #expect(AltitudeBand(lower: low, upper: low) != nil)
        #expect(AltitudeBand(lower: high, upper: low) == nil)
        #expect(AltitudeBand(lower: high, upper: level) != nil)
        #expect(AltitudeBand(lower: high, upper: nil)?.lower == high)
        #expect(AltitudeBand(lower: nil, upper: low)?.upper == low)
        #expect(AltitudeBand(lower: nil, upper: nil) == .unbounded)
    }
}
