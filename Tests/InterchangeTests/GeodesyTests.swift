import BankModel
import Deconfliction
import Foundation
import Testing

/// Distances on the sphere, and the boxes around circles.
struct GeodesyTests {
    private func position(_ latitude: Int32, _ longitude: Int32) throws -> Position {
        try #require(Position(latitude: latitude, longitude: longitude))
    }

    private func anyPosition(_ dice: inout SeededDice) throws -> Position {
        let isPolar = Int.random(in: 0..<4, using: &dice) == 0
        let latitude = Int32.random(
            in: (isPolar ? 899_000_000 : -900_000_000)...900_000_000,
            using: &dice
        )
        let isEdge = Int.random(in: 0..<4, using: &dice) == 0
        let longitude = Int32.random(
            in: (isEdge ? 1_799_000_000 : -1_800_000_000)...1_800_000_000,
            using: &dice
        )
        return try position(latitude, longitude)
    }

    @Test func `known distances are exact to the millimetre`() throws {
        // A quarter of the circle is π/2 × 6,371,008,800 mm.
        let quarter: Int64 = 10_007_557_221
        let origin = try position(0, 0)
        #expect(Sphere.distance(origin, origin) == 0)
        #expect(Sphere.distance(origin, try position(0, 900_000_000)) == quarter)
        #expect(Sphere.distance(origin, try position(900_000_000, 0)) == quarter)
        #expect(Sphere.distance(origin, try position(0, 1_800_000_000)) == 20_015_114_442)
        #expect(
            Sphere.distance(try position(900_000_000, 17), try position(-900_000_000, -5))
                == 20_015_114_442
        )
        #expect(Sphere.distance(origin, try position(0, 1)) == 11)
        #expect(Sphere.distance(origin, try position(10_000_000, 0)) == 111_195_080)
        #expect(
            Sphere.distance(try position(0, 1_800_000_000), try position(0, -1_800_000_000)) == 0
        )
        #expect(
            Sphere.distance(try position(900_000_000, 0), try position(900_000_000, 900_000_000))
                == 0
        )
    }

    @Test func `distances agree with the C library's functions`() throws {
        var dice = SeededDice(seed: 5)
        for _ in 0..<20_000 {
            let a = try anyPosition(&dice)
            let b = try anyPosition(&dice)
            let distance = Sphere.distance(a, b)
            let unit = Double.pi / 1_800_000_000
            let (p, q) = (Double(a.latitude) * unit, Double(b.latitude) * unit)
            let difference = Double(Int64(b.longitude) - Int64(a.longitude)) * unit
            let y = hypot(
                cos(q) * sin(difference),
                cos(p) * sin(q) - sin(p) * cos(q) * cos(difference)
            )
            let x = sin(p) * sin(q) + cos(p) * cos(q) * cos(difference)
            let expected = atan2(y, x) * Double(Sphere.radiusMillimetres)
            #expect(abs(Double(distance) - expected) <= 0.51)
            #expect(distance == Sphere.distance(b, a))
        }
    }

    @Test func `a position out of range is none`() {
        #expect(Position(latitude: 900_000_001, longitude: 0) == nil)
        #expect(Position(latitude: -900_000_001, longitude: 0) == nil)
        #expect(Position(latitude: 0, longitude: 1_800_000_001) == nil)
        #expect(Position(latitude: 0, longitude: .min) == nil)
    }

    @Test func `the boxes hold every position of the circle`() throws {
        var dice = SeededDice(seed: 6)
        for _ in 0..<20_000 {
            let centre = try anyPosition(&dice)
            let other = try anyPosition(&dice)
            let far = Sphere.distance(centre, other)
            #expect(PositionBox.around(centre, radius: far).contains { $0.contains(other) })
            let offset = Int32.random(in: -20_000...20_000, using: &dice)
            let near = try position(
                max(-900_000_000, min(900_000_000, centre.latitude + offset)),
                centre.longitude
            )
            let radius = Sphere.distance(centre, near)
            #expect(PositionBox.around(centre, radius: radius).contains { $0.contains(near) })
        }
    }

    @Test func `the boxes are not much larger than the circle`() throws {
        let boxes = PositionBox.around(try position(345_000_000, 382_500_000), radius: 10_000_000)
        let box = try #require(boxes.first)
        #expect(boxes.count == 1)
        #expect((899_000...900_000).contains(box.north - 345_000_000))
        #expect((1_091_000...1_092_000).contains(box.east - 382_500_000))
        #expect(box.north - 345_000_000 == 345_000_000 - box.south)
        #expect(box.east - 382_500_000 == 382_500_000 - box.west)
    }

    @Test
    func `a circle across the antimeridian has two boxes, one with a pole has all longitudes`()
        throws
    {
        for longitude: Int32 in [1_799_999_999, 1_800_000_000, -1_800_000_000, -1_799_999_999] {
            let boxes = PositionBox.around(try position(0, longitude), radius: 1_000_000)
            #expect(boxes.count == 2)
            for other: Int32 in [1_800_000_000, -1_800_000_000] {
                let edge = try position(0, other)
                #expect(boxes.contains { $0.contains(edge) })
            }
            let opposite = try position(0, 0)
            #expect(!boxes.contains { $0.contains(opposite) })
        }
        for latitude: Int32 in [900_000_000, 899_999_000, -899_999_000, -900_000_000] {
            let boxes = PositionBox.around(try position(latitude, 5), radius: 1_000_000)
            #expect(boxes.count == 1)
            #expect(boxes.first?.west == -1_800_000_000 && boxes.first?.east == 1_800_000_000)
        }
        for radius: Int64 in [10_100_000_000, 20_100_000_000, .max] {
            let boxes = PositionBox.around(try position(0, 0), radius: radius)
            #expect(
                boxes == [
                    PositionBox(
                        south: -900_000_000,
                        north: 900_000_000,
                        west: -1_800_000_000,
                        east: 1_800_000_000
                    )
                ]
            )
        }
        #expect(PositionBox.around(try position(0, 0), radius: -5).count == 1)
    }
}
