import BankModel

/// Values from the whole of their ranges, the edges more often than chance would.
enum RandomValues {
    static func place(_ dice: inout SeededDice) -> Place {
        let latitude = coordinate(900_000_000, &dice)
        let longitude = coordinate(1_800_000_000, &dice)
        let uncertainty = distance(from: 0, &dice)
        let shape: Place.Shape =
            Bool.random(using: &dice) ? .point : .circle(radius: distance(from: 1, &dice))
        let place = Place(
            latitude: latitude,
            longitude: longitude,
            uncertainty: uncertainty,
            shape: shape
        )
        guard let place else { preconditionFailure("a place out of range") }
        return place
    }

    static func value(_ dice: inout SeededDice) -> Value {
        switch Int.random(in: 0..<10, using: &dice) {
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
