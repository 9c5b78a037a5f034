/// The ellipsoid of WGS 84, as far as map grids need it.
///
/// What is computed here reads and writes grid coordinates; no finding depends on it. Even so it keeps
/// to the operations that this folder allows itself, so that one text means one position everywhere.
/// The formulas are those of C. F. F. Karney, "Transverse Mercator with an accuracy of a few
/// nanometers", Journal of Geodesy 85 (2011).
enum Ellipsoid {
    static let semiMajorMetres = 6_378_137.0
    static let flattening = 1 / 298.257223563
    /// Karney's n, in whose powers the series of Krüger run.
    static let thirdFlattening = flattening / (2 - flattening)

    private static let eccentricitySquared = flattening * (2 - flattening)
    private static let eccentricity = eccentricitySquared.squareRoot()

    /// The conformal latitude of a geographic one, as a direction whose length is not one.
    ///
    /// Equations 7 to 9, multiplied by the cosine of the latitude so that a pole is nothing special.
    static func conformal(_ latitude: SineCosine) -> (sine: Double, cosine: Double) {
        let shift = shift(sine: latitude.sine)
        let sine = latitude.sine * (1 + shift * shift).squareRoot() - shift
        return (sine, latitude.cosine)
    }

    /// The tangent of the latitude whose conformal latitude has this tangent, by Newton's method.
    ///
    /// Equations 19 to 21. The first guess is within 0.7 %, and each step squares what is wrong.
    static func tangent(conformal wanted: Double) -> Double {
        let ratio = 1 - eccentricitySquared
        var tangent = wanted / ratio
        for _ in 0..<5 {
            let secant = (1 + tangent * tangent).squareRoot()
            let shift = shift(sine: tangent / secant)
            let found = tangent * (1 + shift * shift).squareRoot() - shift * secant
            tangent +=
                (wanted - found) * (1 + ratio * tangent * tangent)
                / (ratio * secant * (1 + found * found).squareRoot())
        }
        return tangent
    }

    /// Karney's σ.
    private static func shift(sine: Double) -> Double {
        Hyperbolic.sine(eccentricity * Hyperbolic.inverseTangent(eccentricity * sine))
    }

    /// (1 − f)·exp(e·artanh e), which scales the polar projection.
    static let polarScale: Double = {
        let exponent = eccentricity * Hyperbolic.inverseTangent(eccentricity)
        let sine = Hyperbolic.sine(exponent)
        return (1 - flattening) * (sine + (1 + sine * sine).squareRoot())
    }()
}

/// Hyperbolic functions of small arguments, by series that end below the last bit.
enum Hyperbolic {
    /// For arguments up to a half either way.
    static func sine(_ x: Double) -> Double {
        var sum = 1.0
        for term in stride(from: 8, through: 1, by: -1) {
            sum = 1 + x * x / Double(2 * term * (2 * term + 1)) * sum
        }
        return x * sum
    }

    /// For arguments up to a fifth either way.
    static func inverseTangent(_ x: Double) -> Double {
        var sum = 0.0
        for term in stride(from: 12, through: 0, by: -1) {
            sum = sum * x * x + 1 / Double(2 * term + 1)
        }
        return x * sum
    }

    /// For arguments up to two fifths either way.
    static func inverseSine(_ x: Double) -> Double {
        2 * inverseTangent(x / (1 + (1 + x * x).squareRoot()))
    }
}

extension SineCosine {
    /// Of an angle in radians from −π to π: twice that of its half, and that of its quarter.
    init(radians: Double) {
        let quarter = Self(nearZero: radians / 4)
        self = quarter.doubled.doubled
    }

    /// Those of twice the angle.
    private var doubled: Self {
        Self(sine: 2 * sine * cosine, cosine: 1 - 2 * sine * sine)
    }

    /// Units of 1e-7 degrees, to the nearest, of the angle from −180° to 180° with this direction.
    static func units(sine: Double, cosine: Double) -> Int64 {
        guard sine != 0 || cosine != 0 else { return 0 }
        let acute = angle(sine: sine.magnitude, cosine: cosine.magnitude)
        let units = acute / 3.141592653589793 * 1_800_000_000
        let upright = Int64((cosine < 0 ? 1_800_000_000 - units : units) + 0.5)
        return sine < 0 ? -upright : upright
    }
}
