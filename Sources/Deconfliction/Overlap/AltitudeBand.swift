import BankModel

/// A height and what it is measured from.
package struct Altitude: Hashable, Sendable {
    /// Millimetres above the reference.
    package let millimetres: Int64
    /// What the height is measured from.
    package let reference: Reference

    /// What a height is measured from.
    package enum Reference: UInt8, CaseIterable, Sendable {
        /// Above the ellipsoid of WGS 84.
        case hae = 1
        /// Above mean sea level.
        case msl = 2
        /// Above the ground.
        case agl = 3
        /// A flight level: by pressure, in steps of 100 feet.
        case fl = 4
    }

    /// Nil where the height is out of its range.
    package init?(millimetres: Int64, reference: Reference) {
        guard Limits.altitudeMillimetres.contains(millimetres) else { return nil }
        self.millimetres = millimetres
        self.reference = reference
    }
}

/// From which height to which something reaches; an absent bound is none.
package struct AltitudeBand: Hashable, Sendable {
    /// The lowest height; nil reaches down without bound.
    package let lower: Altitude?
    /// The greatest height; nil reaches up without bound.
    package let upper: Altitude?

    /// All heights.
    package static let unbounded = Self()

    private init() {
        lower = nil
        upper = nil
    }

    /// Nil for bounds of one reference of which the lower is above the upper.
    package init?(lower: Altitude?, upper: Altitude?) {
        if let lower, let upper, lower.reference == upper.reference,
            lower.millimetres > upper.millimetres
        {
            return nil
        }
        self.lower = lower
        self.upper = upper
    }
}
