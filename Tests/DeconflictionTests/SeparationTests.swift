import Deconfliction
import Foundation
import Testing

/// Distances between skeletons, case by case.
struct SeparationTests {
    /// The distance is so many degrees, rounded down to the millimetre, and the same to the last one
    /// whichever way the two are drawn and asked.
    private func check(
        _ first: Skeleton,
        _ second: Skeleton,
        is degrees: Double,
        _ location: SourceLocation = #_sourceLocation
    ) {
        let separation = first.bare.separation(to: second.bare)
        let expected = degrees * .pi / 180 * Double(Sphere.radiusMillimetres)
        #expect(abs(Double(separation) - expected + 0.5) <= 0.502, sourceLocation: location)
        #expect(!first.bare.isReadAsCap && !second.bare.isReadAsCap, sourceLocation: location)
        for one in drawings(of: first) {
            for other in drawings(of: second) {
                #expect(one.separation(to: other) == separation, sourceLocation: location)
                #expect(other.separation(to: one) == separation, sourceLocation: location)
            }
        }
    }

    private func sine(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }

    private func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }

    private func degrees(_ radians: Double) -> Double { radians * 180 / .pi }

    /// How far north the middle of an arc is whose ends are on one parallel, this far east and west.
    private func crest(_ latitude: Double, _ halfWidth: Double) -> Double {
        degrees(atan2(sine(latitude), cosine(latitude) * cosine(halfWidth)))
    }

    private func drawings(of skeleton: Skeleton) -> [Footprint] {
        (0..<skeleton.positions.count).flatMap {
            [skeleton.rotated(by: $0).bare, skeleton.rotated(by: $0).reversed.bare]
        }
    }

    private func point(_ latitude: Double, _ longitude: Double) throws -> Skeleton {
        .point(try at(latitude, longitude))
    }

    private func path(_ degrees: (Double, Double)...) throws -> Skeleton { .path(try at(degrees)) }

    private func ring(_ degrees: (Double, Double)...) throws -> Skeleton { .ring(try at(degrees)) }

    @Test func `two points are as far apart as the arc between them is long`() throws {
        check(try point(0, 0), try point(0, 0), is: 0)
        check(try point(0, 0), try point(0, 1), is: 1)
        check(try point(0, 0), try point(0, 180), is: 180)
        check(try point(90, 12), try point(90, -77), is: 0)
        check(try point(90, 12), try point(-90, 3), is: 180)
        check(try point(34, 180), try point(34, -180), is: 0)
        check(try point(0, 179.9999999), try point(0, -179.9999999), is: 0.000_000_2)
    }

    @Test func `a point is measured to the nearest point of an arc`() throws {
        let equator = try path((0, 0), (0, 10))
        check(try point(1, 5), equator, is: 1)
        check(try point(-1, 5), equator, is: 1)
        check(try point(0, 5), equator, is: 0)
        check(try point(0, 0), equator, is: 0)
        check(try point(0, 11), equator, is: 1)
        check(try point(0, -1), equator, is: 1)
        check(try point(90, 0), equator, is: 90)
        check(try point(0, -175), equator, is: 175)
        check(try point(0, -170), equator, is: 170)
        check(try point(0, 178), equator, is: 168)
        let overPole = try path((89, 0), (89, 180))
        check(try point(90, 33), overPole, is: 0)
        check(try point(89, 90), overPole, is: 1)
        check(try point(90, 0), try path((90, 70), (88, 20)), is: 0)
        check(
            try point(10, 180),
            try path((10, 179), (10, -179), (12, -179)),
            is: crest(10, 1) - 10
        )
        check(try point(0, -180), try path((0, 179), (0, -179)), is: 0)
    }

    @Test func `arcs that cross or touch are at distance 0`() throws {
        let equator = try path((0, 0), (0, 4))
        check(equator, try path((-1, 2), (1, 2)), is: 0)
        check(equator, try path((0, 2), (1, 2)), is: 0)
        check(equator, try path((0, 4), (3, 4)), is: 0)
        check(equator, try path((0, 1), (0, 3)), is: 0)
        check(equator, try path((0, 3), (0, 8)), is: 0)
        check(equator, try path((0, 4), (0, 8)), is: 0)
        check(equator, equator, is: 0)
        check(equator, try path((0, 5), (0, 8)), is: 1)
        check(equator, try path((1, 2), (5, 2)), is: 1)
    }

    @Test func `arcs on opposite sides of the Earth do not cross`() throws {
        let here = try path((-1, 0), (1, 0))
        check(here, try path((0, 179), (0, -179)), is: 180 - degrees(acos(cosine(1) * cosine(1))))
        check(here, try path((0, 179), (1, 180), (0, -179)), is: 178)
    }

    @Test func `a ring holds what is inside, whichever way round it is drawn`() throws {
        let square = try ring((0, 0), (0, 4), (4, 4), (4, 0))
        check(square, try point(2, 2), is: 0)
        check(square, try point(0, 2), is: 0)
        check(square, try point(0, 0), is: 0)
        check(square, try point(-1, 2), is: 1)
        check(
            square,
            try point(2, -178),
            is: 180 - degrees(acos(sine(4) * sine(-2) + cosine(4) * cosine(2) * cosine(2)))
        )
        check(square, try path((1, 1), (2, 3)), is: 0)
        check(square, try ring((1, 1), (1, 2), (2, 2)), is: 0)
        check(square, try ring((1, 5), (1, 6), (2, 6)), is: degrees(asin(sine(1) * cosine(1))))
        check(square, try path((-1, 2), (-1, 3)), is: 1)
    }

    @Test func `a hollow shape does not hold what lies in its bay`() throws {
        let bay = try ring((0, 0), (0, 4), (4, 4), (4, 3), (1, 3), (1, 1), (4, 1), (4, 0))
        check(bay, try point(0.5, 2), is: 0)
        check(bay, try point(3, 0.5), is: 0)
        check(bay, try point(2.5, 2), is: degrees(asin(sine(1) * cosine(2.5))))
    }

    @Test func `a ring around a pole holds the pole, one with a vertex there touches it`() throws {
        let polar = try ring((87, 0), (87, 90), (87, 180), (87, -90))
        check(polar, try point(90, 5), is: 0)
        check(polar, try point(89, 120), is: 0)
        check(polar, try point(86, 90), is: 1)
        check(polar, try point(-90, 0), is: 177)
        let wedge = try ring((90, -50), (87, 10), (87, 20))
        check(wedge, try point(90, 123), is: 0)
        check(wedge, try point(88, 15), is: 0)
        check(wedge, try point(89, -165), is: 1)
        check(wedge, polar, is: 0)
    }

    @Test func `a ring across the antimeridian is like any other`() throws {
        let ring = try ring((-1, 179), (-1, -179), (1, -179), (1, 179))
        for longitude in [180.0, -180, 179.5, -179.5] {
            check(ring, try point(0, longitude), is: 0)
        }
        check(ring, try point(0, 178), is: 1)
        check(ring, try point(0, -178), is: 1)
        check(ring, try point(0, 0), is: 180 - degrees(acos(cosine(1) * cosine(1))))
    }
}
