package import BankModel

/// A rectangle of latitudes and longitudes that does not cross ±180°, its edges included.
package struct PositionBox: Hashable, Sendable {
    /// Degrees × 1e-7.
    package let south: Int32
    /// Degrees × 1e-7, not below `south`.
    package let north: Int32
    /// Degrees × 1e-7.
    package let west: Int32
    /// Degrees × 1e-7, not below `west`.
    package let east: Int32

    package init(south: Int32, north: Int32, west: Int32, east: Int32) {
        self.south = south
        self.north = north
        self.west = west
        self.east = east
    }

    /// Whether the position lies in the box or on its edge.
    package func contains(_ position: Position) -> Bool {
        (south...north).contains(position.latitude) && (west...east).contains(position.longitude)
    }
}

extension PositionBox {
    static let pole: Int64 = 900_000_000
    static let antimeridian: Int64 = 1_800_000_000
    /// What is added all around, 1e-5 degrees or about a metre: far more than rounding may cost.
    static let margin: Int64 = 100

    /// Boxes that together hold every position within `radius` millimetres of `centre`.
    ///
    /// They err towards too large: ask `Sphere.distance` of what they find. There are two where the
    /// circle crosses ±180°; a circle that holds a pole gives all longitudes. Together they hold both
    /// −180° and 180°, which are one meridian, if they hold either. A negative radius is 0.
    package static func around(_ centre: Position, radius: Int64) -> [Self] {
        let reach = units(ofMillimetres: max(0, radius)) + margin
        let south = Int64(centre.latitude) - reach
        let north = Int64(centre.latitude) + reach
        guard south > -pole, north < pole,
            let width = width(of: reach, atLatitude: Int64(centre.latitude))
        else { return [allRound(from: south, to: north)] }
        return split(
            from: south,
            to: north,
            west: Int64(centre.longitude) - width,
            east: Int64(centre.longitude) + width
        )
    }

    /// All longitudes between two latitudes, which may lie beyond the poles.
    static func allRound(from south: Int64, to north: Int64) -> Self {
        box(max(south, -pole), min(north, pole), -antimeridian, antimeridian)
    }

    /// The boxes between two meridians, which may lie any number of turns beyond ±180°.
    static func split(from south: Int64, to north: Int64, west: Int64, east: Int64) -> [Self] {
        let south = max(south, -pole)
        let north = min(north, pole)
        let turn = 2 * antimeridian
        guard east - west < turn else { return [allRound(from: south, to: north)] }
        let middle = (west + east) / 2
        let turns = (middle + (middle < 0 ? -antimeridian : antimeridian)) / turn
        let (west, east) = (west - turns * turn, east - turns * turn)
        if west <= -antimeridian {
            return [
                box(south, north, -antimeridian, east),
                box(south, north, west + 2 * antimeridian, antimeridian),
            ]
        }
        if east >= antimeridian {
            return [
                box(south, north, west, antimeridian),
                box(south, north, -antimeridian, east - 2 * antimeridian),
            ]
        }
        return [box(south, north, west, east)]
    }

    /// The angle of an arc, in units of 1e-7 degrees, rounded up and at most half a circle.
    static func units(ofMillimetres arc: Int64) -> Int64 {
        let circumference = 2 * 3.141592653589793 * Double(Sphere.radiusMillimetres)
        let units = Double(arc) / circumference * Double(2 * antimeridian)
        return units < Double(antimeridian) ? Int64(units) + 1 : antimeridian
    }

    /// How far east and west a circle that holds no pole reaches; nil where that is nearly all round.
    ///
    /// The meridians that touch the circle are where sin(width) = sin(reach) / cos(latitude).
    static func width(of reach: Int64, atLatitude latitude: Int64) -> Int64? {
        guard reach < pole else { return nil }
        let sine = SineCosine(units: reach).sine / SineCosine(units: latitude).cosine
        guard sine >= 0, sine < 0.999 else { return nil }
        let angle = SineCosine.angle(sine: sine, cosine: (1 - sine * sine).squareRoot())
        return Int64(angle / 3.141592653589793 * Double(antimeridian)) + 1 + margin
    }

    private static func box(_ south: Int64, _ north: Int64, _ west: Int64, _ east: Int64) -> Self {
        Self(south: Int32(south), north: Int32(north), west: Int32(west), east: Int32(east))
    }
}
