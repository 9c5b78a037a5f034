import Deconfliction
import Testing

/// What a distance on the sphere says of the Earth.
struct NearnessTests {
    private func check(
        _ separation: Int64,
        _ sum: Int64,
        is expected: Nearness,
        _ location: SourceLocation = #_sourceLocation
    ) {
        let nearness = Nearness(separation: separation, reaches: sum)
        #expect(nearness == expected, sourceLocation: location)
    }

    @Test func `certain up to Σ / 1.0045, possible up to (Σ + 1 m) / 0.9944, apart beyond`() {
        check(0, 0, is: .certain)
        check(1, 0, is: .possible)
        // 1,000 mm / 0.9944 is 1,005.6 mm.
        check(1_005, 0, is: .possible)
        check(1_006, 0, is: .apart)
        check(10_000_000, 10_045_000, is: .certain)
        check(10_000_000, 10_044_999, is: .possible)
        check(10_000_000, 9_943_000, is: .possible)
        check(10_000_000, 9_942_999, is: .apart)
    }

    @Test func `no length is too large or too small to compare`() {
        check(.max, 0, is: .apart)
        check(.max, .max, is: .certain)
        check(0, .max, is: .certain)
        check(-5, -5, is: .certain)
        check(20_015_114_442, 20_105_182_456, is: .possible)
        check(20_015_114_442, 20_105_182_457, is: .certain)
    }

    @Test func `reaches and buffer add up`() throws {
        let circle = Footprint(
            .point(try at(0, 0)),
            reach: Reach(extent: 50_000_000, uncertainty: 10_000_000)
        )
        let point = Footprint(
            .point(try at(0, 1)),
            reach: Reach(extent: 0, uncertainty: 1_000_000)
        )
        // The two are 111,195,080 mm apart: 111,695,458 of buffer and reaches are certain.
        #expect(circle.proximity(to: point) == nil)
        #expect(circle.proximity(to: point, buffer: 40_000_000) == nil)
        let separation: Int64 = 111_195_080
        let cases: [(Int64, Nearness?)] = [
            (50_695_458, .certain), (50_695_457, .possible), (49_571_388, .possible),
            (49_571_387, nil),
        ]
        for (buffer, nearness) in cases {
            let found = circle.proximity(to: point, buffer: buffer)
            #expect(found?.nearness == nearness, "\(buffer)")
            #expect(found == nil || found?.separation == separation)
            #expect(point.proximity(to: circle, buffer: buffer) == found)
        }
    }
}
