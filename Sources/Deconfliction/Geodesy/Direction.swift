internal import BankModel

/// A position as the unit vector from the Earth's centre, or any other vector in that space.
///
/// The last bit of a component is worth a nanometre and a half on the ground.
struct Direction: Equatable, Sendable {
    let x: Double
    let y: Double
    let z: Double

    init(_ position: Position) {
        let latitude = SineCosine(units: Int64(position.latitude))
        let longitude = SineCosine(units: Int64(position.longitude))
        x = latitude.cosine * longitude.cosine
        y = latitude.cosine * longitude.sine
        z = latitude.sine
    }

    init(x: Double, y: Double, z: Double) {
        self.x = x
        self.y = y
        self.z = z
    }

    static let northPole = Self(x: 0, y: 0, z: 1)
    static let southPole = Self(x: 0, y: 0, z: -1)

    var lengthSquared: Double { x * x + y * y + z * z }

    var length: Double { lengthSquared.squareRoot() }

    /// The same direction with length 1; the vector must not be 0.
    var normalised: Self { scaled(1 / length) }

    func scaled(_ factor: Double) -> Self { Self(x: x * factor, y: y * factor, z: z * factor) }

    func dot(_ other: Self) -> Double { x * other.x + y * other.y + z * other.z }

    func cross(_ other: Self) -> Self {
        Self(
            x: y * other.z - z * other.y,
            y: z * other.x - x * other.z,
            z: x * other.y - y * other.x
        )
    }

    static func + (left: Self, right: Self) -> Self {
        Self(x: left.x + right.x, y: left.y + right.y, z: left.z + right.z)
    }

    static func - (left: Self, right: Self) -> Self {
        Self(x: left.x - right.x, y: left.y - right.y, z: left.z - right.z)
    }
}

extension Direction {
    /// The longitude in units of 1e-7 degrees, give or take one; 0 on a pole.
    var longitudeUnits: Int64 {
        guard x != 0 || y != 0 else { return 0 }
        let units = Self.units(sine: abs(y), cosine: abs(x))
        let eastern = x < 0 ? PositionBox.antimeridian - units : units
        return y < 0 ? -eastern : eastern
    }

    /// The latitude in units of 1e-7 degrees, to the nearest one.
    var latitudeUnits: Int64 {
        let units = Self.units(sine: abs(z), cosine: (x * x + y * y).squareRoot())
        return z < 0 ? -units : units
    }

    private static func units(sine: Double, cosine: Double) -> Int64 {
        let angle = SineCosine.angle(sine: sine, cosine: cosine)
        return Int64(angle / 3.141592653589793 * Double(PositionBox.antimeridian) + 0.5)
    }
}

extension Position {
    /// The position that a direction points at, to the nearest 1e-7 degrees.
    init(nearest direction: Direction) {
        let position = Self(
            latitude: Int32(direction.latitudeUnits),
            longitude: Int32(direction.longitudeUnits)
        )
        guard let position else { preconditionFailure("\(direction) has no position") }
        self = position
    }
}
