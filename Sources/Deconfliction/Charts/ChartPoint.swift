internal import BankModel

/// A point of a chart that goes on beyond ±180°, in units of 1e-7 degrees.
struct ChartPoint: Hashable, Sendable {
    /// The longitude, any number of turns east or west.
    let x: Int64
    /// The latitude.
    let y: Int64

    static let turn = 2 * PositionBox.antimeridian

    init(x: Int64, y: Int64) {
        self.x = x
        self.y = y
    }

    /// As far east or west as it is nearest to another.
    init(_ position: Position, near x: Int64) {
        self.init(
            x: x + Self.shortest(Int64(position.longitude) - x),
            y: Int64(position.latitude)
        )
    }

    /// The same difference of longitudes, within half a turn.
    static func shortest(_ difference: Int64) -> Int64 {
        let rest = difference % turn
        if rest > PositionBox.antimeridian { return rest - turn }
        return rest < -PositionBox.antimeridian ? rest + turn : rest
    }

    /// The whole turns that the point is beyond the chart, which begins at −180°.
    static func turns(_ x: Int64) -> Int64 {
        let (quotient, rest) = (x + PositionBox.antimeridian).quotientAndRemainder(dividingBy: turn)
        return rest < 0 ? quotient - 1 : quotient
    }

    func shifted(turns: Int64) -> Self { Self(x: x + turns * Self.turn, y: y) }

    /// The point must lie on the chart.
    var position: Position {
        guard let longitude = Int32(exactly: x), let latitude = Int32(exactly: y),
            let position = Position(latitude: latitude, longitude: longitude)
        else { preconditionFailure("\(x), \(y) is not on the chart") }
        return position
    }

    /// Where the great circle to another point meets a meridian between the two.
    ///
    /// The line at ±90° that a pole is on a chart goes straight.
    func crossing(to other: Self, at meridian: Int64) -> Self {
        if other.x == meridian { return other }
        if x == meridian { return self }
        if y == other.y, abs(y) == PositionBox.pole { return Self(x: meridian, y: y) }
        let start = direction(from: meridian)
        let end = other.direction(from: meridian)
        // The sum of both that lies in the meridian's plane.
        let meeting = start.scaled(abs(end.y)) + end.scaled(abs(start.y))
        guard meeting.lengthSquared > 0 else { return Self(x: meridian, y: y) }
        return Self(x: meridian, y: meeting.latitudeUnits)
    }

    /// The direction with the meridian as the one of Greenwich.
    private func direction(from meridian: Int64) -> Direction {
        let latitude = SineCosine(units: y)
        let longitude = SineCosine(units: x - meridian)
        return Direction(
            x: latitude.cosine * longitude.cosine,
            y: latitude.cosine * longitude.sine,
            z: latitude.sine
        )
    }
}

extension Position {
    /// Whether it is a pole, which has no longitude.
    var isPole: Bool { abs(Int64(latitude)) == PositionBox.pole }

    /// The pole that the great circle to a position on the opposite meridian goes over.
    private func pole(towards other: Self) -> Self? {
        let isNorth = Int64(latitude) + Int64(other.latitude) >= 0
        return Self(latitude: isNorth ? 900_000_000 : -900_000_000, longitude: longitude)
    }

    /// The positions with every pole among them that the edges between them go over.
    static func withPoles(_ positions: [Self], isClosed: Bool) -> [Self] {
        var all: [Self] = []
        for (index, position) in positions.enumerated() {
            all.append(position)
            let isLast = index + 1 == positions.count
            guard !isLast || isClosed else { break }
            let next = positions[isLast ? 0 : index + 1]
            let difference = Int64(next.longitude) - Int64(position.longitude)
            guard !position.isPole, !next.isPole,
                abs(ChartPoint.shortest(difference)) == PositionBox.antimeridian,
                let pole = position.pole(towards: next)
            else { continue }
            all.append(pole)
        }
        return all
    }
}
