package import BankModel
package import Deconfliction
internal import Foundation
package import Simulation

/// Draws shapes by seed: everywhere, and often where it is awkward.
///
/// It places vertices with the C library's functions, which the sources do not use: nothing here is
/// compared to the last bit.
package struct ShapeDice {
    package var dice: Dice

    package init(seed: UInt64) { dice = Dice(seed: seed) }

    /// A centre: at a pole, by a pole, by the antimeridian or on the equator as often as anywhere.
    package mutating func centre() -> Position {
        switch dice.below(8) {
        case 0: position(dice.chance(50) ? 90 : -90, 0)
        case 1:
            position((dice.chance(50) ? 1 : -1) * Double.random(in: 85...90, using: &dice), any())
        case 2: position(latitude(), (dice.chance(50) ? 1 : -1) * (180 - near()))
        case 3: position(near(), any())
        default: position(latitude(), any())
        }
    }

    /// A size in metres, as often small as large.
    package mutating func size(_ range: ClosedRange<Double>) -> Double {
        exp(Double.random(in: log(range.lowerBound)...log(range.upperBound), using: &dice))
    }

    /// A polygon that keeps the rules, most of the time: each vertex in a direction of its own.
    package mutating func ring(around centre: Position, size: Double) -> Skeleton {
        let count = 3 + dice.below(10)
        let first = Double.random(in: 0..<360, using: &dice)
        let vertices = (0..<count).map { vertex in
            let bearing = Double(vertex) + Double.random(in: 0.1...0.9, using: &dice)
            return self.vertex(
                from: centre,
                bearing: first + bearing * 360 / Double(count),
                metres: size * Double.random(in: 0.3...1, using: &dice)
            )
        }
        return .ring(dice.chance(50) ? vertices : vertices.reversed())
    }

    /// A line that wanders about a centre, and may cross itself.
    package mutating func path(around centre: Position, size: Double) -> Skeleton {
        .path(
            (0..<(2 + dice.below(8))).map { _ in
                vertex(
                    from: centre,
                    bearing: Double.random(in: 0..<360, using: &dice),
                    metres: size * Double.random(in: 0...1, using: &dice)
                )
            }
        )
    }

    /// A skeleton of any kind about a centre.
    package mutating func skeleton(around centre: Position, size: Double) -> Skeleton {
        switch dice.below(3) {
        case 0: .point(centre)
        case 1: path(around: centre, size: size)
        default: ring(around: centre, size: size)
        }
    }

    /// Two skeletons that overlap, touch nearly or lie a little apart, mostly.
    package mutating func pair(sizes: ClosedRange<Double>) -> (Skeleton, Skeleton) {
        let centre = centre()
        let size = size(sizes)
        let otherSize = dice.chance(50) ? size : self.size(sizes)
        let other = vertex(
            from: centre,
            bearing: Double.random(in: 0..<360, using: &dice),
            metres: (size + otherSize) * Double.random(in: 0...1.5, using: &dice)
        )
        return (
            skeleton(around: centre, size: size), skeleton(around: other, size: otherSize)
        )
    }

    /// The position so far from another on the sphere.
    package func vertex(from centre: Position, bearing: Double, metres: Double) -> Position {
        let unit = Double.pi / 180
        let arc = metres / 6_371_008.8
        let latitude = Double(centre.latitude) / 1e7 * unit
        let course = bearing * unit
        // North, towards the axis and east of the centre's meridian.
        let z = sin(latitude) * cos(arc) + cos(latitude) * sin(arc) * cos(course)
        let x = cos(latitude) * cos(arc) - sin(latitude) * sin(arc) * cos(course)
        let y = sin(arc) * sin(course)
        return position(
            atan2(z, hypot(x, y)) / unit,
            Double(centre.longitude) / 1e7 + atan2(y, x) / unit
        )
    }

    private mutating func any() -> Double { Double.random(in: -180...180, using: &dice) }

    private mutating func latitude() -> Double { Double.random(in: -85...85, using: &dice) }

    private mutating func near() -> Double { Double.random(in: 0...0.01, using: &dice) }

    private func position(_ latitude: Double, _ longitude: Double) -> Position {
        let turned = longitude - 360 * (longitude / 360).rounded()
        let position = Position(
            latitude: Int32((latitude * 1e7).rounded()),
            longitude: Int32((turned * 1e7).rounded())
        )
        guard let position else { preconditionFailure("\(latitude), \(longitude)") }
        return position
    }
}
