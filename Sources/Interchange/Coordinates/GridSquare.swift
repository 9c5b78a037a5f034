internal import BankModel
import Deconfliction

/// A square of the Military Grid Reference System, from a metre wide to 100 km.
struct GridSquare: Equatable {
    let zone: GridZone
    /// Metres of its western edge.
    let easting: Int64
    /// Metres of its southern edge.
    let northing: Int64
    /// Metres.
    let side: Int64

    /// The side of a square that two letters name, in metres.
    static let letteredSide: Int64 = 100_000

    private static let micrometresOfMetre: Int64 = 1_000_000

    /// Its middle; nil where the grid does not reach as far.
    var centre: Position? {
        let half = side * Self.micrometresOfMetre / 2
        return GridPoint(
            zone: zone,
            easting: easting * Self.micrometresOfMetre + half,
            northing: northing * Self.micrometresOfMetre + half
        )?.position
    }

    /// Its corners that the grid reaches.
    var corners: [GridPoint] {
        [(0, 0), (side, 0), (0, side), (side, side)].compactMap { east, north in
            GridPoint(
                zone: zone,
                easting: (easting + east) * Self.micrometresOfMetre,
                northing: (northing + north) * Self.micrometresOfMetre
            )
        }
    }

    /// No point of the square is further from its middle, on the sphere: in millimetres.
    ///
    /// That is half the diagonal, 0.6 % for the scale of the grid and for the sphere (which together
    /// stretch it by 0.602 % at most), and 8 mm for the middle's rounding to 1e-7 degrees.
    var leastUncertainty: Int64 { (side * 1000 * 7114 + 9_999) / 10_000 + 8 }
}
