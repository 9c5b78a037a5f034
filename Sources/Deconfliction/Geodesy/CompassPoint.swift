package import BankModel

/// One of eight directions.
package enum CompassPoint: String, CaseIterable, Sendable {
    case north = "N"
    case northEast = "NE"
    case east = "E"
    case southEast = "SE"
    case south = "S"
    case southWest = "SW"
    case west = "W"
    case northWest = "NW"

    /// The direction nearest to that in which the great circle leaves `start` for `end`.
    ///
    /// Nil where there is no one such direction: from a pole, or between equal or opposite positions.
    package init?(from start: Position, to end: Position) {
        let from = SineCosine(units: Int64(start.latitude))
        let to = SineCosine(units: Int64(end.latitude))
        let turn = SineCosine(units: Int64(end.longitude) - Int64(start.longitude))
        let east = to.cosine * turn.sine
        let north = from.cosine * to.sine - from.sine * to.cosine * turn.cosine
        guard start.latitude.magnitude < 900_000_000, east * east + north * north > 1e-20 else {
            return nil
        }
        // The tangent of half of 45°.
        let narrow = 2.0.squareRoot() - 1
        let isUpright = east.magnitude <= narrow * north.magnitude
        let isLevel = north.magnitude <= narrow * east.magnitude
        self =
            if isUpright {
                north > 0 ? .north : .south
            } else if isLevel {
                east > 0 ? .east : .west
            } else if north > 0 {
                east > 0 ? .northEast : .northWest
            } else {
                east > 0 ? .southEast : .southWest
            }
    }
}
