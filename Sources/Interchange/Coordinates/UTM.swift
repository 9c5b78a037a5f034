package import BankModel
internal import Deconfliction

/// Coordinates of the Universal Transverse Mercator grid on WGS 84, and UPS around the poles.
///
/// The hemisphere is written out, since S is both the southern hemisphere and a band north of the
/// equator, and people mean either by `37S`.
package enum UTM {
    /// `37 north 431146.855 3817852.504`, or `UPS north 2000000 2000000`: to the millimetre.
    package static func text(of position: Position) -> String {
        let point = GridPoint(position)
        let zone = point.zone.isPolar ? "UPS" : String(point.zone.number)
        let hemisphere = point.zone.isNorthern ? "north" : "south"
        return "\(zone) \(hemisphere) \(metres(point.easting)) \(metres(point.northing))"
    }

    /// Micrometres as metres, to the nearest millimetre.
    private static func metres(_ micrometres: Int64) -> String {
        ValueText.metres((micrometres + 500) / 1000)
    }

    /// How far beyond its zone's edge a coordinate may lie, in units of 1e-7 degrees: maps print the
    /// grid of a zone a little beyond it.
    private static let overlap: Int64 = 10_000_000

    /// What the pieces of a coordinate are before anything is asked of the grid.
    struct Spelling {
        /// Empty for UPS.
        let zone: String
        /// A band's letter, N, S, NORTH or SOUTH.
        let letter: String
        let easting: String
        let northing: String

        /// Nil where the text is no coordinate of a grid, right or wrong: `37 north E N`.
        init?(_ tokens: [CoordinateToken]) {
            guard tokens.count >= 4, case .word(let letter) = tokens[1],
                letter.utf8.count == 1 || letter == "NORTH" || letter == "SOUTH"
            else { return nil }
            switch tokens[0] {
            case .number(let zone) where zone.utf8.count <= 2: self.zone = zone
            case .word("UPS"): zone = ""
            default: return nil
            }
            self.letter = letter
            let units: [CoordinateToken] = [.word("M"), .word("ME"), .word("MN")]
            let isLettered = tokens.last == .word("N") && tokens.contains(.word("E"))
            let rest = tokens.dropFirst(2).filter { token in
                !units.contains(token)
                    && !(isLettered && (token == .word("E") || token == .word("N")))
            }
            guard rest.count == 2, case .number(let easting) = rest[0],
                case .number(let northing) = rest[1],
                easting.prefix(while: { $0 != "." }).utf8.count >= 4
            else { return nil }
            self.easting = easting
            self.northing = northing
        }
    }

    /// The position of a coordinate.
    static func position(
        _ spelling: Spelling,
        of text: String
    ) throws(PositionFault) -> Position {
        let number = spelling.zone.isEmpty ? 0 : Int(spelling.zone)
        guard let number, spelling.zone.isEmpty || number > 0,
            let zone = GridZone(
                number: number,
                isNorthern: try isNorthern(spelling, of: text)
            )
        else { throw PositionFault(text, "names a zone that does not lie from 1 to 60") }
        let point = try point(spelling, in: zone, of: text)
        let position = point.position
        if !zone.isPolar {
            try check(point, position, of: text)
            try check(spelling.letter, position, of: text)
        }
        return position
    }

    private static func isNorthern(
        _ spelling: Spelling,
        of text: String
    ) throws(PositionFault) -> Bool {
        switch spelling.letter {
        case "N", "NORTH": return true
        case "SOUTH": return false
        case "S" where spelling.zone.isEmpty: return false
        case "S":
            throw PositionFault(
                text,
                "is ambiguous: S is the southern hemisphere, and a band of the northern one",
                next: "write \(spelling.zone) south or \(spelling.zone) north instead of "
                    + "\(spelling.zone)S"
            )
        default:
            guard let band = spelling.letter.first.flatMap(MGRS.band), !spelling.zone.isEmpty else {
                throw PositionFault(
                    text,
                    "has the letter \(spelling.letter), which is no band of a zone",
                    next: "write north or south behind the zone, such as 37 north 431147 3817853"
                )
            }
            return band.isNorthern
        }
    }

    private static func point(
        _ spelling: Spelling,
        in zone: GridZone,
        of text: String
    ) throws(PositionFault) -> GridPoint {
        guard let east = ExactDecimal(spelling.easting.utf8),
            let north = ExactDecimal(spelling.northing.utf8)
        else { throw PositionFault(text, "has an easting or a northing that is no number") }
        guard let easting = east.scaled(toDigits: 6, rounding: .nearest),
            zone.eastings.contains(easting)
        else {
            throw PositionFault(text, "has an easting that does not lie \(span(zone.eastings))")
        }
        guard let northing = north.scaled(toDigits: 6, rounding: .nearest),
            let point = GridPoint(zone: zone, easting: easting, northing: northing)
        else {
            throw PositionFault(text, "has a northing that does not lie \(span(zone.northings))")
        }
        return point
    }

    private static func span(_ range: ClosedRange<Int64>) -> String {
        "from \(range.lowerBound / 1_000_000) to \(range.upperBound / 1_000_000) m"
    }

    /// The easting has to be one that its zone counts at that latitude.
    private static func check(
        _ point: GridPoint,
        _ position: Position,
        of text: String
    ) throws(PositionFault) {
        let reach =
            GridBand(position).map { $0.reach(ofZone: point.zone.number) }
            ?? -30_000_000...30_000_000
        guard let reach,
            (reach.lowerBound - overlap...reach.upperBound + overlap).contains(point.offset)
        else {
            let home = GridZone(position).number
            throw PositionFault(
                text,
                "lies far outside zone \(point.zone.number): "
                    + (home == 0 ? "there the grid is UPS" : "there the zone is \(home)")
            )
        }
    }

    /// A band that was typed has to be the one that the position lies in.
    private static func check(
        _ letter: String,
        _ position: Position,
        of text: String
    ) throws(PositionFault) {
        guard letter.utf8.count == 1, letter != "N", let typed = letter.first.flatMap(MGRS.band)
        else { return }
        let band = GridBand(position)
        guard band != typed else { return }
        throw PositionFault(
            text,
            "lies in " + (band.map { "band \(MGRS.letter(of: $0))" } ?? "no band")
                + ", not in band \(letter)"
        )
    }
}
