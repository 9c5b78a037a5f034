/// The smallest cap that holds some points.
///
/// The farthest point joins the two or three that bear the cap, and the smallest cap that those
/// bear is the next, until no point is outside. The cap grows with each step, so none comes twice.
struct SmallestCap: Sendable {
    let centre: Direction
    /// The square of the chord from the centre to the farthest point.
    let chordSquared: Double

    /// Nil where the points do not fit a cap of 60° around its centre.
    ///
    /// The points come in an order of their own, not of the shape, so that shapes with the same
    /// vertices have one cap to the last bit. There is at least one.
    init?(around points: [Direction]) {
        var cap = Self(centre: points[0], chordSquared: 0)
        var support = [points[0]]
        for _ in 0..<Self.stepsMax {
            let farthest = cap.farthest(of: points)
            if cap.holds(farthest) { break }
            guard let next = Self.smallest(bearing: support, and: farthest) else { return nil }
            (cap, support) = next
        }
        let farthest = cap.farthest(of: points)
        centre = cap.centre
        chordSquared = (farthest - cap.centre).lengthSquared
        guard chordSquared < 1 else { return nil }
    }

    /// The radius along the sphere, rounded up.
    var radius: Int64 {
        Closeness(chordSquared: chordSquared, antipodalSquared: 4 - chordSquared).millimetres + 1
    }

    /// Far more steps than any set of points was seen to need; whatever comes out holds all points.
    private static let stepsMax = 64

    private init(centre: Direction, chordSquared: Double) {
        self.centre = centre
        self.chordSquared = chordSquared
    }

    private func farthest(of points: [Direction]) -> Direction {
        var farthest = points[0]
        var greatest = -1.0
        for point in points {
            let square = (point - centre).lengthSquared
            if square > greatest {
                greatest = square
                farthest = point
            }
        }
        return farthest
    }

    /// Whether a point is inside, give or take what the centre of so small a cap may be off.
    private func holds(_ point: Direction) -> Bool {
        let chord = chordSquared.squareRoot()
        let slack = chord > 0 ? 1e-15 + 1e-15 / chord : 0
        let bound = chord + slack
        return (point - centre).lengthSquared <= bound * bound
    }

    /// The smallest cap that one, two or three of the points bear and that holds them all.
    private static func smallest(
        bearing support: [Direction],
        and point: Direction
    ) -> (Self, [Direction])? {
        var best: (Self, [Direction])?
        for first in support.indices {
            let pair = [support[first], point]
            let others = support[(first + 1)...].map { pair + [$0] }
            for bearers in [pair] + others {
                guard let cap = through(bearers), cap.holds(point),
                    support.allSatisfy({ cap.holds($0) })
                else { continue }
                if best.map({ cap.chordSquared < $0.0.chordSquared }) ?? true {
                    best = (cap, bearers)
                }
            }
        }
        return best
    }

    /// The smallest cap with the two or three points on its edge.
    private static func through(_ points: [Direction]) -> Self? {
        let middle =
            points.count == 2
            ? points[0] + points[1]
            : (points[1] - points[0]).cross(points[2] - points[0])
        guard middle.lengthSquared > 1e-60 else { return nil }
        let centre = middle.dot(points[0]) < 0 ? middle.scaled(-1) : middle
        let unit = centre.normalised
        let squares = points.map { ($0 - unit).lengthSquared }
        return Self(centre: unit, chordSquared: squares.reduce(0, max))
    }
}
