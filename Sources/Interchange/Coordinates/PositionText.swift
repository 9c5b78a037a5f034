package import BankModel
package import Deconfliction

/// A position as somebody typed it, beside what it means.
package struct TypedPosition: Equatable, Sendable {
    /// In what form it was typed.
    package enum Form: Sendable {
        case decimalDegrees
        case degreesMinutesSeconds
        case mgrs
        case utm
    }

    /// The position; that of a square is its middle.
    package let position: Position
    /// Millimetres that its uncertainty may not be less than: 0 but for a square.
    package let leastUncertainty: Int64
    /// In what form it was typed.
    package let form: Form
    /// What was typed, to be kept for whoever asks later.
    package let typed: String

    /// A position whose latitude and longitude were given apart.
    static func decimal(_ position: Position) -> Self {
        Self(position: position, leastUncertainty: 0, form: .decimalDegrees, typed: "")
    }
}

/// Positions as people type them.
///
/// Read are decimal degrees (`34.5,38.25`), degrees, minutes and seconds (`34°30'00"N 38°15'00"E`),
/// MGRS (`37SDU3114617852`) and UTM (`37 north 431147 3817853`). All that is not decimal degrees
/// stands in one part or, as angles may, in two with a comma between.
package enum PositionText {
    /// Reads a text that is a position and nothing else.
    package static func parse(_ text: String) throws(PositionFault) -> TypedPosition {
        let parts = parts(of: text)
        let (position, count) = try parse(leading: parts, of: text)
        guard count == parts.count else {
            throw PositionFault(text, "has more than a position")
        }
        return position
    }

    /// What a text says that was kept as it was typed; nil where that is no position.
    package static func written(_ text: String) -> WrittenPosition? {
        guard let typed = try? parse(text) else { return nil }
        return WrittenPosition(typed.position, uncertainty: typed.leastUncertainty)
    }

    /// The parts of a text between its commas, without the spaces around them.
    package static func parts(of text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
    }

    /// Reads the position that a list of parts begins with, and says how many parts it takes.
    package static func parse(
        leading parts: [String],
        of text: String
    ) throws(PositionFault) -> (position: TypedPosition, parts: Int) {
        guard let first = parts.first else { throw PositionFault(text, "is not a place") }
        guard isSpelled(first) else { return (try decimal(parts, of: text), 2) }
        let tokens = try CoordinateToken.tokens(of: first)
        if let spelling = MGRS.Spelling(tokens) {
            let square = try MGRS.square(spelling, of: first)
            guard let centre = square.centre else {
                throw PositionFault(first, "names a square that the grid does not reach")
            }
            return (typed(centre, square.leastUncertainty, .mgrs, first), 1)
        }
        if let spelling = UTM.Spelling(tokens) {
            return (typed(try UTM.position(spelling, of: first), 0, .utm, first), 1)
        }
        return try angles(tokens, parts, of: text)
    }

    /// Whether a part is no plain number and yet has digits, or is the name of a polar square.
    private static func isSpelled(_ part: String) -> Bool {
        guard ExactDecimal(part.utf8) == nil else { return false }
        if part.utf8.contains(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            return true
        }
        guard let tokens = try? CoordinateToken.tokens(of: part),
            let spelling = MGRS.Spelling(tokens)
        else { return false }
        return ["A", "B", "Y", "Z"].contains(spelling.letters[0])
    }

    private static func decimal(
        _ parts: [String],
        of text: String
    ) throws(PositionFault) -> TypedPosition {
        guard parts.count >= 2 else { throw PositionFault(text, "is not a place") }
        let latitude = try DecimalDegrees.latitude(parts[0].utf8)
        let longitude = try DecimalDegrees.longitude(parts[1].utf8)
        let typed = "\(parts[0]),\(parts[1])"
        return Self.typed(try position(latitude, longitude, typed), 0, .decimalDegrees, typed)
    }

    private static func angles(
        _ tokens: [CoordinateToken],
        _ parts: [String],
        of text: String
    ) throws(PositionFault) -> (position: TypedPosition, parts: Int) {
        var angles = try SexagesimalAngle.angles(in: tokens, of: parts[0])
        var typed = parts[0]
        let isParted = angles.count == 1 && parts.count > 1
        if isParted {
            let second = try CoordinateToken.tokens(of: parts[1])
            guard second.contains(where: { if case .word = $0 { true } else { false } }) else {
                throw PositionFault(
                    parts[1],
                    "is not an angle with the letter of its hemisphere, as the one before it is"
                )
            }
            angles += try SexagesimalAngle.angles(in: second, of: parts[1])
            typed = "\(parts[0]),\(parts[1])"
        }
        guard angles.count == 2, let latitude = angles.first(where: \.isLatitude),
            let longitude = angles.first(where: { !$0.isLatitude })
        else { throw PositionFault(typed, "does not name one latitude and one longitude") }
        let position = try position(latitude.units, longitude.units, typed)
        return (
            Self.typed(position, 0, .degreesMinutesSeconds, typed), isParted ? 2 : 1
        )
    }

    private static func position(
        _ latitude: Int32,
        _ longitude: Int32,
        _ text: String
    ) throws(PositionFault) -> Position {
        guard let position = Position(latitude: latitude, longitude: longitude) else {
            throw PositionFault(text, "is not a place")
        }
        return position
    }

    private static func typed(
        _ position: Position,
        _ leastUncertainty: Int64,
        _ form: TypedPosition.Form,
        _ text: String
    ) -> TypedPosition {
        TypedPosition(
            position: position,
            leastUncertainty: leastUncertainty,
            form: form,
            typed: text
        )
    }
}

/// Decimal degrees ↔ degrees × 1e-7.
enum DecimalDegrees {
    /// Of a decimal number of degrees from -90 to 90.
    static func latitude(_ text: some Collection<UInt8>) throws(PositionFault) -> Int32 {
        try degrees(text, max: 90, "latitude")
    }

    /// Of a decimal number of degrees from -180 to 180.
    static func longitude(_ text: some Collection<UInt8>) throws(PositionFault) -> Int32 {
        try degrees(text, max: 180, "longitude")
    }

    /// All seven decimals of degrees × 1e-7: `34.5000000`.
    static func text(_ units: Int32) -> String {
        let magnitude = Int64(units.magnitude)
        let whole = String(magnitude / 10_000_000)
        return (units < 0 ? "-" : "") + whole + "."
            + Timestamp.padded(magnitude % 10_000_000, 7)
    }

    private static func degrees(
        _ text: some Collection<UInt8>,
        max: Int64,
        _ what: String
    ) throws(PositionFault) -> Int32 {
        guard let decimal = ExactDecimal(text) else {
            throw PositionFault(
                String(decoding: text, as: UTF8.self),
                "is not a \(what) in degrees"
            )
        }
        guard let degrees = decimal.degrees(max: max) else {
            throw PositionFault(
                String(decoding: text, as: UTF8.self),
                "is not a \(what): it must lie from -\(max) to \(max)"
            )
        }
        return degrees
    }
}
