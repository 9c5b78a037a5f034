/// The inside of a ring that fits a cap: the side of the smaller area.
///
/// Seen from the Earth's centre through the plane that touches the middle of the cap, great circles
/// are straight lines. So pole, antimeridian and the direction of the ring are nothing special. Where
/// rounding could put a point on the wrong side, it is within nanometres of an edge, and the distance
/// to that edge is 0 millimetres anyway.
struct RingInside: Sendable {
    private let centre: Direction
    private let east: Direction
    private let north: Direction
    private let sides: [Side]

    /// A side of the ring in the plane, from its lower end to its upper one.
    private struct Side: Sendable {
        let low: PlanePoint
        let high: PlanePoint
    }

    private struct PlanePoint: Sendable {
        let x: Double
        let y: Double
    }

    /// No point of the ring may be further than about 8° from the centre.
    init(_ edges: [Edge], centre: Direction) {
        self.centre = centre
        let axis = abs(centre.z) < 0.9 ? Direction.northPole : Direction(x: 1, y: 0, z: 0)
        east = axis.cross(centre).normalised
        north = centre.cross(east)
        var sides: [Side] = []
        sides.reserveCapacity(edges.count)
        for edge in edges {
            guard let start = Self.seen(edge.start, centre, east, north),
                let end = Self.seen(edge.end, centre, east, north)
            else { continue }
            sides.append(
                start.y <= end.y ? Side(low: start, high: end) : Side(low: end, high: start)
            )
        }
        self.sides = sides
    }

    /// Whether a ray from the point meets an odd number of sides.
    func holds(_ direction: Direction) -> Bool {
        guard let point = Self.seen(direction, centre, east, north) else { return false }
        var isInside = false
        for side in sides where side.low.y <= point.y && point.y < side.high.y {
            let across = (side.high.x - side.low.x) * (point.y - side.low.y)
            let along = (point.x - side.low.x) * (side.high.y - side.low.y)
            if across > along { isInside.toggle() }
        }
        return isInside
    }

    /// Nil for what is further than about 8° from the centre.
    private static func seen(
        _ direction: Direction,
        _ centre: Direction,
        _ east: Direction,
        _ north: Direction
    ) -> PlanePoint? {
        let depth = direction.dot(centre)
        guard depth > 0.99 else { return nil }
        return PlanePoint(x: direction.dot(east) / depth, y: direction.dot(north) / depth)
    }
}
