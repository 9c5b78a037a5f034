import BankModel
import Deconfliction
import ShapeDice
import Simulation
import Testing

/// Outlines as charts draw them, in pieces that none crosses ±180°.
struct ChartDrawingTests {
    private typealias Degrees = (latitude: Double, longitude: Double)

    private func positions(_ degrees: [Degrees]) -> [Position] {
        degrees.compactMap { latitude, longitude in
            Position(
                latitude: Int32((latitude * 1e7).rounded()),
                longitude: Int32((longitude * 1e7).rounded())
            )
        }
    }

    private func drawing(_ shape: Place.Shape) throws -> ChartDrawing {
        let first = try #require(shape.vertices.first)
        let place = Place(
            latitude: first.latitude,
            longitude: first.longitude,
            uncertainty: 0,
            shape: shape
        )
        return ChartDrawing(try #require(place))
    }

    /// The pieces of a ring, whichever way round it is drawn and at whichever vertex it begins.
    private func check(
        _ ring: [Degrees],
        gives pieces: [[Degrees]],
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let vertices = positions(ring)
        let expected = ChartDrawing.rings(pieces.map(positions)).pieces
        for turn in vertices.indices {
            let turned = Array(vertices[turn...] + vertices[..<turn])
            for vertices in [turned, turned.reversed()] {
                let drawing = try drawing(.polygon(vertices))
                #expect(drawing.pieces == expected, "\(drawing)", sourceLocation: location)
            }
        }
    }

    @Test func `a ring across the antimeridian is cut there`() throws {
        try check([(0, 1), (0, 2), (1, 2)], gives: [[(0, 1), (0, 2), (1, 2)]])
        try check(
            [(0, 179), (0, -179), (1, -179), (1, 179)],
            gives: [
                [(0, 179), (0, 180), (1.000_152_3, 180), (1, 179)],
                [(0, -180), (0, -179), (1, -179), (1.000_152_3, -180)],
            ]
        )
    }

    @Test func `a ring that only reaches the antimeridian is not cut`() throws {
        for longitude in [180.0, -180] {
            try check(
                [(0, 179), (0, longitude), (1, longitude)],
                gives: [[(0, 179), (0, 180), (1, 180)]]
            )
            try check(
                [(0, -179), (0, longitude), (1, longitude)],
                gives: [[(0, -179), (0, -180), (1, -180)]]
            )
        }
        try check(
            [(0, 179), (1, 179), (0.5, 180)],
            gives: [[(0, 179), (1, 179), (0.5, 180)]]
        )
    }

    @Test func `a ring with a vertex on the antimeridian is cut through it`() throws {
        try check(
            [(0, 179), (-1, 180), (0, -179), (1, -180)],
            gives: [
                [(0, 179), (-1, 180), (1, 180)], [(-1, -180), (0, -179), (1, -180)],
            ]
        )
    }

    @Test func `a ring that crosses several times falls into as many pieces`() throws {
        let pieces = try drawing(
            .polygon(
                positions([
                    (0, 179), (0, -179), (1, -179), (1, 179.5), (2, 179.5), (2, -179), (3, -179),
                    (3, 179),
                ])
            )
        )
        guard case .rings(let rings) = pieces else { return #expect(Bool(false), "\(pieces)") }
        let western = rings.filter { ring in ring.contains { $0.longitude < 0 } }
        #expect(rings.count == 3 && western.count == 2)
        #expect(western.allSatisfy { $0.count == 4 })
        #expect(rings.filter { $0.count == 8 }.count == 1)
    }

    @Test func `a ring around a pole has the pole's line as an edge`() throws {
        for sign in [1.0, -1] {
            let corners = [0.0, 90, 180, -90].map { (latitude: sign * 88, longitude: $0) }
            try check(
                corners,
                gives: [
                    [
                        (sign * 88, -180), (sign * 88, -90), (sign * 88, 0), (sign * 88, 90),
                        (sign * 88, 180), (sign * 90, 180), (sign * 90, -180),
                    ]
                ]
            )
        }
    }

    @Test func `a ring with a vertex on a pole goes along the pole's line`() throws {
        try check(
            [(90, 0), (88, 10), (88, 70)],
            gives: [[(88, 10), (88, 70), (90, 70), (90, 10)]]
        )
        try check(
            [(90, 0), (88, 10), (88, 100), (88, -170)],
            gives: [
                [(88, 10), (88, 100), (88.273_385_3, 180), (90, 180), (90, 10)],
                [(88.273_385_3, -180), (88, -170), (90, -170), (90, -180)],
            ]
        )
    }

    @Test func `an edge over a pole is one to the pole and one from it`() throws {
        try check(
            [(88, 10), (88, 100), (88, -170)],
            gives: [
                [(88, 10), (88, 100), (88.273_385_3, 180), (90, 180), (90, 10)],
                [(88.273_385_3, -180), (88, -170), (90, -170), (90, -180)],
            ]
        )
    }

    @Test func `a line is cut at the antimeridian and at poles`() throws {
        let table: [([Degrees], [[Degrees]])] = [
            ([(0, 1), (0, 2)], [[(0, 1), (0, 2)]]),
            ([(0, 179), (0, -179)], [[(0, 179), (0, 180)], [(0, -180), (0, -179)]]),
            ([(0, 180), (0, -179)], [[(0, -180), (0, -179)]]),
            ([(0, -180), (0, 179)], [[(0, 180), (0, 179)]]),
            ([(80, 10), (80, -170)], [[(80, 10), (90, 10)], [(90, -170), (80, -170)]]),
            ([(80, 10), (90, 77), (80, 20)], [[(80, 10), (90, 10)], [(90, 20), (80, 20)]]),
            (
                [(0, 179), (0, -179), (1, -179), (1, 179)],
                [
                    [(0, 179), (0, 180)],
                    [(0, -180), (0, -179), (1, -179), (1.000_152_3, -180)],
                    [(1.000_152_3, 180), (1, 179)],
                ]
            ),
        ]
        for (line, pieces) in table {
            let expected = ChartDrawing.lines(pieces.map(positions)).pieces
            for points in [positions(line), positions(line).reversed()] {
                let drawing = try drawing(.corridor(points, halfWidth: 1))
                #expect(drawing.pieces == expected, "\(drawing)")
            }
        }
    }

    @Test func `nothing of any shape is drawn across the chart`() throws {
        var dice = ShapeDice(seed: 71)
        for _ in 0..<3_000 {
            let skeleton = dice.skeleton(around: dice.centre(), size: dice.size(100...200_000))
            let shape: Place.Shape
            switch skeleton {
            case .point: shape = .circle(radius: Int64(dice.size(1...200_000) * 1_000))
            case .path(let points): shape = .corridor(points, halfWidth: 1)
            case .ring(let vertices): shape = .polygon(vertices)
            }
            let place = Place(
                latitude: skeleton.positions[0].latitude,
                longitude: skeleton.positions[0].longitude,
                uncertainty: 0,
                shape: shape
            )
            guard let place, ShapeRule.refusal(of: place) == nil else { continue }
            switch ChartDrawing(place) {
            case .point: Issue.record("\(place) is a point")
            case .lines(let lines): for line in lines { check(line, isClosed: false) }
            case .rings(let rings): for ring in rings { check(ring, isClosed: true) }
            }
        }
    }

    /// No edge but along a pole goes half way round; rings are counterclockwise.
    private func check(_ piece: [Position], isClosed: Bool) {
        #expect(piece.count > (isClosed ? 2 : 1))
        var area = 0.0
        let ends = isClosed ? piece.dropFirst() + piece.prefix(1) : piece.dropFirst()
        for (start, end) in zip(piece, ends) {
            let width = abs(Int64(start.longitude) - Int64(end.longitude))
            let isAtPole = abs(start.latitude) == 900_000_000 && start.latitude == end.latitude
            #expect(width <= 1_800_000_000 || isAtPole, "\(piece)")
            area += Double(start.longitude) * Double(end.latitude)
            area -= Double(end.longitude) * Double(start.latitude)
        }
        #expect(!isClosed || area > 0, "\(piece)")
    }

    @Test func `the pieces of a small ring hold what the ring holds`() throws {
        var dice = ShapeDice(seed: 73)
        var insides = 0
        for _ in 0..<2_000 {
            let centre = dice.centre()
            guard abs(centre.latitude) < 800_000_000 else { continue }
            guard case .ring(let vertices) = dice.ring(around: centre, size: 2_000),
                ShapeRule.fault(of: .ring(vertices)) == nil,
                case .rings(let rings) = try drawing(.polygon(vertices))
            else { continue }
            let none = Reach(extent: 0, uncertainty: 0)
            let whole = Footprint(.ring(vertices), reach: none)
            let edge = Footprint(.path(vertices + vertices.prefix(1)), reach: none)
            for _ in 0..<5 {
                let point = dice.vertex(
                    from: centre,
                    bearing: Double(dice.dice.below(360)),
                    metres: Double(dice.dice.below(2_500))
                )
                let footprint = Footprint(.point(point), reach: none)
                guard edge.separation(to: footprint) > 5_000 else { continue }
                let isInside = whole.separation(to: footprint) == 0
                insides += isInside ? 1 : 0
                #expect(rings.contains { holds($0, point) } == isInside, "\(vertices) \(point)")
            }
        }
        #expect(insides > 500)
    }

    /// Whether a ray east meets an odd number of edges.
    private func holds(_ ring: [Position], _ point: Position) -> Bool {
        var isInside = false
        for (start, end) in zip(ring, ring.dropFirst() + ring.prefix(1))
        where (start.latitude > point.latitude) != (end.latitude > point.latitude) {
            let rise = Double(point.latitude) - Double(start.latitude)
            let slope =
                (Double(end.longitude) - Double(start.longitude))
                / (Double(end.latitude) - Double(start.latitude))
            if Double(point.longitude) < Double(start.longitude) + rise * slope {
                isInside.toggle()
            }
        }
        return isInside
    }
}
