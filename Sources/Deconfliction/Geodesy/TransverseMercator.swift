/// The transverse Mercator projection of the ellipsoid, without scale and false origin, in metres.
///
/// Krüger's series in the third flattening to its sixth order (Karney, equations 35 and 36), whose
/// error is below a micrometre within 3,900 km of the central meridian.
enum TransverseMercator {
    /// Metres east of the central meridian and north of the equator.
    static func projected(
        latitude: SineCosine,
        longitude: SineCosine
    ) -> (east: Double, north: Double) {
        let conformal = Ellipsoid.conformal(latitude)
        let up = conformal.sine
        let out = conformal.cosine * longitude.cosine
        let length = (up * up + out * out).squareRoot()
        let slant = conformal.cosine * longitude.sine / length
        let sum = Self.sum(
            of: forward,
            sine: 2 * up * out / (length * length),
            cosine: 1 - 2 * (up / length) * (up / length),
            hyperbolicSine: 2 * slant * (1 + slant * slant).squareRoot()
        )
        let acute = SineCosine.angle(sine: up.magnitude, cosine: out)
        return (
            radius * (Hyperbolic.inverseSine(slant) + sum.east),
            radius * ((up < 0 ? -acute : acute) + sum.north)
        )
    }

    /// Latitude, and longitude from the central meridian, in units of 1e-7 degrees.
    static func units(east: Double, north: Double) -> (latitude: Int64, longitude: Int64) {
        let (east, north) = (east / radius, north / radius)
        let twice = SineCosine(radians: 2 * north)
        let sum = Self.sum(
            of: inverse,
            sine: twice.sine,
            cosine: twice.cosine,
            hyperbolicSine: Hyperbolic.sine(2 * east)
        )
        let slant = Hyperbolic.sine(east + sum.east)
        let turn = SineCosine(radians: north + sum.north)
        let conformal = turn.sine / (slant * slant + turn.cosine * turn.cosine).squareRoot()
        return (
            SineCosine.units(sine: Ellipsoid.tangent(conformal: conformal), cosine: 1),
            SineCosine.units(sine: slant, cosine: turn.cosine)
        )
    }

    /// The sums over j of c[j]·sin 2jξ·cosh 2jη and c[j]·cos 2jξ·sinh 2jη, the multiples by the
    /// theorems of addition.
    private static func sum(
        of coefficients: [Double],
        sine: Double,
        cosine: Double,
        hyperbolicSine: Double
    ) -> (east: Double, north: Double) {
        let hyperbolicCosine = (1 + hyperbolicSine * hyperbolicSine).squareRoot()
        var (s, c, sh, ch) = (0.0, 1.0, 0.0, 1.0)
        var sum = (east: 0.0, north: 0.0)
        for coefficient in coefficients {
            (s, c) = (s * cosine + c * sine, c * cosine - s * sine)
            (sh, ch) = (
                sh * hyperbolicCosine + ch * hyperbolicSine,
                ch * hyperbolicCosine + sh * hyperbolicSine
            )
            sum.north += coefficient * s * ch
            sum.east += coefficient * c * sh
        }
        return sum
    }

    private static let n = Ellipsoid.thirdFlattening

    /// The radius of the circle as long as a meridian.
    private static let radius =
        Ellipsoid.semiMajorMetres / (1 + n) * (1 + n * n / 4 * (1 + n * n / 16 * (1 + n * n / 4)))

    /// Karney's α.
    private static let forward = coefficients([
        [1 / 2, -2 / 3, 5 / 16, 41 / 180, -127 / 288, 7891 / 37800],
        [13 / 48, -3 / 5, 557 / 1440, 281 / 630, -1_983_433 / 1_935_360],
        [61 / 240, -103 / 140, 15061 / 26880, 167_603 / 181_440],
        [49561 / 161_280, -179 / 168, 6_601_661 / 7_257_600],
        [34729 / 80640, -3_418_889 / 1_995_840],
        [212_378_941 / 319_334_400],
    ])

    /// Karney's β, with the sign that a sum needs.
    private static let inverse = coefficients([
        [1 / 2, -2 / 3, 37 / 96, -1 / 360, -81 / 512, 96199 / 604_800],
        [1 / 48, 1 / 15, -437 / 1440, 46 / 105, -1_118_711 / 3_870_720],
        [17 / 480, -37 / 840, -209 / 4480, 5569 / 90720],
        [4397 / 161_280, -11 / 504, -830_251 / 7_257_600],
        [4583 / 161_280, -108_847 / 3_991_680],
        [20_648_693 / 638_668_800],
    ]).map { -$0 }

    /// Row j is a polynomial in n that begins with its jth power.
    private static func coefficients(_ rows: [[Double]]) -> [Double] {
        rows.enumerated().map { order, row in
            let polynomial = row.reversed().reduce(0) { $0 * n + $1 }
            return (0...order).reduce(polynomial) { product, _ in product * n }
        }
    }
}
