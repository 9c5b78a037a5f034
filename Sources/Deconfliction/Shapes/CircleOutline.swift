package import BankModel

/// A polygon around a circle, for formats that have no circles.
package enum CircleOutline {
    /// A polygon with so many vertices (at least 3) that certainly holds the circle, counterclockwise
    /// from its northernmost vertex; nil for a radius beyond `Limits.distanceMillimetresMax`.
    ///
    /// It is circumscribed: the edges touch a circle that is larger by a hundredth and a metre.
    /// That covers the difference between sphere and WGS 84 and the rounding of the vertices. With 32
    /// vertices or more and away from the poles it also covers readers that take an edge for a
    /// straight line on a chart of latitude and longitude.
    package static func polygon(
        around centre: Position,
        radius: Int64,
        vertices count: Int = 64
    ) -> [Position]? {
        guard count >= 3, (0...Limits.distanceMillimetresMax).contains(radius) else { return nil }
        let padded = radius + radius / 100 + padMillimetres
        let half = SineCosine(units: PositionBox.antimeridian / Int64(count) + 1)
        let inner = SineCosine(nearZero: Double(padded) / Double(Sphere.radiusMillimetres))
        // A vertex is where two great circles meet that touch the inner circle: its distance has the
        // tangent of the inner radius divided by the cosine of half the angle between vertices.
        let sine = inner.sine
        let cosine = inner.cosine * half.cosine
        let length = (sine * sine + cosine * cosine).squareRoot()
        let tangent = SineCosine(sine: sine / length, cosine: cosine / length)
        return (0..<count).map { vertex in
            position(from: centre, turn: turn(vertex, of: count), distance: tangent)
        }
    }

    private static let padMillimetres: Int64 = 1_000

    /// Counterclockwise from north, in units of 1e-7 degrees.
    private static func turn(_ vertex: Int, of count: Int) -> SineCosine {
        SineCosine(units: 2 * PositionBox.antimeridian * Int64(vertex) / Int64(count))
    }

    private static func position(
        from centre: Position,
        turn: SineCosine,
        distance: SineCosine
    ) -> Position {
        let latitude = SineCosine(units: Int64(centre.latitude))
        let longitude = SineCosine(units: Int64(centre.longitude))
        let up = Direction(centre)
        let west = Direction(x: longitude.sine, y: -longitude.cosine, z: 0)
        let north = Direction(
            x: -latitude.sine * longitude.cosine,
            y: -latitude.sine * longitude.sine,
            z: latitude.cosine
        )
        let along = north.scaled(turn.cosine) + west.scaled(turn.sine)
        return Position(nearest: up.scaled(distance.cosine) + along.scaled(distance.sine))
    }
}
