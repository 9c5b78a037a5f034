package import BankModel

/// A position on the plane of a grid zone: UTM, or UPS around the poles.
package struct GridPoint: Hashable, Sendable {
    /// The zone whose plane it is.
    package let zone: GridZone
    /// Micrometres, the false easting included: 1e-7 degrees of longitude are a millimetre at 84°.
    package let easting: Int64
    /// Micrometres, the false northing included.
    package let northing: Int64

    /// Nil where the grid does not reach as far.
    package init?(zone: GridZone, easting: Int64, northing: Int64) {
        guard zone.eastings.contains(easting), zone.northings.contains(northing) else { return nil }
        self.zone = zone
        self.easting = easting
        self.northing = northing
    }

    /// The position in the zone in which it is written, rounded down to the micrometre.
    package init(_ position: Position) {
        zone = GridZone(position)
        let plane = zone.plane(of: position)
        easting = Self.micrometres(plane.east) + zone.falseEasting
        northing = Self.micrometres(plane.north) + zone.falseNorthing
    }

    /// The position on the ellipsoid, to the nearest 1e-7 degrees.
    package var position: Position {
        let units = zone.units(
            east: Double(easting - zone.falseEasting) / 1_000_000,
            north: Double(northing - zone.falseNorthing) / 1_000_000
        )
        let turned = units.longitude + zone.centralMeridian
        let longitude =
            turned > 1_800_000_000
            ? turned - 3_600_000_000 : turned < -1_800_000_000 ? turned + 3_600_000_000 : turned
        guard
            let position = Position(
                latitude: Int32(units.latitude),
                longitude: Int32(longitude)
            )
        else { preconditionFailure("no position at \(units.latitude), \(longitude)") }
        return position
    }

    /// How far east of the zone's middle it is, in units of 1e-7 degrees from −180° to 180°.
    package var offset: Int64 {
        zone.offset(of: position)
    }

    private static func micrometres(_ metres: Double) -> Int64 {
        Int64((metres * 1_000_000).rounded(.down))
    }
}

extension GridZone {
    /// Micrometres that the grid counts, both ends included: what is beyond is another zone's.
    package var eastings: ClosedRange<Int64> {
        isPolar ? polarReach : 100_000 * micrometresOfMetre...900_000 * micrometresOfMetre
    }

    /// Micrometres that the grid counts, both ends included.
    package var northings: ClosedRange<Int64> {
        if isPolar { return polarReach }
        return isNorthern
            ? 0...9_400_000 * micrometresOfMetre
            : 1_000_000 * micrometresOfMetre...falseNorthing
    }

    private var polarReach: ClosedRange<Int64> {
        isNorthern
            ? 1_300_000 * micrometresOfMetre...2_700_000 * micrometresOfMetre
            : 800_000 * micrometresOfMetre...3_200_000 * micrometresOfMetre
    }

    private var micrometresOfMetre: Int64 { 1_000_000 }

    fileprivate var falseEasting: Int64 {
        (isPolar ? 2_000_000 : 500_000) * micrometresOfMetre
    }

    fileprivate var falseNorthing: Int64 {
        (isPolar ? 2_000_000 : isNorthern ? 0 : 10_000_000) * micrometresOfMetre
    }

    /// What the scale of the grid is at its middle.
    private var scale: Double { isPolar ? 0.994 : 0.9996 }

    /// How far east of the zone's middle a position is, in units of 1e-7 degrees.
    fileprivate func offset(of position: Position) -> Int64 {
        let offset = Int64(position.longitude) - centralMeridian
        return offset > 1_800_000_000
            ? offset - 3_600_000_000 : offset < -1_800_000_000 ? offset + 3_600_000_000 : offset
    }

    /// Metres from the zone's true origin.
    fileprivate func plane(of position: Position) -> (east: Double, north: Double) {
        let latitude = Int64(position.latitude)
        let longitude = SineCosine(units: offset(of: position))
        guard isPolar else {
            let plane = TransverseMercator.projected(
                latitude: SineCosine(units: latitude),
                longitude: longitude
            )
            return (scale * plane.east, scale * plane.north)
        }
        let plane = PolarStereographic.projected(
            latitude: SineCosine(units: isNorthern ? latitude : -latitude),
            longitude: longitude
        )
        return (scale * plane.east, isNorthern ? -scale * plane.out : scale * plane.out)
    }

    /// Latitude, and longitude from the zone's middle, of metres from its true origin.
    fileprivate func units(east: Double, north: Double) -> (latitude: Int64, longitude: Int64) {
        guard isPolar else {
            return TransverseMercator.units(east: east / scale, north: north / scale)
        }
        let units = PolarStereographic.units(
            east: east / scale,
            out: (isNorthern ? -north : north) / scale
        )
        return (isNorthern ? units.latitude : -units.latitude, units.longitude)
    }
}
