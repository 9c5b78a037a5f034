import Deconfliction
import ShapeDice
import Testing

/// The boxes that an R-tree finds footprints by.
struct FootprintBoxesTests {
    private func meet(_ first: [PositionBox], _ second: [PositionBox]) -> Bool {
        first.contains { box in
            second.contains {
                box.south <= $0.north && $0.south <= box.north && box.west <= $0.east
                    && $0.west <= box.east
            }
        }
    }

    @Test func `the boxes of two footprints meet unless the footprints are apart`() {
        var shapes = ShapeDice(seed: 11)
        for _ in 0..<3_000 {
            let (first, second) = shapes.pair(sizes: 5...400_000)
            let extent = Int64(shapes.size(1...400_000) * 1_000)
            let one = Footprint(first, reach: Reach(extent: extent, uncertainty: 0))
            let other = Footprint(second, reach: Reach(extent: extent / 3, uncertainty: 17))
            let buffer = extent / 7
            if one.proximity(to: other, buffer: buffer) != nil {
                #expect(meet(one.boxes(buffer: buffer), other.boxes()), "\(first) \(second)")
                #expect(meet(one.boxes(), other.boxes(buffer: buffer)), "\(first) \(second)")
            }
        }
    }

    @Test func `the boxes hold every vertex, and what a ring holds`() {
        var shapes = ShapeDice(seed: 12)
        for _ in 0..<2_000 {
            let (first, second) = shapes.pair(sizes: 5...400_000)
            let boxes = first.bare.boxes()
            #expect(boxes.count <= 2)
            for position in first.positions {
                #expect(boxes.contains { $0.contains(position) })
            }
            for position in second.positions
            where first.bare.separation(to: Skeleton.point(position).bare) == 0 {
                #expect(boxes.contains { $0.contains(position) })
            }
        }
    }

    @Test func `the boxes are hardly larger than the footprint`() throws {
        let ring = Skeleton.ring(try at([(34, 38), (34, 39), (35, 39), (35, 38)])).bare
        let box = try #require(ring.boxes().first)
        #expect(ring.boxes().count == 1)
        #expect((339_999_000...340_000_000).contains(box.south))
        // The edge along the parallel bulges northwards to its crest.
        #expect((350_010_250...350_011_000).contains(box.north))
        #expect((379_999_000...380_000_000).contains(box.west))
        #expect((390_000_000...390_001_000).contains(box.east))
    }

    @Test func `what crosses the antimeridian has two boxes, what holds a pole all longitudes`()
        throws
    {
        let across = Skeleton.path(try at([(0, 179), (5, -179), (0, 178)])).bare.boxes()
        #expect(across.count == 2)
        for longitude in [180.0, -180] {
            let edge = try at(2, longitude)
            #expect(across.contains { $0.contains(edge) })
        }
        let opposite = try at(2, 0)
        #expect(!across.contains { $0.contains(opposite) })
        let polar = Skeleton.ring(try at([(87, 0), (87, 120), (87, -120)])).bare.boxes()
        #expect(polar.count == 1)
        let pole = try at(90, 55)
        #expect(polar.first?.contains(pole) == true)
        #expect(polar.first?.west == -1_800_000_000 && polar.first?.east == 1_800_000_000)
    }

    @Test func `a line all round the Earth has all longitudes`() throws {
        let line = Skeleton.path(
            try at([(10, 0), (12, 80), (9, 160), (10, -120), (11, -40), (10, 20)])
        )
        let box = try #require(line.bare.boxes().first)
        #expect(line.bare.boxes().count == 1)
        #expect(box.west == -1_800_000_000 && box.east == 1_800_000_000)
        #expect(box.south > 80_000_000 && box.north < 200_000_000)
    }
}
