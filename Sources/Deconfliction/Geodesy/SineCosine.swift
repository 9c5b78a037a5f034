// Floating point is allowed here and in no other pure module. Nothing in this folder uses any
// operation but + − × ÷ and √, which IEEE 754 defines to the last bit, and no sine or cosine of a C
// library, whose last bits differ from one machine to the next. So every partner computes the same
// distance from the same integers, to the millimetre. The compiler fuses no multiplication with an
// addition unless it is told to.

/// The sine and cosine of an angle.
struct SineCosine: Equatable {
    let sine: Double
    let cosine: Double

    /// Half a circle in units of 1e-7 degrees.
    private static let halfTurn: Int64 = 1_800_000_000
    private static let pi = 3.141592653589793

    /// Of an angle in units of 1e-7 degrees, any number of turns.
    ///
    /// The angle is brought to within 45° of a multiple of 90° in integers, which loses nothing; the
    /// series then end below the last bit.
    init(units: Int64) {
        let quarter = Self.halfTurn / 2
        let turned = units % (Self.halfTurn * 2)
        let shifted = turned + Self.halfTurn * 2 + quarter / 2
        let quarters = shifted / quarter
        let rest = shifted % quarter - quarter / 2
        let angle = Double(rest) * (Self.pi / Double(Self.halfTurn))
        let near = Self(nearZero: angle)
        switch quarters % 4 {
        case 0: self = near
        case 1: self.init(sine: near.cosine, cosine: -near.sine)
        case 2: self.init(sine: -near.sine, cosine: -near.cosine)
        default: self.init(sine: -near.cosine, cosine: near.sine)
        }
    }

    /// Of an angle in radians that is not beyond ±π/4 by more than a rounding error.
    init(nearZero angle: Double) {
        sine = angle * Self.series(angle * angle, firstFactorial: 2)
        cosine = Self.series(angle * angle, firstFactorial: 1)
    }

    init(sine: Double, cosine: Double) {
        self.sine = sine
        self.cosine = cosine
    }

    /// 1 − x/(n·(n+1)) + x²/(n·(n+1)·(n+2)·(n+3)) − …, the series of Taylor nested by Horner.
    ///
    /// With n = 1 it is the cosine of √x, with n = 2 the sine divided by √x. Nine nested terms leave an
    /// error under 1e-17 for √x up to π/4.
    private static func series(_ square: Double, firstFactorial: Int) -> Double {
        var sum = 1.0
        for term in stride(from: 8, through: 0, by: -1) {
            let factor = Double((firstFactorial + 2 * term) * (firstFactorial + 2 * term + 1))
            sum = 1 - square / factor * sum
        }
        return sum
    }

    /// The angle from 0 to π/2, in radians, whose sine and cosine are in the ratio of the two.
    ///
    /// Newton's method on what is left of the angle: each step turns back by the angle found so far,
    /// and the error's cube is left. Neither argument may be negative, nor both be zero.
    static func angle(sine: Double, cosine: Double) -> Double {
        let length = (sine * sine + cosine * cosine).squareRoot()
        let isSteep = sine > cosine
        let small = (isSteep ? cosine : sine) / length
        let large = (isSteep ? sine : cosine) / length
        var angle = small
        for _ in 0..<4 {
            let turn = Self(nearZero: angle)
            angle += small * turn.cosine - large * turn.sine
        }
        return isSteep ? pi / 2 - angle : angle
    }
}
