import BankModel
import Deconfliction
import Foundation
import ShapeDice
import Simulation
import Testing

/// What holds of the distance between any two skeletons, on many drawn by seed.
struct SeparationLawTests {
    /// Calls with pairs of all sizes, from a house to a country.
    private func everyPair(
        seed: UInt64,
        count: Int,
        _ body: (Skeleton, Skeleton, inout Dice) throws -> Void
    ) rethrows {
        var shapes = ShapeDice(seed: seed)
        for _ in 0..<count {
            let (first, second) = shapes.pair(sizes: 5...400_000)
            try body(first, second, &shapes.dice)
        }
    }

    @Test func `whoever is asked and however it is drawn, the distance is the same to the bit`() {
        everyPair(seed: 1, count: 2_000) { first, second, dice in
            let separation = first.bare.separation(to: second.bare)
            #expect(second.bare.separation(to: first.bare) == separation)
            let redrawn = first.reversed.rotated(by: dice.below(100))
            #expect(
                redrawn.bare.separation(to: second.rotated(by: dice.below(100)).bare) == separation
            )
            #expect(second.reversed.bare.separation(to: redrawn.bare) == separation)
        }
    }

    @Test func `a footprint touches itself and each of its vertices`() {
        everyPair(seed: 2, count: 500) { first, _, _ in
            guard !first.bare.isReadAsCap else { return }
            #expect(first.bare.separation(to: first.bare) == 0)
            for position in first.positions {
                #expect(first.bare.separation(to: Skeleton.point(position).bare) == 0)
            }
        }
    }

    @Test func `no two points of two skeletons are closer, and some nearly are as close`() {
        everyPair(seed: 3, count: 250) { first, second, _ in
            guard !first.bare.isReadAsCap, !second.bare.isReadAsCap else { return }
            let separation = Double(first.bare.separation(to: second.bare))
            let samples = Samples(first)
            let others = Samples(second)
            if samples.holds(others) || others.holds(samples) {
                #expect(separation == 0)
            } else {
                let sampled = samples.distance(to: others)
                #expect(separation <= sampled + 1)
                #expect(separation >= sampled - samples.stepMax - others.stepMax - 1)
            }
        }
    }

    @Test func `a limit leaves out only what is further`() {
        everyPair(seed: 4, count: 1_000) { first, second, dice in
            let separation = first.bare.separation(to: second.bare)
            for limit in [separation, separation + 1, separation * 2, Int64.max / 4] {
                let limited = first.bare.separation(to: second.bare, within: limit)
                #expect(limited == separation)
            }
            let nearer = separation - 10 - separation / 1_000_000
            if nearer >= 0 {
                #expect(first.bare.separation(to: second.bare, within: nearer) == nil)
            }
        }
    }
}

/// Points along the edges of a skeleton, and the inside by the angles that the vertices turn.
private struct Samples {
    let points: [SIMD3<Double>]
    let isRing: Bool
    /// The longest way between two neighbours, in millimetres.
    let stepMax: Double

    private static let perEdge = 24

    init(_ skeleton: Skeleton) {
        var vertices = skeleton.positions.map(Self.vector)
        isRing = if case .ring = skeleton { true } else { false }
        if isRing { vertices.append(vertices[0]) }
        var points = [vertices[0]]
        var longest = 0.0
        for (start, end) in zip(vertices, vertices.dropFirst()) {
            let arc = Self.angle(start, end)
            longest = max(longest, arc / Double(Self.perEdge))
            for step in 1...Self.perEdge {
                let share = Double(step) / Double(Self.perEdge)
                let point =
                    arc == 0
                    ? start : start * sin((1 - share) * arc) + end * sin(share * arc)
                points.append(point / (point * point).sum().squareRoot())
            }
        }
        self.points = points
        stepMax = longest * Double(Sphere.radiusMillimetres)
    }

    func distance(to other: Self) -> Double {
        var nearest = Double.infinity
        for point in points {
            for opposite in other.points {
                let way = point - opposite
                nearest = min(nearest, (way * way).sum())
            }
        }
        return 2 * asin(min(1, nearest.squareRoot() / 2)) * Double(Sphere.radiusMillimetres)
    }

    /// Whether the ring turns once around the first point of the other; the far side does not count.
    func holds(_ other: Self) -> Bool {
        guard isRing else { return false }
        let centre = other.points[0]
        guard points.contains(where: { ($0 * centre).sum() > 0.9 }) else { return false }
        let axis = abs(centre.z) < 0.9 ? SIMD3(0, 0, 1) : SIMD3(1.0, 0, 0)
        let east = Self.cross(axis, centre)
        let north = Self.cross(centre, east)
        let length = (east * east).sum().squareRoot()
        let bearings = points.map { atan2(($0 * east).sum() / length, ($0 * north).sum() / length) }
        var turn = 0.0
        for (bearing, next) in zip(bearings, bearings.dropFirst()) {
            turn += (next - bearing).remainder(dividingBy: 2 * .pi)
        }
        return abs(turn) > .pi
    }

    private static func vector(_ position: Position) -> SIMD3<Double> {
        let latitude = Double(position.latitude) / 1e7 * .pi / 180
        let longitude = Double(position.longitude) / 1e7 * .pi / 180
        return SIMD3(
            cos(latitude) * cos(longitude),
            cos(latitude) * sin(longitude),
            sin(latitude)
        )
    }

    private static func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
        SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
    }

    private static func angle(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
        let normal = cross(a, b)
        return atan2((normal * normal).sum().squareRoot(), (a * b).sum())
    }
}
