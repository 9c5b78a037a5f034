import BankModel
import Deconfliction
import Testing

/// Altitude bands and intervals of time that have something in common.
struct OverlapTests {
    private typealias Bound = (Int64, Altitude.Reference)?

    private func band(_ lower: Bound, _ upper: Bound) throws -> AltitudeBand {
        func altitude(_ bound: Bound) throws -> Altitude? {
            guard let bound else { return nil }
            let altitude: Altitude = try #require(
                Altitude(millimetres: bound.0, reference: bound.1)
            )
            return altitude
        }
        return try #require(AltitudeBand(lower: try altitude(lower), upper: try altitude(upper)))
    }

    private func check(
        _ first: AltitudeBand,
        _ second: AltitudeBand,
        is expected: AltitudeOverlap,
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(first.overlap(second) == expected, sourceLocation: location)
        #expect(second.overlap(first) == expected, sourceLocation: location)
    }

    @Test func `heights of one reference are compared exactly, bounds included`() throws {
        for reference in Altitude.Reference.allCases {
            let step: Int64 = reference == .fl ? 30_480 : 1
            let band = try band((100 * step, reference), (200 * step, reference))
            check(band, try self.band((200 * step, reference), nil), is: .overlaps)
            check(band, try self.band((201 * step, reference), nil), is: .apart)
            check(band, try self.band(nil, (100 * step, reference)), is: .overlaps)
            check(band, try self.band(nil, (99 * step, reference)), is: .apart)
            check(band, .unbounded, is: .overlaps)
            check(band, band, is: .overlaps)
        }
    }

    @Test func `between ellipsoid and sea level the geoid's range is given to the overlap`() throws
    {
        let ellipsoid = try band((1_000_000, .hae), (2_000_000, .hae))
        // Sea level may be 86 m above the ellipsoid, or 107 m below it.
        check(ellipsoid, try band(nil, (914_000, .msl)), is: .overlaps)
        check(ellipsoid, try band(nil, (913_999, .msl)), is: .apart)
        check(ellipsoid, try band((2_107_000, .msl), nil), is: .overlaps)
        check(ellipsoid, try band((2_107_001, .msl), nil), is: .apart)
    }

    @Test func `ground and pressure are comparable with their like only`() throws {
        let low = try band((0, .msl), (100_000, .msl))
        for reference in [Altitude.Reference.agl, .fl] {
            check(low, try band((3_048_000, reference), nil), is: .notComparable)
            check(low, try band(nil, (0, reference)), is: .notComparable)
            check(.unbounded, try band((3_048_000, reference), nil), is: .overlaps)
        }
        check(
            try band((0, .agl), (100_000, .agl)),
            try band((3_048_000, .fl), (6_096_000, .fl)),
            is: .notComparable
        )
        // One comparison that proves it is enough.
        check(try band((0, .agl), (100_000, .msl)), try band((100_001, .msl), nil), is: .apart)
    }

    private func interval(_ from: Int64?, _ until: Int64?) throws -> Interval {
        try #require(Interval(from: from, until: until))
    }

    private func check(
        _ first: Interval?,
        _ second: Interval?,
        margin: Int64 = 0,
        is expected: (Int64?, Int64?, isGap: Bool)?,
        _ location: SourceLocation = #_sourceLocation
    ) {
        for (one, other) in [(first, second), (second, first)] {
            let overlap = TimeOverlap(one, other, margin: margin)
            #expect((overlap == nil) == (expected == nil), sourceLocation: location)
            #expect(overlap?.from == expected?.0, sourceLocation: location)
            #expect(overlap?.until == expected?.1, sourceLocation: location)
            #expect(overlap?.isGap == expected?.isGap, sourceLocation: location)
        }
    }

    @Test func `closed intervals overlap in what both hold`() throws {
        let noon = try interval(100_000, 200_000)
        check(noon, try interval(150_000, 300_000), is: (150_000, 200_000, false))
        check(noon, try interval(120_000, 130_000), is: (120_000, 130_000, false))
        check(noon, try interval(200_000, 300_000), is: (200_000, 200_000, false))
        check(noon, try interval(nil, 100_000), is: (100_000, 100_000, false))
        check(noon, try interval(50_000, nil), is: (100_000, 200_000, false))
        check(noon, nil, is: (100_000, 200_000, false))
        check(nil, nil, is: (nil, nil, false))
        check(try interval(7, nil), try interval(9, nil), is: (9, nil, false))
        check(try interval(nil, 7), try interval(nil, 9), is: (nil, 7, false))
    }

    @Test func `a gap of no more than skew and margin counts, and says so`() throws {
        let noon = try interval(100_000, 200_000)
        check(noon, try interval(205_000, nil), is: (200_000, 205_000, true))
        check(noon, try interval(205_001, nil), is: nil)
        check(noon, try interval(nil, 95_000), is: (95_000, 100_000, true))
        check(noon, try interval(nil, 94_999), is: nil)
        check(noon, try interval(265_000, nil), margin: 60_000, is: (200_000, 265_000, true))
        check(noon, try interval(265_001, nil), margin: 60_000, is: nil)
        check(try interval(nil, .min), try interval(.max, nil), is: nil)
        check(
            try interval(nil, .min),
            try interval(.max, nil),
            margin: .max,
            is: (.min, .max, true)
        )
    }
}
