/// A latitude or a longitude in degrees, minutes and seconds with the letter of its hemisphere.
///
/// Read are `34°30'00"N`, `34 30 00 N`, `N34-30-00`, `34:30:00N`, `34°30.5'N`, `343000N`, `3430.5N`,
/// `34.5°N` and what lies between: one to three numbers, of which the last may have a fraction, a
/// space, hyphen, colon or mark behind each. A single run of digits is cut into two digits of
/// degrees, three for a longitude, and pairs.
struct SexagesimalAngle: Equatable {
    let isLatitude: Bool
    /// Degrees × 1e-7, to the nearest.
    let units: Int32

    /// Billionths of a second of arc in 1e-7 degrees.
    private static let billionthsOfUnit: Int64 = 360_000

    /// The angles that a text names, in their order.
    static func angles(
        in tokens: [CoordinateToken],
        of text: String
    ) throws(PositionFault) -> [Self] {
        var angles: [Self] = []
        var group: [CoordinateToken] = []
        var letter: String?
        let isLetterFirst = if case .word = tokens.first { true } else { false }
        for token in tokens {
            guard case .word(let word) = token, word != "D" else {
                group.append(token)
                continue
            }
            guard ["N", "S", "E", "W"].contains(word) else {
                throw PositionFault(text, "has `\(word)` where N, S, E or W belongs")
            }
            if !isLetterFirst {
                angles.append(try Self(group, letter: word, of: text))
                group = []
            } else if let before = letter {
                angles.append(try Self(group, letter: before, of: text))
                group = []
            }
            letter = word
        }
        if isLetterFirst, let letter {
            angles.append(try Self(group, letter: letter, of: text))
        } else if !group.isEmpty {
            throw PositionFault(
                text,
                "does not say its hemispheres: N or S, and E or W",
                next: "write the letter behind each angle, such as 34°30'00\"N 38°15'00\"E"
            )
        }
        return angles
    }

    private init(
        _ tokens: [CoordinateToken],
        letter: String,
        of text: String
    ) throws(PositionFault) {
        isLatitude = letter == "N" || letter == "S"
        let spelled = try Self.numbers(tokens, of: text)
        let numbers =
            spelled.count == 1 && !tokens.contains(.mark(.degree)) && !tokens.contains(.word("D"))
            ? try Self.cut(spelled[0], isLatitude: isLatitude, of: text) : spelled
        let total = try Self.billionths(of: numbers, in: text)
        let degreesMax: Int64 = isLatitude ? 90 : 180
        guard total <= degreesMax * 3600 * 1_000_000_000 else {
            throw Self.outOfRange(text, isLatitude: isLatitude)
        }
        let rounded = Int32((total + Self.billionthsOfUnit / 2) / Self.billionthsOfUnit)
        units = letter == "S" || letter == "W" ? -rounded : rounded
    }

    /// The numbers of an angle, each with the unit of its place.
    private static func numbers(
        _ tokens: [CoordinateToken],
        of text: String
    ) throws(PositionFault) -> [String] {
        var numbers: [String] = []
        var mark: SexagesimalUnit?
        for (index, token) in tokens.enumerated() {
            switch token {
            case .number(let digits): numbers.append(digits)
            case .sign where numbers.isEmpty:
                throw PositionFault(text, "has both a sign and the letter of a hemisphere")
            case .sign, .colon:
                guard index + 1 < tokens.count, case .number = tokens[index + 1],
                    case .number = tokens[max(index - 1, 0)]
                else { throw PositionFault(text, "has a separator that parts no two numbers") }
            case .mark, .word:
                let unit = if case .mark(let unit) = token { unit } else { SexagesimalUnit.degree }
                guard unit.rawValue == numbers.count - 1, mark != unit else {
                    throw PositionFault(text, "has its marks not in the order ° ′ ″")
                }
                mark = unit
            }
        }
        guard (1...3).contains(numbers.count) else {
            throw PositionFault(
                text,
                numbers.isEmpty
                    ? "has the letter of a hemisphere without an angle"
                    : "has more than degrees, minutes and seconds"
            )
        }
        return numbers
    }

    /// A single run of digits as degrees, minutes and seconds.
    private static func cut(
        _ run: String,
        isLatitude: Bool,
        of text: String
    ) throws(PositionFault) -> [String] {
        var rest = Substring(run)
        let whole = rest.prefix { $0 != "." }.utf8.count
        let degrees = isLatitude ? 2 : 3
        if whole <= degrees { return [run] }
        guard whole == degrees + 2 || whole == degrees + 4 else {
            throw PositionFault(
                text,
                "has \(whole) digits in one run, which are not "
                    + (isLatitude ? "DD, DDMM or DDMMSS" : "DDD, DDDMM or DDDMMSS")
            )
        }
        var parts = [String(rest.prefix(degrees))]
        rest = rest.dropFirst(degrees)
        if whole == degrees + 4 {
            parts.append(String(rest.prefix(2)))
            rest = rest.dropFirst(2)
        }
        return parts + [String(rest)]
    }

    /// Billionths of a second of arc.
    private static func billionths(
        of numbers: [String],
        in text: String
    ) throws(PositionFault) -> Int64 {
        var total: Int64 = 0
        for (index, number) in numbers.enumerated() {
            let unit: SexagesimalUnit = index == 0 ? .degree : index == 1 ? .minute : .second
            guard let decimal = ExactDecimal(number.utf8) else {
                throw PositionFault(text, "has `\(number)` where a number belongs")
            }
            if index + 1 < numbers.count, number.utf8.contains(UInt8(ascii: ".")) {
                throw PositionFault(text, "has a fraction before its last number")
            }
            guard let whole = decimal.scaled(toDigits: 9, rounding: .nearest),
                unit != .degree || whole <= 180 * 1_000_000_000
            else { throw PositionFault(text, "has more than 180 degrees") }
            guard unit == .degree || isBelowSixty(number) else {
                throw PositionFault(text, "has 60 minutes or seconds, or more")
            }
            total += whole * unit.seconds
        }
        return total
    }

    /// Asked of the digits: what is just below sixty may round to it.
    private static func isBelowSixty(_ number: String) -> Bool {
        let whole = number.prefix { $0 != "." }
        return whole.isEmpty || Int(whole).map { $0 < 60 } ?? false
    }

    private static func outOfRange(_ text: String, isLatitude: Bool) -> PositionFault {
        PositionFault(
            text,
            isLatitude
                ? "has a latitude that does not lie from -90 to 90"
                : "has a longitude that does not lie from -180 to 180"
        )
    }
}

extension SexagesimalAngle {
    /// The exact angle of degrees × 1e-7: `34°30'00"N`, with as many decimals as its seconds need.
    static func text(units: Int32, isLatitude: Bool) -> String {
        let total = Int64(units.magnitude) * 36
        let perSecond: Int64 = 100_000
        let seconds = total / perSecond
        let fraction = ExactDecimal(mantissa: total % perSecond, digits: 5).text.dropFirst()
        let letter = isLatitude ? (units < 0 ? "S" : "N") : (units < 0 ? "W" : "E")
        return "\(Timestamp.padded(seconds / 3600, isLatitude ? 2 : 3))°"
            + "\(Timestamp.padded(seconds / 60 % 60, 2))'"
            + "\(Timestamp.padded(seconds % 60, 2))\(fraction)\"\(letter)"
    }
}
