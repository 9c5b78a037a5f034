/// How close two directions are, comparable without any angle.
///
/// Both chords are kept, since each loses its digits where the other has them: the one between the
/// points towards the antipode, the one to the antipode at short distances.
struct Closeness: Equatable, Sendable {
    /// The square of the chord between the two, 0 to 4.
    let chordSquared: Double
    /// The square of the chord from one to the antipode of the other, 4 to 0.
    let antipodalSquared: Double

    /// Of two points that are one.
    static let touching = Self(chordSquared: 0, antipodalSquared: 4)
    /// Of nothing at all: further than any point.
    static let none = Self(chordSquared: .infinity, antipodalSquared: 0)

    init(chordSquared: Double, antipodalSquared: Double) {
        self.chordSquared = chordSquared
        self.antipodalSquared = antipodalSquared
    }

    init(_ first: Direction, _ second: Direction) {
        chordSquared = (first - second).lengthSquared
        antipodalSquared = (first + second).lengthSquared
    }

    /// Of a point and its foot on the great circle with this pole, not more than a quarter away.
    ///
    /// The sine has the digits at short distances, the cosine those near a quarter of the circle.
    init(_ point: Direction, toCircleAround normal: Direction) {
        let sine = point.dot(normal)
        let cosine = point.cross(normal).length
        chordSquared = 2 * sine * sine / (1 + cosine)
        antipodalSquared = 2 + 2 * cosine
    }

    /// A total order: no two that differ in a bit are equally close, so the order in which the least
    /// of many is sought never shows.
    func isCloser(than other: Self) -> Bool {
        let isChordBlunt = chordSquared > 2 && other.chordSquared > 2
        if isChordBlunt, antipodalSquared != other.antipodalSquared {
            return antipodalSquared > other.antipodalSquared
        }
        if chordSquared != other.chordSquared { return chordSquared < other.chordSquared }
        return antipodalSquared > other.antipodalSquared
    }

    func closer(_ other: Self) -> Self { other.isCloser(than: self) ? other : self }

    /// The length of the arc, rounded down, never more than the true one.
    ///
    /// A thousandth of a millimetre is taken off first: what the arithmetic may add to the arc is
    /// less than a hundredth of that.
    var millimetres: Int64 {
        let half = SineCosine.angle(
            sine: chordSquared.squareRoot(),
            cosine: antipodalSquared.squareRoot()
        )
        return max(0, Int64(2 * half * Double(Sphere.radiusMillimetres) - 0.001))
    }
}

extension Closeness {
    /// A bound that no arc of so many millimetres or fewer reaches; `none` beyond a quarter circle.
    init(notBelow millimetres: Int64) {
        let half = Double(millimetres + 1) / Double(2 * Sphere.radiusMillimetres)
        guard half < 0.785 else {
            self = .none
            return
        }
        let sine = SineCosine(nearZero: max(half, 0)).sine
        let chord = 2 * sine + 1e-9
        self.init(chordSquared: chord * chord, antipodalSquared: 4 - chord * chord)
    }
}
