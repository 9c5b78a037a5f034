/// The polar stereographic projection of the ellipsoid, without scale and false origin, in metres.
enum PolarStereographic {
    /// What twice the semi-major axis becomes on the plane (Snyder, "Map Projections", 1987, 21-33).
    private static let diameter = 2 * Ellipsoid.semiMajorMetres / Ellipsoid.polarScale

    /// Metres from the pole of the hemisphere in which the latitude is positive: `east` along the
    /// meridian of 90° E, `out` along that of Greenwich.
    static func projected(
        latitude: SineCosine,
        longitude: SineCosine
    ) -> (east: Double, out: Double) {
        let (sine, cosine) = Ellipsoid.conformal(latitude)
        let distance = diameter * cosine / (sine + (sine * sine + cosine * cosine).squareRoot())
        return (distance * longitude.sine, distance * longitude.cosine)
    }

    /// Latitude towards the pole and longitude, in units of 1e-7 degrees; the pole's longitude is 0.
    static func units(east: Double, out: Double) -> (latitude: Int64, longitude: Int64) {
        let distance = (east * east + out * out).squareRoot() / diameter
        guard distance > 0 else { return (900_000_000, 0) }
        let tangent = Ellipsoid.tangent(conformal: (1 / distance - distance) / 2)
        return (
            SineCosine.units(sine: tangent, cosine: 1), SineCosine.units(sine: east, cosine: out)
        )
    }
}
