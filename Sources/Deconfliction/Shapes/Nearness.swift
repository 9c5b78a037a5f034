/// Whether two footprints are near each other on the Earth, as far as a sphere can tell.
///
/// Distances on WGS 84 are 0.9944 to 1.0045 times those on the sphere.
package enum Nearness: Hashable, Sendable {
    /// On the ellipsoid too.
    case certain
    /// On the sphere or the ellipsoid, or short of it by less than a metre.
    case possible
    /// On neither.
    case apart

    /// Of skeletons at this distance, compared with the sum of radii, uncertainties and buffer.
    package init(separation: Int64, reaches sum: Int64) {
        let separation = Reach.bounded(separation)
        let sum = min(max(sum, 0), Self.sumMax)
        if separation * Self.longestShare <= sum * Self.whole {
            self = .certain
        } else if separation * Self.shortestShare <= (sum + Self.slack) * Self.whole {
            self = .possible
        } else {
            self = .apart
        }
    }

    /// The greatest separation that is not apart, in millimetres.
    static func separationMax(reaches sum: Int64) -> Int64 {
        (min(max(sum, 0), sumMax) + slack) * whole / shortestShare
    }

    /// Shares of ten thousand: of a distance on the sphere, the longest and the shortest that it can
    /// be on WGS 84.
    private static let whole: Int64 = 10_000
    private static let longestShare: Int64 = 10_045
    private static let shortestShare: Int64 = 9_944
    /// A metre, in millimetres.
    private static let slack: Int64 = 1_000
    /// Reaches further than round the Earth.
    private static let sumMax = 8 * Reach.antipode
}

/// How near two footprints are, and by what distance that was judged.
package struct Proximity: Hashable, Sendable {
    /// Certain or possible, never apart.
    package let nearness: Nearness
    /// The distance between the skeletons in millimetres, rounded down.
    package let separation: Int64
}

extension Footprint {
    /// How near the other is when a buffer (millimetres) is kept between the two; nil where it is
    /// apart.
    package func proximity(to other: Self, buffer: Int64 = 0) -> Proximity? {
        let sum = reach.total + other.reach.total + Reach.bounded(buffer)
        let limit = Nearness.separationMax(reaches: sum)
        guard let separation = separation(to: other, within: limit) else { return nil }
        let nearness = Nearness(separation: separation, reaches: sum)
        guard nearness != .apart else { return nil }
        let isVague = isReadAsCap || other.isReadAsCap
        return Proximity(nearness: isVague ? .possible : nearness, separation: separation)
    }
}
