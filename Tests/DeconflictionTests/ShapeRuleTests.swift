import BankModel
import Deconfliction
import ShapeDice
import Testing

/// What polygons and corridors may look like, on both sides of each edge.
struct ShapeRuleTests {
    private func check(
        _ skeleton: Skeleton,
        breaks expected: ShapeFault?,
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(ShapeRule.fault(of: skeleton) == expected, sourceLocation: location)
        #expect(skeleton.bare.isReadAsCap == (expected != nil), sourceLocation: location)
        for rotation in 1...max(1, min(skeleton.positions.count - 1, 10)) {
            let redrawn = skeleton.rotated(by: rotation).reversed
            let isRefused = ShapeRule.fault(of: redrawn) != nil
            #expect(isRefused == (expected != nil), sourceLocation: location)
        }
    }

    private func ring(_ degrees: (Double, Double)...) throws -> Skeleton { .ring(try at(degrees)) }

    /// So many positions on a small circle.
    private func circle(_ count: Int, metres: Double, around centre: Position) -> [Position] {
        (0..<count).map {
            ShapeDice(seed: 0).vertex(
                from: centre,
                bearing: 360 * Double($0) / Double(count),
                metres: metres
            )
        }
    }

    @Test func `a polygon has 3 to 1,000 vertices`() throws {
        let centre = try at(35, 38)
        check(.ring(circle(2, metres: 1_000, around: centre)), breaks: .vertices(2))
        check(.ring(circle(3, metres: 1_000, around: centre)), breaks: nil)
        check(.ring(circle(999, metres: 100_000, around: centre)), breaks: nil)
        check(.ring(circle(1_000, metres: 100_000, around: centre)), breaks: nil)
        check(.ring(circle(1_001, metres: 100_000, around: centre)), breaks: .vertices(1_001))
    }

    @Test func `a corridor has 2 to 500 points`() throws {
        let centre = try at(35, 38)
        check(.path(circle(1, metres: 1_000, around: centre)), breaks: .points(1))
        check(.path(circle(2, metres: 1_000, around: centre)), breaks: nil)
        check(.path(circle(500, metres: 100_000, around: centre)), breaks: nil)
        check(.path(circle(501, metres: 100_000, around: centre)), breaks: .points(501))
    }

    @Test func `a polygon's last vertex is not its first again`() throws {
        check(
            try ring((0, 0), (0, 1), (1, 1), (0, 0)),
            breaks: .repeatedClosingVertex(4)
        )
        check(
            try ring((0, 180), (0, 179), (1, 179), (0, -180)),
            breaks: .repeatedClosingVertex(4)
        )
        check(try ring((90, 0), (89, 0), (89, 50), (90, 12)), breaks: .repeatedClosingVertex(4))
    }

    @Test func `an edge of a polygon is at least a metre long`() throws {
        // A degree is 111,195.08 m: 89.9 and 90.0 units are 0.9996 m and 1.0007 m.
        check(try ring((0, 0), (0, 0.000_008_9), (1, 0)), breaks: .shortEdge(1))
        check(try ring((0, 0), (0, 0.000_009), (1, 0)), breaks: nil)
        check(try ring((1, 0), (0, 0), (0, 0.000_008_9)), breaks: .shortEdge(2))
        check(try ring((1, 0), (0, 0), (0, 0)), breaks: .shortEdge(2))
    }

    @Test func `a polygon fits a circle of 500 km radius`() throws {
        for centre in [try at(35, 38), try at(0, 180), try at(90, 0), try at(-89, 12)] {
            check(.ring(circle(7, metres: 499_999.9, around: centre)), breaks: nil)
            check(.ring(circle(7, metres: 500_000.1, around: centre)), breaks: .wideCap)
            let corners = circle(4, metres: 499_999.9, around: centre)
            check(.ring([corners[0], corners[1], corners[3]]), breaks: nil)
        }
        check(try ring((0, 0), (0, 120), (0, -120)), breaks: .wideCap)
        check(try ring((0, 0), (1, 90), (0, 180)), breaks: .wideCap)
        check(try ring((10, 0), (-10, 180), (5, 5)), breaks: .wideCap)
    }

    @Test func `a polygon has an area`() throws {
        check(try ring((0, 0), (0, 1), (0, 2)), breaks: .noArea)
        check(try ring((0, 0), (0, 2), (0, 1)), breaks: .noArea)
        check(try ring((0, 0), (1, 0), (3, 0), (2, 0)), breaks: .noArea)
        check(try ring((89, 0), (89, 180), (88, 0)), breaks: .noArea)
        check(try ring((0, 0), (0, 1), (0.000_000_1, 2)), breaks: nil)
    }

