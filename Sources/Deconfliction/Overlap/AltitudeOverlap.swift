package import BankModel

/// Whether two altitude bands have a height in common.
package enum AltitudeOverlap: Hashable, Sendable {
    /// They have, or they may have, as far as the geoid is unknown here.
    case overlaps
    /// They certainly have none.
    case apart
    /// Some of their heights are measured from things that cannot be compared, so they are taken to
    /// overlap.
    case notComparable
}

extension AltitudeBand {
    /// Whether the other band has a height in common with this one; bands are closed.
    ///
    /// Heights of one reference are compared exactly. Between ellipsoid and mean sea level lies the
    /// geoid, somewhere within its range on Earth; that is given to the overlap. What is above ground
    /// or a flight level is compared with its like only. Bands are apart where one comparison proves
    /// it, whatever the others are.
    package func overlap(_ other: Self) -> AltitudeOverlap {
        let comparisons = [
            Self.isAtMost(lower, other.upper), Self.isAtMost(other.lower, upper),
        ]
        if comparisons.contains(.no) { return .apart }
        return comparisons.contains(.unknown) ? .notComparable : .overlaps
    }

    private enum Answer {
        case yes
        case no
        case unknown
    }

    /// The geoid above the ellipsoid in millimetres, from its lowest point (south of India) to its
    /// highest (New Guinea).
    private static let geoid: ClosedRange<Int64> = -107_000...86_000

    /// Whether a lower bound can be at or below an upper one; an absent bound always is.
    private static func isAtMost(_ lower: Altitude?, _ upper: Altitude?) -> Answer {
        guard let lower, let upper else { return .yes }
        let slack: Int64
        switch (lower.reference, upper.reference) {
        case (.hae, .hae), (.msl, .msl), (.agl, .agl), (.fl, .fl): slack = 0
        // The upper bound's height above the ellipsoid is at most this much greater.
        case (.hae, .msl): slack = geoid.upperBound
        // The lower bound's height above the ellipsoid is at most this much smaller.
        case (.msl, .hae): slack = -geoid.lowerBound
        case (.agl, _), (.fl, _), (_, .agl), (_, .fl): return .unknown
        }
        return lower.millimetres <= upper.millimetres + slack ? .yes : .no
    }
}
