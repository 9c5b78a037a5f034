package import BankModel
internal import Deconfliction

/// The Military Grid Reference System on WGS 84, the polar zones A, B, Y and Z included.
///
/// The letters are those of NGA.SIG.0012, "The Universal Grids and the Transverse Mercator and Polar
/// Stereographic Map Projections", chapter 11 ("AA" lettering).
package enum MGRS {
    /// The square of a metre that a position lies in: `37SDU3114617852`.
    package static func text(of position: Position) -> String {
        let point = GridPoint(position)
        let east = point.easting / 1_000_000
        let north = point.northing / 1_000_000
        let digits =
            Timestamp.padded(east % GridSquare.letteredSide, 5)
            + Timestamp.padded(north % GridSquare.letteredSide, 5)
        let column = Int(east / GridSquare.letteredSide)
        let row = Int(north / GridSquare.letteredSide)
        guard let band = GridBand(position) else {
            return PolarLetters.text(column: column, row: row, in: point.zone) + digits
        }
        let zone = Timestamp.padded(Int64(point.zone.number), 2)
        return zone + letter(of: band)
            + ZoneLetters.text(column: column, row: row, zone: point.zone.number) + digits
    }

    /// The letter of a band, C to X.
    static func letter(of band: GridBand) -> String { String(bands[band.index + 10]) }

    /// The band of a letter; nil for A, B, I, O, Y and Z.
    static func band(_ letter: Character) -> GridBand? {
        bands.firstIndex(of: letter).flatMap { GridBand(index: $0 - 10) }
    }

    private static let bands = Array("CDEFGHJKLMNPQRSTUVWX")
}

/// The two letters of a square in the zones 1 to 60.
enum ZoneLetters {
    /// Eight columns from 100 km to 900 km, anew in every third zone.
    private static let columns = [Array("STUVWXYZ"), Array("ABCDEFGH"), Array("JKLMNPQR")]
    /// Twenty rows, and then from the first again; in even zones they begin five letters later.
    private static let rows = Array("ABCDEFGHJKLMNPQRSTUV")

    static func text(column: Int, row: Int, zone: Int) -> String {
        String([columns[zone % 3][column - 1], rows[(row + shift(zone)) % rows.count]])
    }

    /// The column of a letter, from 1; nil where the zone has no such letter.
    static func column(_ letter: Character, zone: Int) -> Int? {
        columns[zone % 3].firstIndex(of: letter).map { $0 + 1 }
    }

    /// The row of a letter nearest to `near`, rows counted from false northing zero.
    static func row(_ letter: Character, zone: Int, near: Int) -> Int? {
        guard let index = rows.firstIndex(of: letter) else { return nil }
        let lowest = near - rows.count / 2
        let distance = (index - shift(zone) - lowest) % rows.count
        return lowest + (distance < 0 ? distance + rows.count : distance)
    }

    /// The letters that columns of the zone have.
    static func columnLetters(zone: Int) -> String {
        let letters = columns[zone % 3]
        return "\(letters[0]) to \(letters[7])"
    }

    private static func shift(_ zone: Int) -> Int { zone.isMultiple(of: 2) ? 5 : 0 }
}

/// The letters of a square around a pole: half, column and row.
enum PolarLetters {
    private static let north = Self.Half(
        west: Letters("Y", first: 13, columns: "RSTUXYZ"),
        east: Letters("Z", first: 20, columns: "ABCFGHJ"),
        rows: "ABCDEFGHJKLMNP"
    )
    private static let south = Self.Half(
        west: Letters("A", first: 8, columns: "JKLPQRSTUXYZ"),
        east: Letters("B", first: 20, columns: "ABCFGHJKLPQR"),
        rows: "ABCDEFGHJKLMNPQRSTUVWXYZ"
    )

    /// One side of the meridian of Greenwich and 180°.
    private struct Letters {
        let half: Character
        /// The first column, in units of 100 km of false easting.
        let first: Int
        let columns: [Character]

        init(_ half: Character, first: Int, columns: String) {
            self.half = half
            self.first = first
            self.columns = Array(columns)
        }
    }

    /// What lies around one pole.
    private struct Half {
        let west: Letters
        let east: Letters
        let rows: [Character]

        init(west: Letters, east: Letters, rows: String) {
            self.west = west
            self.east = east
            self.rows = Array(rows)
        }
    }

    static func text(column: Int, row: Int, in zone: GridZone) -> String {
        let pole = zone.isNorthern ? north : south
        let side = column < pole.east.first ? pole.west : pole.east
        return String([
            side.half, side.columns[column - side.first], pole.rows[row - pole.west.first],
        ])
    }

    /// Column and row in units of 100 km; nil where there is no such square.
    static func square(_ letters: [Character]) -> (column: Int, row: Int, isNorthern: Bool)? {
        for (pole, isNorthern) in [(north, true), (south, false)] {
            for side in [pole.west, pole.east] where side.half == letters[0] {
                guard let column = side.columns.firstIndex(of: letters[1]),
                    let row = pole.rows.firstIndex(of: letters[2])
                else { return nil }
                return (column + side.first, row + pole.west.first, isNorthern)
            }
        }
        return nil
    }
}
