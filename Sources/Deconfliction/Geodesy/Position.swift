package import BankModel

/// A point on the sphere.
package struct Position: Hashable, Sendable {
    /// Degrees × 1e-7, −900,000,000 to 900,000,000.
    package let latitude: Int32
    /// Degrees × 1e-7, −1,800,000,000 to 1,800,000,000.
    package let longitude: Int32

    /// Nil where a coordinate is out of its range.
    package init?(latitude: Int32, longitude: Int32) {
        guard (-900_000_000...900_000_000).contains(latitude),
            (-1_800_000_000...1_800_000_000).contains(longitude)
        else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Where a place is, its extent and uncertainty left aside.
    package init(_ place: Place) {
        latitude = place.latitude
        longitude = place.longitude
    }
}
