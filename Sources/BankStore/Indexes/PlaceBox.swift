import BankModel
internal import Glibc

/// A box of latitudes and longitudes that something is certainly inside, in degrees × 1e-7.
///
/// West is never greater than east: what crosses 180° is two boxes. All rounding is outward, and
/// distances are turned into degrees by less than the shortest degree on Earth, so a box may hold
/// too much and never too little.
package struct PlaceBox: Hashable, Sendable {
    /// The southern edge.
    package let south: Int32
    /// The northern edge.
    package let north: Int32
    /// The western edge.
    package let west: Int32
    /// The eastern edge.
    package let east: Int32

    /// Boxes of one record are numbered in so many bits beside its key.
    static let numberBits: Int64 = 4

    /// The box between these edges; nil where they are out of range or the wrong way round.
    package init?(south: Int32, north: Int32, west: Int32, east: Int32) {
        guard south <= north, west <= east, Self.latitudes.contains(south),
            Self.latitudes.contains(north), Self.longitudes.contains(west),
            Self.longitudes.contains(east)
        else { return nil }
        self.south = south
        self.north = north
        self.west = west
        self.east = east
    }

    /// One or two boxes around all that is within `reach` millimetres of a position.
    package static func boxes(latitude: Int32, longitude: Int32, reach: Int64) -> [Self] {
        let angle = Double(max(0, reach)) / millimetresPerDegree + leastAngle
        let latitude = Double(latitude) / unitsPerDegree
        let longitude = Double(longitude) / unitsPerDegree
        let south = outward(latitude - angle, .down, latitudes)
        let north = outward(latitude + angle, .up, latitudes)
        let holdsPole = latitude - angle <= -90 || latitude + angle >= 90
        let ratio = sin(angle * .pi / 180) / cos(latitude * .pi / 180)
        guard !holdsPole, angle < 90, ratio < 1 else {
            return box(south, north, longitudes.lowerBound, longitudes.upperBound)
        }
        let width = asin(ratio) * 180 / .pi + leastAngle
        let west = longitude - width
        let east = longitude + width
        let turned = { (degrees: Double, rounding: FloatingPointRoundingRule) in
            outward(degrees, rounding, longitudes)
        }
        if west < -180 {
            return box(south, north, turned(west + 360, .down), longitudes.upperBound)
                + box(south, north, longitudes.lowerBound, turned(east, .up))
        }
        if east > 180 {
            return box(south, north, turned(west, .down), longitudes.upperBound)
                + box(south, north, longitudes.lowerBound, turned(east - 360, .up))
        }
        return box(south, north, turned(west, .down), turned(east, .up))
    }

    /// Boxes around every live place and volume of a record: while it is in doubt, it may be at any of
    /// them.
    ///
    /// What it says is to be kept around it counts as part of it.
    /// As many as a record can have numbers for; the rest share the last one.
    static func boxes(of state: RecordState) -> [Self] {
        let buffer = state.statedBuffer
        let boxes = state.extents.flatMap { place in
            Self.boxes(
                latitude: place.latitude,
                longitude: place.longitude,
                reach: place.reach + buffer
            )
        }
        let countMax = 1 << numberBits
        if boxes.count <= countMax { return boxes }
        let rest = boxes[(countMax - 1)...]
        return boxes[..<(countMax - 1)]
            + [rest.dropFirst().reduce(rest[countMax - 1]) { $0.joined($1) }]
    }

    /// The square degree that the south-west corner is in, numbered from the South Pole up and from
    /// 180° west.
    var tile: Int64 {
        let row = (Int64(south) - Int64(Self.latitudes.lowerBound)) / Self.tileUnits
        let column = (Int64(west) - Int64(Self.longitudes.lowerBound)) / Self.tileUnits
        return row << 9 | column
    }

    /// The least box around this one and another.
    func joined(_ other: Self) -> Self {
        Self(
            min(south, other.south),
            max(north, other.north),
            min(west, other.west),
            max(east, other.east)
        )
    }

    private init(_ south: Int32, _ north: Int32, _ west: Int32, _ east: Int32) {
        self.south = south
        self.north = north
        self.west = west
        self.east = east
    }

    private static func box(
        _ south: Int32,
        _ north: Int32,
        _ west: Int32,
        _ east: Int32
    ) -> [Self] {
        [Self(south, north, west, east)]
    }

    private static func outward(
        _ degrees: Double,
        _ rounding: FloatingPointRoundingRule,
        _ range: ClosedRange<Int32>
    ) -> Int32 {
        let units = (degrees * unitsPerDegree).rounded(rounding)
        return Int32(min(max(units, Double(range.lowerBound)), Double(range.upperBound)))
    }

    private static let latitudes: ClosedRange<Int32> = -900_000_000...900_000_000
    private static let longitudes: ClosedRange<Int32> = -1_800_000_000...1_800_000_000
    private static let unitsPerDegree = 1e7
    private static let tileUnits: Int64 = 10_000_000
    /// A degree of a meridian is at least 110,574 m (WGS 84, at the equator).
    private static let millimetresPerDegree = 110_000_000.0
    /// Covers what the arithmetic above may lose, a thousand times over.
    private static let leastAngle = 1e-6
}

extension RecordState {
    /// The largest buffer that any sibling states, in millimetres; what its category implies is the
    /// charter's to say.
    fileprivate var statedBuffer: Int64 {
        live(.buffer).compactMap { sibling in
            if case .millimetres(let length) = sibling.value { length } else { nil }
        }
        .max() ?? 0
    }
}
