/// A point on the globe.
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

    /// No nearer than the sum of what lies between their parallels and their meridians, in
    /// millimetres: never less than the way from one position to another.
    ///
    /// In integers, by the longest degree that there is on Earth; far too long near the poles.
    func distanceAtMost(to other: Self) -> Int64 {
        let north = abs(Int64(latitude) - Int64(other.latitude))
        let east = abs(Int64(longitude) - Int64(other.longitude))
        let units = north + min(east, 3_600_000_000 - east)
        return units * Self.micrometresPerUnitMax / 1_000 + 1
    }

    /// A 1e-7th of a degree of the equator of WGS 84 is 11,131.95 µm.
    private static let micrometresPerUnitMax: Int64 = 11_132
}

extension Position {
    /// How many 1e-7 degrees north and east each position lies from the one before, two numbers a
    /// position: the short form of a line or ring, whose first position is written beside it.
    package static func steps(along positions: [Self]) -> [Int64] {
        zip(positions, positions.dropFirst()).flatMap { before, next in
            [
                Int64(next.latitude) - Int64(before.latitude),
                Int64(next.longitude) - Int64(before.longitude),
            ]
        }
    }

    /// The positions that `steps(along:)` was told of, the first included; nil for steps that lead
    /// out of the globe or are not in pairs.
    package static func positions(from first: Self, steps: [Int64]) -> [Self]? {
        guard steps.count.isMultiple(of: 2) else { return nil }
        var positions = [first]
        positions.reserveCapacity(1 + steps.count / 2)
        var last = first
        for index in stride(from: 0, to: steps.count, by: 2) {
            let (north, isTooFarNorth) =
                Int64(last.latitude).addingReportingOverflow(steps[index])
            let (east, isTooFarEast) =
                Int64(last.longitude).addingReportingOverflow(steps[index + 1])
            guard !isTooFarNorth, !isTooFarEast, let latitude = Int32(exactly: north),
                let longitude = Int32(exactly: east),
                let next = Self(latitude: latitude, longitude: longitude)
            else { return nil }
            positions.append(next)
            last = next
        }
        return positions
    }
}
