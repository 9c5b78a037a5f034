package import BankModel

/// A zone of the Universal Transverse Mercator grid in one hemisphere, or the polar grid (UPS).
package struct GridZone: Hashable, Sendable {
    /// 1 to 60 eastwards from 180°; 0 is the polar grid.
    package let number: Int
    /// Whether northings count from the equator, or on the polar grid whether the pole is the north's.
    package let isNorthern: Bool

    /// Nil where there is no zone of the number.
    package init?(number: Int, isNorthern: Bool) {
        guard (0...60).contains(number) else { return nil }
        self.number = number
        self.isNorthern = isNorthern
    }

    /// The zone in which a position is written: with the exceptions of Norway and Svalbard, and the
    /// polar grid from 84° north and below 80° south.
    package init(_ position: Position) {
        isNorthern = position.latitude >= 0
        guard let band = GridBand(position) else {
            number = 0
            return
        }
        let whole = Int((Int64(position.longitude) + 1_800_000_000) / 60_000_000) % 60 + 1
        number = band.zone(regularly: whole, longitude: position.longitude)
    }

    /// Whether this is the polar grid.
    package var isPolar: Bool { number == 0 }

    /// The longitude of the middle, in units of 1e-7 degrees; 0 for the polar grid.
    package var centralMeridian: Int64 { isPolar ? 0 : Int64(6 * number - 183) * 10_000_000 }
}

/// A band of latitudes of the grid, eight degrees high but for the northernmost, of twelve.
package struct GridBand: Hashable, Sendable {
    /// From −10 (80° to 72° south) to 9 (72° to 84° north).
    package let index: Int

    /// Nil where there is no band of the index.
    package init?(index: Int) {
        guard (-10...9).contains(index) else { return nil }
        self.index = index
    }

    /// Nil for positions of the polar grid.
    package init?(_ position: Position) {
        guard (-800_000_000..<840_000_000).contains(position.latitude) else { return nil }
        let fromSouth = (Int(position.latitude) + 800_000_000) / 80_000_000
        index = min(fromSouth - 10, 9)
    }

    /// Its southern edge, which belongs to it, in units of 1e-7 degrees.
    package var south: Int32 { Int32(index) * 80_000_000 }

    /// Its northern edge, which does not belong to it, in units of 1e-7 degrees.
    package var north: Int32 { index == 9 ? 840_000_000 : south + 80_000_000 }

    /// Whether the band is north of the equator.
    package var isNorthern: Bool { index >= 0 }

    /// How far a zone reaches west and east of its middle in this band, in units of 1e-7 degrees; nil
    /// where the zone is left out, as 32, 34 and 36 are around Svalbard.
    package func reach(ofZone number: Int) -> ClosedRange<Int64>? {
        let degrees: ClosedRange<Int64>? =
            switch (index, number) {
            case (7, 31): -3...0
            case (7, 32): -6...3
            case (9, 31): -3...6
            case (9, 33), (9, 35): -6...6
            case (9, 37): -6...3
            case (9, 32), (9, 34), (9, 36): nil
            default: -3...3
            }
        return degrees.map { $0.lowerBound * 10_000_000...$0.upperBound * 10_000_000 }
    }

    /// The zone of a longitude which would be in zone `number` if there were no exceptions.
    fileprivate func zone(regularly number: Int, longitude: Int32) -> Int {
        switch (index, number) {
        case (7, 31): longitude < 30_000_000 ? 31 : 32
        case (9, 32): longitude < 90_000_000 ? 31 : 33
        case (9, 34): longitude < 210_000_000 ? 33 : 35
        case (9, 36): longitude < 330_000_000 ? 35 : 37
        default: number
        }
    }
}
