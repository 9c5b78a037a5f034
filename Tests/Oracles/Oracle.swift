import BankModel
import Deconfliction
import Foundation
import ShapeDice
import Simulation

/// Prints pairs of skeletons drawn by seed and what `Deconfliction` finds, for `Tests/oracle` to
/// compare with what other libraries find.
///
///     Oracle COUNT SEED METRES_MIN METRES_MAX
///
/// One line a pair, separated by tabs: both skeletons (a letter, then latitudes and longitudes in
/// 1e-7 degrees), the sum of their reaches in millimetres, the separation in millimetres, and the
/// nearness. Lines that begin with `ring` give a ring that may cross itself, and `kept`, `broken` or `other`.
@main
enum Oracle {
    static func main() {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Double($0) }
        guard numbers.count == 4 else {
            print("usage: Oracle COUNT SEED METRES_MIN METRES_MAX")
            exit(64)
        }
        var shapes = ShapeDice(seed: UInt64(numbers[1]))
        let sizes = numbers[2]...numbers[3]
        var pairs = 0
        while pairs < Int(numbers[0]) {
            if let line = pair(&shapes, sizes) {
                print(line)
                pairs += 1
            }
            if pairs.isMultiple(of: 10) { print(ring(&shapes, sizes)) }
        }
    }

    /// Nil where one of the two is not what it was meant to be, and is read as a cap.
    private static func pair(_ shapes: inout ShapeDice, _ sizes: ClosedRange<Double>) -> String? {
        let (first, second) = shapes.pair(sizes: sizes)
        let one = Footprint(first, reach: Reach(extent: 0, uncertainty: 0))
        let other = Footprint(second, reach: Reach(extent: 0, uncertainty: 0))
        guard !one.isReadAsCap, !other.isReadAsCap else { return nil }
        let separation = one.separation(to: other)
        let sum = sum(near: separation, &shapes)
        let nearness = one.proximity(to: other, buffer: sum)?.nearness ?? .apart
        return [
            text(first), text(second), "\(sum)", "\(separation)", "\(nearness)",
        ].joined(separator: "\t")
    }

    /// Mostly about as large as the distance, where nearness is decided.
    private static func sum(near separation: Int64, _ shapes: inout ShapeDice) -> Int64 {
        let share = Double.random(in: 0.99...1.01, using: &shapes.dice)
        switch shapes.dice.below(4) {
        case 0:
            let edge = Int64(Double(separation) * 1.0045)
            return max(0, edge + Int64(shapes.dice.below(100)) - 50)
        case 1:
            let edge = Int64(Double(separation) * 0.9944) - 1_000
            return max(0, edge + Int64(shapes.dice.below(100)) - 50)
        default: return Int64(Double(separation) * share)
        }
    }

    private static func ring(_ shapes: inout ShapeDice, _ sizes: ClosedRange<Double>) -> String {
        let centre = shapes.centre()
        let size = shapes.size(sizes)
        let drawn =
            shapes.dice.chance(50) ? shapes.path(around: centre, size: size) : .point(centre)
        let ring =
            drawn.positions.count < 3
            ? shapes.ring(around: centre, size: size) : Skeleton.ring(drawn.positions)
        return ["ring", text(ring), verdict(on: ring)].joined(separator: "\t")
    }

    /// Other libraries know nothing of edges that are too short.
    private static func verdict(on ring: Skeleton) -> String {
        switch ShapeRule.fault(of: ring) {
        case nil: "kept"
        case .noArea, .crossing, .fold: "broken"
        case .vertices, .points, .repeatedClosingVertex, .shortEdge, .wideCap, .longLeg: "other"
        }
    }

    private static func text(_ skeleton: Skeleton) -> String {
        let letter =
            switch skeleton {
            case .point: "p"
            case .path: "l"
            case .ring: "r"
            }
        return
            ([letter] + skeleton.positions.flatMap { ["\($0.latitude)", "\($0.longitude)"] })
            .joined(separator: " ")
    }
}
