package import BankModel

/// What the distances of a shape are measured from: its centre, its middle line or its edge.
///
/// Edges are great circles on the sphere. A list has at least one position; equal ones in a row
/// count as one.
package enum Skeleton: Hashable, Sendable {
    /// A point, or the centre of a circle.
    case point(Position)
    /// The points of a corridor, in order.
    case path([Position])
    /// The vertices of a polygon, the first not repeated at the end.
    ///
    /// Its inside is the side that has the smaller area, whichever way round the vertices go.
    case ring([Position])

    /// Every vertex.
    package var positions: [Position] {
        switch self {
        case .point(let position): [position]
        case .path(let positions), .ring(let positions): positions
        }
    }
}

/// How far from its skeleton a shape goes, in millimetres.
package struct Reach: Hashable, Sendable {
    /// Radius of a circle or half width of a corridor, otherwise 0.
    package let extent: Int64
    /// How far off the true position may be.
    package let uncertainty: Int64

    /// Negative lengths are 0, and none is more than the way to the antipode.
    package init(extent: Int64, uncertainty: Int64) {
        self.extent = Self.bounded(extent)
        self.uncertainty = Self.bounded(uncertainty)
    }

    /// Both together.
    package var total: Int64 { extent + uncertainty }

    /// No two points are further apart than this.
    static let antipode: Int64 = 20_015_114_443

    static func bounded(_ length: Int64) -> Int64 { min(max(length, 0), antipode) }
}

extension Position {
    /// One name for each point: a pole has no longitude, and ±180° is 180°.
    var canonical: Self {
        let isPole = latitude == 900_000_000 || latitude == -900_000_000
        let longitude = longitude == -1_800_000_000 ? 1_800_000_000 : longitude
        return Self(latitude: latitude, longitude: isPole ? 0 : longitude) ?? self
    }

    func precedes(_ other: Self) -> Bool {
        (latitude, longitude) < (other.latitude, other.longitude)
    }
}
