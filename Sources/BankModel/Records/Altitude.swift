/// A height, and what it is measured from.
package struct Altitude: Hashable, Sendable {
    /// Millimetres above the reference, within `Limits.altitudeMillimetres`.
    package let millimetres: Int64
    /// What the height is measured from.
    package let reference: Reference

    /// What a height is measured from; heights from different references are compared by
    /// `Deconfliction`, as far as they can be.
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

    /// A flight level's step: 100 feet, in millimetres.
    package static let flightLevelMillimetres: Int64 = 30_480

    /// Nil where the height is out of its range, or a flight level is below 0 or between two steps.
    package init?(millimetres: Int64, reference: Reference) {
        guard Limits.altitudeMillimetres.contains(millimetres) else { return nil }
        if reference == .fl,
            millimetres < 0 || !millimetres.isMultiple(of: Self.flightLevelMillimetres)
        {
            return nil
        }
        self.millimetres = millimetres
        self.reference = reference
    }

    /// The flight level with this number; nil where it is out of range.
    package init?(flightLevel number: Int64) {
        let (height, isTooHigh) =
            number.multipliedReportingOverflow(by: Self.flightLevelMillimetres)
        guard !isTooHigh else { return nil }
        self.init(millimetres: height, reference: .fl)
    }

    /// The number of a flight level; nil for heights from other references.
    package var flightLevel: Int64? {
        reference == .fl ? millimetres / Self.flightLevelMillimetres : nil
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
