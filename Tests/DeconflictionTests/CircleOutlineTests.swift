import BankModel
import Deconfliction
import ShapeDice
import Simulation
import Testing

/// Polygons around circles.
struct CircleOutlineTests {
    @Test func `the polygon holds the circle and keeps the rules`() throws {
        var shapes = ShapeDice(seed: 21)
        for _ in 0..<200 {
            let centre = shapes.centre()
            let radius = shapes.size(1...480_000)
            let count = shapes.dice.pick([3, 4, 7, 32, 64, 360]) ?? 64
            let polygon = try #require(
                CircleOutline.polygon(
                    around: centre,
                    radius: Int64(radius * 1_000),
                    vertices: count
                )
            )
            #expect(polygon.count == count)
            let ring = Skeleton.ring(polygon)
            if count >= 32, radius > 100 { #expect(ShapeRule.fault(of: ring) == nil) }
            let footprint = ring.bare
            guard !footprint.isReadAsCap else { continue }
            for bearing in stride(from: 0.0, to: 360, by: 7) {
                // The longest that the radius can be on the sphere.
                let edge = shapes.vertex(from: centre, bearing: bearing, metres: radius / 0.9944)
                #expect(footprint.separation(to: Skeleton.point(edge).bare) == 0)
            }
        }
    }

    @Test func `a reader that draws straight lines on a chart sees the whole circle too`() throws {
        var shapes = ShapeDice(seed: 22)
        for _ in 0..<300 {
            let centre = try at(Double.random(in: -75...75, using: &shapes.dice), 40)
            let radius = shapes.size(1...500_000)
            let polygon = try #require(
                CircleOutline.polygon(around: centre, radius: Int64(radius * 1_000), vertices: 32)
            )
            for (start, end) in zip(polygon, polygon.dropFirst() + [polygon[0]]) {
                for share in stride(from: 0.0, through: 1, by: 0.125) {
                    let point = try #require(
                        Position(
                            latitude: start.latitude
                                + Int32(Double(end.latitude - start.latitude) * share),
                            longitude: start.longitude
                                + Int32(Double(end.longitude - start.longitude) * share)
                        )
                    )
                    #expect(Double(Sphere.distance(centre, point)) > radius * 1_000)
                }
            }
        }
    }

    @Test func `the vertices go round counterclockwise from north, hardly further than they must`()
        throws
    {
        let polygon = try #require(
            CircleOutline.polygon(around: try at(0, 0), radius: 10_000_000, vertices: 4)
        )
        // √2 × (10,100 m + 1 m) is 14,285 m, and 0.1284693 degrees.
        for (position, expected) in zip(
            polygon,
            [(1, 0), (0, -1), (-1, 0), (0, 1)] as [(Int32, Int32)]
        ) {
            #expect(abs(position.latitude - expected.0 * 1_284_691) < 20)
            #expect(abs(position.longitude - expected.1 * 1_284_691) < 20)
        }
    }

    @Test func `there is no polygon with 2 vertices, nor around what is no circle of ours`() throws
    {
        let centre = try at(10, 10)
        #expect(CircleOutline.polygon(around: centre, radius: 1_000, vertices: 2) == nil)
        #expect(CircleOutline.polygon(around: centre, radius: 1_000, vertices: 3) != nil)
        #expect(CircleOutline.polygon(around: centre, radius: -1) == nil)
        #expect(CircleOutline.polygon(around: centre, radius: Limits.distanceMillimetresMax) != nil)
        #expect(
            CircleOutline.polygon(around: centre, radius: Limits.distanceMillimetresMax + 1) == nil
        )
    }
}
