/// What no pure module may do: look at a clock, throw dice, wait, or compute with floats.
enum PurityRules {
    /// A clock, a wait or an identifier out of thin air.
    static func clocks(in file: SwiftFile) -> [Finding] {
        guard file.isPure, !file.isGenerated else { return [] }
        return file.tokens.indices.compactMap { index in
            let token = file.tokens[index]
            guard token.kind == .word else { return nil }
            let isNow = token.text == "now" && isStaticMember(index, of: file.tokens)
            guard isNow || impureWords.contains(token.text) else { return nil }
            return file.finding(
                token.line,
                "`\(token.text)`: time and identifiers come in as arguments"
            )
        }
    }

    /// Dice that are not an argument: `random(in:)` and its like without `using:`.
    static func dice(in file: SwiftFile) -> [Finding] {
        guard file.isPure, !file.isGenerated else { return [] }
        return file.tokens.indices.compactMap { index in
            let token = file.tokens[index]
            let isSource = sourcesOfChance.contains(token.text)
            let isThrow = callsOfChance.contains(token.text)
            guard token.kind == .word, isSource || isThrow && !isGivenDice(index, of: file.tokens)
            else { return nil }
            return file.finding(token.line, "`\(token.text)`: dice come in as an argument")
        }
    }

    /// A float in a pure module; `Deconfliction` is geometry and may.
    static func floats(in file: SwiftFile) -> [Finding] {
        guard file.isPure, file.module != "Deconfliction", !file.isGenerated else { return [] }
        return file.tokens.filter { token in
            switch token.kind {
            case .word: floatTypes.contains(token.text)
            case .number: token.text.contains(".")
            case .symbol: false
            }
        }.map { file.finding($0.line, "`\($0.text)`: integers only") }
    }

    /// Whether the word is `.now` of a type or of the type that is expected there; `input.now` is a
    /// time that somebody passed in.
    private static func isStaticMember(_ index: Int, of tokens: [Token]) -> Bool {
        guard index > 0, tokens[index - 1].isSymbol(".") else { return false }
        guard index > 1 else { return true }
        let base = tokens[index - 2]
        if base.kind == .word { return base.text.first?.isUppercase ?? false }
        return !base.isSymbol(")") && !base.isSymbol("]") && !base.isSymbol("?")
    }

    /// Whether `using:` stands in the parentheses after the word.
    private static func isGivenDice(_ index: Int, of tokens: [Token]) -> Bool {
        guard index + 1 < tokens.count, tokens[index + 1].isSymbol("(") else {
            return true
        }
        var depth = 0
        for token in tokens[(index + 1)...] {
            if token.isSymbol("(") { depth += 1 }
            if token.isSymbol(")") { depth -= 1 }
            if depth == 0 { return false }
            if depth == 1, token.isWord("using") { return true }
        }
        return false
    }

    private static let impureWords: Set = [
        "Date", "UUID", "ContinuousClock", "SuspendingClock", "WallClock", "DispatchTime",
        "DispatchWallTime", "NIODeadline", "ProcessInfo", "sleep", "usleep", "nanosleep",
        "clock_gettime", "gettimeofday", "mach_absolute_time",
    ]
    private static let sourcesOfChance: Set = [
        "SystemRandomNumberGenerator", "arc4random", "getrandom", "getentropy", "srand", "drand48",
    ]
    private static let callsOfChance: Set = ["random", "randomElement", "shuffle", "shuffled"]
    private static let floatTypes: Set = [
        "Double", "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat", "TimeInterval",
    ]
}
