import BankModel
import Testing

/// Outlines: what integers alone can tell of them, on both sides of each edge.
@Suite struct PlaceTests {
    private static let origin = Sample.positions(1)[0]

    @Test func `a polygon has 3 to 1,000 vertices`() {
        #expect(Limits.polygonVertices == 3...1_000)
        for (count, isTaken) in [
            (0, false), (1, false), (2, false), (3, true), (999, true), (1_000, true),
            (1_001, false),
        ] {
            #expect((Sample.polygon(count) != nil) == isTaken, "\(count)")
        }
    }

    @Test func `a corridor has 2 to 500 points`() {
        #expect(Limits.corridorPoints == 2...500)
        for (count, isTaken) in [
            (0, false), (1, false), (2, true), (499, true), (500, true), (501, false),
        ] {
            let shape = Place.Shape.corridor(Sample.positions(count), halfWidth: 1)
            #expect((place(shape) != nil) == isTaken, "\(count)")
        }
    }

    @Test func `a corridor is wider than nothing and at most 500 km to each side`() {
        let most = Limits.distanceMillimetresMax
        for (halfWidth, isTaken) in [
            (-1, false), (0, false), (1, true), (most, true), (most + 1, false),
        ] {
            let shape = Place.Shape.corridor(Sample.positions(2), halfWidth: halfWidth)
            #expect((place(shape) != nil) == isTaken, "\(halfWidth)")
        }
    }

    @Test func `an outline begins at its position`() {
        let positions = Sample.positions(3)
        for shape in [Place.Shape.polygon(positions), .corridor(positions, halfWidth: 1)] {
            #expect(place(shape) != nil)
            #expect(Place(latitude: 0, longitude: 1, uncertainty: 0, shape: shape) == nil)
            #expect(Place(latitude: 1, longitude: 0, uncertainty: 0, shape: shape) == nil)
        }
    }

    @Test func `no vertex is said twice in turn, the last before the first included`() {
        let positions = Sample.positions(3)
        let (a, b, c) = (positions[0], positions[1], positions[2])
        for bad in [[a, a, b, c], [a, b, b, c], [a, b, c, c], [a, b, c, a]] {
            #expect(place(.polygon(bad)) == nil, "\(bad)")
        }
        #expect(place(.polygon([a, b, c, b])) != nil, "Deconfliction says that it crosses itself")
        for bad in [[a, a], [a, b, b], [a, a, b]] {
            #expect(place(.corridor(bad, halfWidth: 1)) == nil, "\(bad)")
        }
        #expect(place(.corridor([a, b, a], halfWidth: 1)) != nil, "there and back")
    }

    @Test func `an outline reaches as far as its farthest vertex at least`() throws {
        // A degree of longitude at the equator, of latitude, and across 180°: 111.3 km at most.
        let far: [(Int32, Int32, Int64)] = [
            (0, 10_000_000, 111_195_080), (10_000_000, 0, 111_195_080),
            (0, -10_000_000, 111_195_080),
        ]
        for (latitude, longitude, distance) in far {
            let other = try #require(Position(latitude: latitude, longitude: longitude))
            let third = try #require(Position(latitude: latitude / 2, longitude: longitude / 2))
            let ring = try #require(place(.polygon([Self.origin, other, third])))
            let line = try #require(place(.corridor([Self.origin, other], halfWidth: 1_000)))
            #expect((distance...distance + 200_000).contains(ring.reach - 7))
            #expect(line.reach == ring.reach + 1_000)
        }
        let west = try #require(Position(latitude: 0, longitude: -1_800_000_000))
        let east = try #require(Position(latitude: 0, longitude: 1_799_999_999))
        let across = Place(
            latitude: 0,
            longitude: -1_800_000_000,
            uncertainty: 0,
            shape: .corridor([west, east], halfWidth: 1)
        )
        #expect(try #require(across).reach < 20)
    }

    @Test func `only outlines have vertices`() {
        #expect(place(.point)?.vertices == [])
        #expect(place(.circle(radius: 1))?.vertices == [])
        #expect(Sample.polygon(3)?.vertices == Sample.positions(3))
        let line = place(.corridor(Sample.positions(2), halfWidth: 1))
        #expect(line?.vertices == Sample.positions(2))
    }

    private func place(_ shape: Place.Shape) -> Place? {
        Place(latitude: 0, longitude: 0, uncertainty: 7, shape: shape)
    }
}

/// Lines and rings in steps.
@Suite struct PositionTests {
    @Test func `steps lead back along the positions that they were made of`() throws {
        let corners: [(Int32, Int32)] = [
            (0, 0), (900_000_000, 1_800_000_000), (-900_000_000, -1_800_000_000), (-1, 1),
        ]
        let positions = corners.compactMap { Position(latitude: $0, longitude: $1) }
        let steps = Position.steps(along: positions)
        #expect(steps.count == 6 && steps[0] == 900_000_000 && steps[3] == -3_600_000_000)
        #expect(Position.positions(from: positions[0], steps: steps) == positions)
        #expect(Position.steps(along: []) == [])
        #expect(Position.positions(from: positions[0], steps: []) == [positions[0]])
    }

    @Test(
        arguments: [
            [1], [1, 1, 1], [900_000_001, 0], [-900_000_001, 0], [0, 1_800_000_001],
            [0, -1_800_000_001], [.max, 0], [.min, 0], [0, .max], [1, 0, .max, 0],
            [-1, 0, .min, 0], [0, 1, 0, .max], [1 << 32, 0],
        ] as [[Int64]]
    )
    func `steps out of the globe lead nowhere`(steps: [Int64]) throws {
        let origin = try #require(Position(latitude: 0, longitude: 0))
        #expect(Position.positions(from: origin, steps: steps) == nil)
    }
}
