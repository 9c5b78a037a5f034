internal import BankModel
import Deconfliction

extension MGRS {
    /// What the digits and letters of a reference say before anything is asked of the grid.
    struct Spelling {
        /// Nil where there is none, as around the poles.
        let zone: String?
        let letters: [Character]
        let numbers: [String]

        /// Nil where the text is no grid reference, right or wrong: zone, letters and digits.
        init?(_ tokens: [CoordinateToken]) {
            var rest = tokens[...]
            if case .number(let digits)? = rest.first {
                zone = digits
                rest.removeFirst()
            } else {
                zone = nil
            }
            var letters = ""
            while case .word(let word)? = rest.first {
                letters += word
                rest.removeFirst()
            }
            var numbers: [String] = []
            for token in rest {
                guard case .number(let digits) = token else { return nil }
                numbers.append(digits)
            }
            self.letters = Array(letters)
            self.numbers = numbers
            let isShort = letters.utf8.count == 2 && numbers.isEmpty && zone != nil
            guard letters.utf8.count == 3 || isShort, zone?.utf8.count ?? 0 <= 2 else { return nil }
        }
    }

    /// The square that a reference names.
    static func square(_ spelling: Spelling, of text: String) throws(PositionFault) -> GridSquare {
        guard spelling.letters.count == 3 else {
            throw PositionFault(
                text,
                "names no square: behind the zone's number belong the band's letter and two more"
            )
        }
        for letter: Character in ["I", "O"] where spelling.letters.contains(letter) {
            throw PositionFault(text, "has the letter \(letter), which no grid uses")
        }
        let digits = try digits(spelling.numbers, of: text)
        let lettered: GridSquare
        if let zone = spelling.zone {
            lettered = try zoneSquare(zone, spelling.letters, of: text)
        } else {
            lettered = try polarSquare(spelling.letters, of: text)
        }
        return GridSquare(
            zone: lettered.zone,
            easting: lettered.easting + digits.east,
            northing: lettered.northing + digits.north,
            side: digits.side
        )
    }

    /// Metres east and north within the lettered square, and how many metres the last digit is.
    private static func digits(
        _ numbers: [String],
        of text: String
    ) throws(PositionFault) -> (east: Int64, north: Int64, side: Int64) {
        guard !numbers.contains(where: { $0.utf8.contains(UInt8(ascii: ".")) }) else {
            throw PositionFault(text, "has a decimal point, which a square's digits have not")
        }
        var halves = numbers
        if numbers.count == 1, numbers[0].utf8.count.isMultiple(of: 2) {
            let half = numbers[0].utf8.count / 2
            halves = [String(numbers[0].prefix(half)), String(numbers[0].dropFirst(half))]
        }
        if halves.isEmpty { return (0, 0, GridSquare.letteredSide) }
        guard halves.count == 2, halves[0].utf8.count == halves[1].utf8.count else {
            throw PositionFault(text, "has not as many digits to the north as to the east")
        }
        guard halves[0].utf8.count <= 5, let east = Int64(halves[0]), let north = Int64(halves[1])
        else { throw PositionFault(text, "has more than five digits each way: a metre is finest") }
        let side = ExactDecimal.powers[5 - halves[0].utf8.count]
        return (east * side, north * side, side)
    }

    private static func zoneSquare(
        _ zoneText: String,
        _ letters: [Character],
        of text: String
    ) throws(PositionFault) -> GridSquare {
        guard let number = Int(zoneText), (1...60).contains(number) else {
            throw PositionFault(text, "names a zone that does not lie from 1 to 60")
        }
        guard let band = band(letters[0]) else {
            throw PositionFault(
                text,
                "has the band \(letters[0]), which is a pole's and has no zone number"
            )
        }
        guard let reach = band.reach(ofZone: number) else {
            throw PositionFault(
                text,
                "names zone \(number)X, which there is not: around Svalbard the zones are 31X, 33X, "
                    + "35X and 37X"
            )
        }
        guard let column = ZoneLetters.column(letters[1], zone: number) else {
            throw PositionFault(
                text,
                "has the column \(letters[1]): zone \(number) has "
                    + ZoneLetters.columnLetters(zone: number)
            )
        }
        guard let zone = GridZone(number: number, isNorthern: band.isNorthern),
            let row = ZoneLetters.row(letters[2], zone: number, near: middleRow(of: band))
        else { throw PositionFault(text, "has the row \(letters[2]): rows have A to V") }
        let square = lettered(zone, column, row)
        guard isTouched(square, by: band, reach) else {
            throw PositionFault(
                text,
                "names the square \(letters[1])\(letters[2]), which zone \(number) has not in band "
                    + "\(letters[0])"
            )
        }
        return square
    }

    private static func polarSquare(
        _ letters: [Character],
        of text: String
    ) throws(PositionFault) -> GridSquare {
        guard band(letters[0]) == nil else {
            throw PositionFault(text, "does not begin with the number of its zone, 1 to 60")
        }
        guard let found = PolarLetters.square(letters),
            let zone = GridZone(number: 0, isNorthern: found.isNorthern),
            isAroundPole(lettered(zone, found.column, found.row))
        else {
            throw PositionFault(
                text,
                "names the square \(letters[1])\(letters[2]), which the polar zone \(letters[0]) "
                    + "has not"
            )
        }
        return lettered(zone, found.column, found.row)
    }

    private static func lettered(_ zone: GridZone, _ column: Int, _ row: Int) -> GridSquare {
        GridSquare(
            zone: zone,
            easting: Int64(column) * GridSquare.letteredSide,
            northing: Int64(row) * GridSquare.letteredSide,
            side: GridSquare.letteredSide
        )
    }

    /// The row in the middle of a band: ninety degrees are a hundred rows, within one.
    private static func middleRow(of band: GridBand) -> Int {
        (band.index * 8 + 4) * 100 / 90 + (band.isNorthern ? 0 : 99)
    }

    /// Whether some of the square lies in the band and in the zone.
    ///
    /// Along each edge of a square of 100 km latitude and longitude only rise or only fall, since the
    /// zone's middle is an edge: so the corners have the least and the largest.
    private static func isTouched(
        _ square: GridSquare,
        by band: GridBand,
        _ reach: ClosedRange<Int64>
    ) -> Bool {
        let corners = square.corners
        let latitudes = corners.map(\.position.latitude)
        let offsets = corners.map(\.offset)
        guard corners.count == 4, let south = latitudes.min(), let north = latitudes.max(),
            let west = offsets.min(), let east = offsets.max()
        else { return false }
        return south < band.north && north > band.south && west < reach.upperBound
            && east > reach.lowerBound
    }

    /// Whether some of the square lies beyond 84° north or 80° south.
    private static func isAroundPole(_ square: GridSquare) -> Bool {
        let edge: Int32 = square.zone.isNorthern ? 840_000_000 : 800_000_000
        return square.corners.contains { $0.position.latitude.magnitude > edge }
    }
}
