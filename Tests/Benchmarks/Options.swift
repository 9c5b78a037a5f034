import Foundation

/// What the caller asked for.
struct Options {
    /// Where the release builds of jigd and jigctl lie.
    let programs: String
    /// The file of places; nil for generated ones.
    private(set) var places: String?
    /// How many records each size has.
    private(set) var rows = [10_000, 50_000, 144_563]
    /// How often each size is measured.
    private(set) var runs = 5
    /// Whether this is the small version: few records, once, and only what is not a time must hold.
    private(set) var isQuick = false

    static let usage = """
        usage: Tests/bench [PLACES.csv] [--rows N,N,...] [--runs N] [--quick]
        """

    /// Reads `PROGRAMS [PLACES.csv] [--rows N,N,...] [--runs N] [--quick]`.
    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        guard let programs = rest.popFirst() else { throw BenchError(Self.usage) }
        self.programs = programs
        if rest.contains("--quick") {
            isQuick = true
            rows = [5000]
            runs = 1
        }
        while let word = rest.popFirst() {
            switch word {
            case "--quick": break
            case "--rows":
                rows = try (rest.popFirst() ?? "").split(separator: ",").map(Self.number).sorted()
            case "--runs": runs = try Self.number(rest.popFirst() ?? "")
            case _ where !word.hasPrefix("-") && places == nil: places = word
            default: throw BenchError("unknown: \(word)\n\(Self.usage)")
            }
        }
        guard let smallest = rows.first, smallest >= 1000, runs >= 1 else {
            throw BenchError("a size has at least 1000 records, and is measured at least once")
        }
    }

    private static func number(_ text: some StringProtocol) throws -> Int {
        guard let number = Int(text) else { throw BenchError("\(text) is not a number") }
        return number
    }
}

/// Why something could not be measured.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
