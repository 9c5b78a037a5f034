package import BankModel

/// Distances on the Earth taken as a sphere of its mean radius (IUGG: R1).
///
/// The sphere differs from the ellipsoid by at most 0.6 % of a distance.
package enum Sphere {
    /// The radius in millimetres.
    package static let radiusMillimetres: Int64 = 6_371_008_800

    /// The length of the great-circle arc between two positions, in millimetres.
    ///
    /// The same on every machine. The arc is found from the chord, and beyond a quarter of the circle
    /// from the chord to the antipode, so it is exact to the millimetre near and far.
    package static func distance(_ first: Position, _ second: Position) -> Int64 {
        let a = Direction(first)
        let b = Direction(second)
        let half = SineCosine.angle(sine: (a - b).length, cosine: (a + b).length)
        return Int64(2 * half * Double(radiusMillimetres) + 0.5)
    }
}