    @Test func `edges of a polygon neither cross nor touch`() throws {
        check(try ring((0, 0), (1, 1), (0, 1), (1, 0)), breaks: .crossing(1, 3))
        check(try ring((0, 0), (0, 2), (1, 1), (0, 1), (1, 0)), breaks: .crossing(1, 3))
        check(
            try ring((0, 0), (0, 1), (1, 1), (0, 0), (-1, 1), (-1, 0)),
            breaks: .crossing(1, 3)
        )
        check(try ring((89, 0), (89, 180), (89, 90), (89, -90)), breaks: .crossing(1, 3))
        check(try ring((0, 179), (1, -179), (0, -179), (1, 179)), breaks: .crossing(1, 3))
    }

    @Test func `an edge does not run back along its neighbour`() throws {
        check(try ring((0, 0), (0, 2), (0, 1), (1, 1)), breaks: .fold(1, 2))
        check(try ring((1, 1), (0, 0), (0, 2), (0, 1)), breaks: .fold(2, 3))
        check(try ring((0, 1), (1, 1), (0, 0), (0, 2)), breaks: .crossing(1, 3))
        check(try ring((0, 0), (0, 1), (0, 2), (1, 1)), breaks: nil)
    }

    @Test func `a corridor may cross itself, but no leg is longer than 10,000 km`() throws {
        check(.path(try at([(0, 0), (1, 1), (0, 1), (1, 0), (0, 0)])), breaks: nil)
        check(.path(try at([(0, 0), (0, 1), (0, 0)])), breaks: nil)
        let degrees = 10_000_000_000 / 111_195_079.734
        check(.path(try at([(5, 5), (0, 0), (0, degrees - 0.000_001)])), breaks: nil)
        check(.path(try at([(5, 5), (0, 0), (0, degrees + 0.000_001)])), breaks: .longLeg(2))
        check(.path(try at([(0, 0), (0, 180)])), breaks: .longLeg(1))
        check(.path(try at([(90, 0), (-90, 0)])), breaks: .longLeg(1))
    }

    @Test func `a point breaks no rule`() throws {
        check(.point(try at(90, 7)), breaks: nil)
        let place = try #require(Place(latitude: 0, longitude: 0, uncertainty: 5))
        #expect(ShapeRule.refusal(of: place) == nil)
    }

    @Test func `a refusal names vertex or edge and the rule`() {
        let words: [(ShapeFault, String)] = [
            (.vertices(2), "a polygon has 3 to 1000 vertices, this one has 2"),
            (.points(501), "a corridor has 2 to 500 points, this one has 501"),
            (.repeatedClosingVertex(4), "vertex 4 repeats vertex 1: a polygon closes by itself"),
            (.shortEdge(3), "edge 3 is shorter than 1 m"),
            (.wideCap, "the vertices do not fit a circle of 500 km radius"),
            (.noArea, "the vertices lie on one line, so the polygon has no area"),
            (.crossing(1, 3), "edges 1 and 3 cross or touch"),
            (.fold(2, 3), "edges 2 and 3 run back along each other"),
            (.longLeg(2), "the leg from point 2 to point 3 is longer than 10000 km"),
        ]
        for (fault, text) in words { #expect(fault.description == text) }
    }

    @Test func `a shape that breaks a rule is read as the cap around it, and as possible only`()
        throws
    {
        let bow = try ring((0, 0), (2, 2), (0, 2), (2, 0)).bare
        let radius = Sphere.distance(try at(0, 0), try at(2, 2)) / 2
        #expect((0...20).contains(bow.reach.extent - radius))
        for (latitude, longitude) in [(0.0, 0.0), (1, 1), (2, 0), (1, 0.1), (0.1, 1)] {
            let point = Skeleton.point(try at(latitude, longitude)).bare
            #expect(bow.proximity(to: point)?.nearness == .possible)
        }
        #expect(bow.proximity(to: Skeleton.point(try at(3, 3)).bare) == nil)
        let everywhere = try ring((0, 0), (0, 120), (0, -120)).bare
        #expect(everywhere.proximity(to: Skeleton.point(try at(-90, 0)).bare) != nil)
        #expect(everywhere.boxes().count == 1)
    }
}
