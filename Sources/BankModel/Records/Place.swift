/// A position with its uncertainty and its extent.
package struct Place: Hashable, Sendable {
    /// Degrees × 1e-7, −900,000,000 to 900,000,000.
    package let latitude: Int32
    /// Degrees × 1e-7, −1,800,000,000 to 1,800,000,000.
    package let longitude: Int32
    /// How far off the true position may be, in millimetres.
    ///
    /// Mandatory.
    package let uncertainty: Int64
    /// What lies around the position.
    package let shape: Shape

    /// The extent of a place.
    ///
    /// What needs more than integers is not asked here: whether edges cross, are long enough or
    /// enclose anything is checked by `Deconfliction` when a place is written.
    package enum Shape: Hashable, Sendable {
        /// Nothing but the position.
        case point
        /// All within `radius` millimetres of the position.
        case circle(radius: Int64)
        /// All inside the ring of great circles through these vertices, the first not repeated at
        /// the end.
        case polygon([Position])
        /// All within `halfWidth` millimetres of the line of great circles through these points.
        case corridor([Position], halfWidth: Int64)
    }

    /// Nil where a coordinate or length is out of its range, where a polygon or corridor has too few
    /// or too many vertices, two equal ones in turn, or does not begin at the position.
    package init?(latitude: Int32, longitude: Int32, uncertainty: Int64, shape: Shape = .point) {
        guard let position = Position(latitude: latitude, longitude: longitude),
            (0...Limits.distanceMillimetresMax).contains(uncertainty),
            shape.isPossible(at: position)
        else { return nil }
        self.latitude = latitude
        self.longitude = longitude
        self.uncertainty = uncertainty
        self.shape = shape
    }

    /// How far from the position something of this place may be, in millimetres.
    ///
    /// Exact for a point and a circle. For a polygon and a corridor it is too large rather than too
    /// small: ask `Deconfliction` for what they cover.
    package var reach: Int64 {
        switch shape {
        case .point: uncertainty
        case .circle(let radius): uncertainty + radius
        case .polygon(let vertices): uncertainty + farthest(of: vertices)
        case .corridor(let points, let halfWidth): uncertainty + halfWidth + farthest(of: points)
        }
    }

    /// The vertices of a polygon or the points of a corridor; none for what has no edges.
    package var vertices: [Position] { shape.vertices }

    private func farthest(of positions: [Position]) -> Int64 {
        let first = Position(self)
        return positions.lazy.map { first.distanceAtMost(to: $0) }.max() ?? 0
    }
}

extension Place.Shape {
    /// The vertices of a polygon or the points of a corridor; none for what has no edges.
    package var vertices: [Position] {
        switch self {
        case .point, .circle: []
        case .polygon(let vertices): vertices
        case .corridor(let points, _): points
        }
    }

    fileprivate func isPossible(at position: Position) -> Bool {
        let lengths = 1...Limits.distanceMillimetresMax
        switch self {
        case .point: return true
        case .circle(let radius): return lengths.contains(radius)
        case .polygon(let vertices):
            return Limits.polygonVertices.contains(vertices.count) && vertices[0] == position
                && !Self.repeats(vertices) && vertices[0] != vertices[vertices.count - 1]
        case .corridor(let points, let halfWidth):
            return Limits.corridorPoints.contains(points.count) && points[0] == position
                && !Self.repeats(points)
                && lengths.contains(halfWidth)
        }
    }

    private static func repeats(_ positions: [Position]) -> Bool {
        zip(positions, positions.dropFirst()).contains { $0 == $1 }
    }
}
