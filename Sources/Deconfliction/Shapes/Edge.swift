internal import BankModel

/// The shorter great-circle arc between two vertices, with what distances to it need.
///
/// It has one form for both orders of its vertices, so that no result depends on which way round a
/// shape was drawn.
struct Edge: Sendable {
    let start: Direction
    let end: Direction
    /// The pole of the great circle; 0 where the vertices are one point.
    let normal: Direction
    /// At the start, the direction along the arc.
    let forward: Direction
    /// At the end, the direction back along the arc.
    let backward: Direction
    let isPoint: Bool

    /// The arc between two vertices that are not antipodes.
    init(_ first: Vertex, _ second: Vertex) {
        let isOrdered = !second.position.precedes(first.position)
        start = isOrdered ? first.direction : second.direction
        end = isOrdered ? second.direction : first.direction
        isPoint = start == end
        if isPoint {
            normal = Direction(x: 0, y: 0, z: 0)
        } else {
            // This keeps its digits where the cross product of the two would cancel.
            normal = (start - end).cross(start + end).normalised
        }
        forward = normal.cross(start)
        backward = end.cross(normal)
    }

    /// An edge that is only a point.
    init(point: Direction) {
        start = point
        end = point
        normal = Direction(x: 0, y: 0, z: 0)
        forward = normal
        backward = normal
        isPoint = true
    }

    /// To the nearest point of the arc.
    func closeness(to point: Direction) -> Closeness {
        if isPoint { return Closeness(start, point) }
        if point.dot(forward) >= 0, point.dot(backward) >= 0 {
            return Closeness(point, toCircleAround: normal)
        }
        return Closeness(start, point).closer(Closeness(end, point))
    }

    /// Between the nearest points of two arcs.
    ///
    /// Where two arcs do not cross, the least distance is at an end of one of them: on the sphere two
    /// great circles come nearest to each other where they meet.
    func closeness(to other: Self) -> Closeness {
        if other.isPoint { return closeness(to: other.start) }
        if isPoint { return other.closeness(to: start) }
        if crosses(other) { return .touching }
        return closeness(to: other.start).closer(closeness(to: other.end))
            .closer(other.closeness(to: start).closer(other.closeness(to: end)))
    }

    /// Whether the arcs cross within both; where an end lies on the other arc, the distances say so.
    ///
    /// The ends of each lie on both sides of the other, and in the order that puts the crossing on
    /// the same half of the sphere.
    private func crosses(_ other: Self) -> Bool {
        let a = normal.dot(other.end)
        let b = -normal.dot(other.start)
        let c = -other.normal.dot(end)
        let d = other.normal.dot(start)
        return (a > 0 && b > 0 && c > 0 && d > 0) || (a < 0 && b < 0 && c < 0 && d < 0)
    }

    /// A ball in space that holds the arc: around the middle of its chord.
    var ball: Ball {
        Ball(centre: (start + end).scaled(0.5), radius: (start - end).length * 0.5)
    }
}

/// A position and its direction.
struct Vertex: Sendable {
    let position: Position
    let direction: Direction

    init(_ position: Position) {
        self.position = position.canonical
        direction = Direction(self.position)
    }
}

/// A ball in space: chords obey the triangle inequality, so balls tell what need not be looked at.
struct Ball: Sendable {
    let centre: Direction
    let radius: Double

    /// More than all that rounding may cost here: six millimetres.
    static let slack = 1e-9

    /// A lower bound of the chord between a point of one and a point of the other; may be negative.
    func gap(to other: Self) -> Double {
        (centre - other.centre).length - radius - other.radius - Self.slack
    }

    /// Whether nothing in the two balls can be as close as this.
    func isFurther(from other: Self, than best: Closeness) -> Bool {
        let gap = gap(to: other)
        return gap > 0 && gap * gap > best.chordSquared
    }

    /// A ball that holds both.
    func joined(_ other: Self) -> Self {
        let way = other.centre - centre
        let length = way.length
        if length + other.radius <= radius { return self }
        if length + radius <= other.radius { return other }
        let joined = (length + radius + other.radius) * 0.5
        return Self(centre: centre + way.scaled((joined - radius) / length), radius: joined)
    }
}
