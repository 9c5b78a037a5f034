import Simulation

extension String {
    /// So many letters, the same each time, that hardly deflate.
    static func noise(_ count: Int) -> String {
        var dice = Dice(seed: 1)
        return Self(decoding: (0..<count).map { _ in UInt8(33 + dice.below(90)) }, as: UTF8.self)
    }
}
