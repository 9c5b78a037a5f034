import BankModel

/// Values from the whole of their ranges, the edges more often than chance would.
enum RandomValues {
    static func place(_ dice: inout SeededDice) -> Place {
        let latitude = coordinate(900_000_000, &dice)
        let longitude = coordinate(1_800_000_000, &dice)
        let uncertainty = distance(from: 0, &dice)
        let shape = shape(at: latitude, longitude, &dice)
        let place = Place(
            latitude: latitude,
            longitude: longitude,
            uncertainty: uncertainty,
            shape: shape
        )
        guard let place else { preconditionFailure("a place out of range") }
        return place
    }

    private static func shape(
        at latitude: Int32,
        _ longitude: Int32,
        _ dice: inout SeededDice
    ) -> Place.Shape {
        let corners = [(latitude, longitude), (1, 2), (-900_000_000, 0), (3, -1_800_000_000)]
        let positions = corners.compactMap { Position(latitude: $0, longitude: $1) }
        return switch Int.random(in: 0..<6, using: &dice) {
        case 0: .polygon(positions)
        case 1: .corridor(positions, halfWidth: distance(from: 1, &dice))
        case 2, 3: .circle(radius: distance(from: 1, &dice))
        default: .point
        }
    }

    static func volume(_ dice: inout SeededDice, _ time: Interval?) -> Volume {
        let reference = Altitude.Reference.allCases.randomElement(using: &dice) ?? .msl
        let bound = Altitude(millimetres: 30_480, reference: reference)
        let bands = [
            .unbounded, AltitudeBand(lower: bound, upper: nil),
            AltitudeBand(lower: nil, upper: bound), AltitudeBand(lower: bound, upper: bound),
        ]
        let band = (bands.randomElement(using: &dice) ?? nil) ?? .unbounded
        return Volume(place: place(&dice), altitude: band, time: time)
    }

    private static func reference(_ dice: inout SeededDice) -> Reference? {
        let indices = Set((0..<9).map { _ in UInt32.random(in: 0..<9, using: &dice) })
        let entry = Hash256(hashing: [UInt8.random(in: 0..<9, using: &dice)])
        return Reference(
            kind: UInt32.random(in: 1...(.max), using: &dice),
            record: Dot(entry: entry, index: UInt32.random(in: 0..<65_536, using: &dice)),
            dots: indices.sorted().map { Dot(entry: entry, index: $0) }
        )
    }

    static func value(_ dice: inout SeededDice) -> Value {
        switch Int.random(in: 0..<13, using: &dice) {
        case 0: return .cleared
        case 1: return .text(text(&dice))
        case 2: return .word(text(&dice))
        case 3: return .place(place(&dice))
        case 4:
            let from = time(&dice)
            let until = Int64.random(in: from...(.max), using: &dice)
            let which = Int.random(in: 0..<3, using: &dice)
            return Interval(from: which == 1 ? nil : from, until: which == 2 ? nil : until)
                .map(Value.interval) ?? .cleared
        case 5: return .millimetres(time(&dice))
        case 6: return .instant(time(&dice))
        case 7: return .verification(Verification(at: time(&dice), by: text(&dice)))
        case 8: return .life(Bool.random(using: &dice) ? .inBank : .withdrawn)
        case 9:
            let time = Interval(from: time(&dice), until: nil)
            let count = Int.random(in: 0..<4, using: &dice)
            return .volumes(
                (0..<count).map { _ in volume(&dice, Bool.random(using: &dice) ? time : nil) }
            )
        case 10: return reference(&dice).map { .reference($0) } ?? .cleared
        case 11:
            let field = FieldID(UInt32.random(in: 1...(.max), using: &dice), key: "k")
            return Suggestion(field: field, value: .volumes([volume(&dice, nil)]))
                .map { .suggestion($0) } ?? .cleared
        default: return .opaque(Array(text(&dice).utf8) + [0, 255])
        }
    }

    private static func time(_ dice: inout SeededDice) -> Int64 {
        [0, 1, -1, .min / 2, .max, Int64.random(in: -9_999...9_999, using: &dice)]
            .randomElement(using: &dice) ?? 0
    }

    private static func text(_ dice: inout SeededDice) -> String {
        ["", "a", "é", "e\u{301}", "نص", "\u{0}", "x\ny", String(repeating: "ü", count: 300)]
            .randomElement(using: &dice) ?? ""
    }

    private static func coordinate(_ max: Int32, _ dice: inout SeededDice) -> Int32 {
        [-max, max, 0, Int32.random(in: -max...max, using: &dice)].randomElement(using: &dice) ?? 0
    }

    private static func distance(from least: Int64, _ dice: inout SeededDice) -> Int64 {
        [
            least, Limits.distanceMillimetresMax,
            Int64.random(in: least...Limits.distanceMillimetresMax, using: &dice),
        ].randomElement(using: &dice) ?? least
    }
}
