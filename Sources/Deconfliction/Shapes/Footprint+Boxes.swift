extension Footprint {
    /// Boxes that together hold all that can be near the footprint when a buffer (millimetres) is
    /// kept.
    ///
    /// They err towards too large, by what separates the sphere from WGS 84, so that the boxes of two
    /// footprints meet unless the two are apart for `Nearness`; it is enough that one of them was
    /// made with the buffer. Together they hold both −180° and 180°, which are one meridian, if they
    /// hold either.
    package func boxes(buffer: Int64 = 0) -> [PositionBox] {
        let reach = Nearness.separationMax(reaches: reach.total + Reach.bounded(buffer)) + 1
        let pad = PositionBox.units(ofMillimetres: reach) + PositionBox.margin
        let toNorth = polarUnits(Self.northPole)
        let toSouth = polarUnits(Self.southPole)
        let north = PositionBox.pole - toNorth + pad
        let south = toSouth - PositionBox.pole - pad
        let utmost = PositionBox.pole - min(toNorth, toSouth)
        guard pad < min(toNorth, toSouth),
            let width = PositionBox.width(of: pad, atLatitude: utmost),
            let (west, east) = longitudes
        else { return [PositionBox.allRound(from: south, to: north)] }
        return PositionBox.split(from: south, to: north, west: west - width, east: east + width)
    }

    private static let northPole = Self(pole: .northPole)
    private static let southPole = Self(pole: .southPole)

    /// How far from a pole the skeleton stays, with the inside of a ring; rounded down.
    private func polarUnits(_ pole: Self) -> Int64 {
        max(0, PositionBox.units(ofMillimetres: separation(to: pole)) - PositionBox.margin)
    }

    /// Between which meridians a skeleton away from the poles lies; nil if it goes all round.
    ///
    /// They may be beyond ±180°. Each edge meets the one before, so each widens what is there.
    private var longitudes: (west: Int64, east: Int64)? {
        let turn = 2 * PositionBox.antimeridian
        var west = Int64.max
        var east = Int64.min
        for edge in tree.edges {
            let start = edge.start.longitudeUnits
            var way = edge.end.longitudeUnits - start
            if way > PositionBox.antimeridian { way -= turn }
            if way < -PositionBox.antimeridian { way += turn }
            var low = min(start, start + way)
            if west <= east {
                // The turn that brings the edge to where the last one ended.
                while low > east + PositionBox.margin { low -= turn }
                while low + abs(way) < west - PositionBox.margin { low += turn }
            }
            west = min(west, low)
            east = max(east, low + abs(way))
            if east - west >= turn { return nil }
        }
        return (west - PositionBox.margin, east + PositionBox.margin)
    }
}
