/// Limits are written once, in `Limits.swift` (DESIGN.md §10).
enum LimitRules {
    static let home = "Sources/BankModel/Basics/Limits.swift"

    /// Limits below this are numbers that have other uses too.
    static let tellingMin = 15_000

    /// A number of our sources that repeats the value of a limit.
    static func repeatedLimits(of limits: Set<Int>, in file: SwiftFile) -> [Finding] {
        guard file.path.hasPrefix("Sources/"), file.path != home, !file.isGenerated else {
            return []
        }
        return products(of: file.tokens).filter { limits.contains($0.value) }.map {
            file.finding($0.line, "\($0.value) is a limit: name it, as `Limits` does")
        }
    }

    /// The telling numbers of the file of limits.
    ///
    /// Powers of two and of ten are any buffer's size, and whole minutes any clock's: those repeat
    /// by chance.
    static func tellingValues(of file: SwiftFile) -> Set<Int> {
        Set(
            products(of: file.tokens).map(\.value).filter { value in
                value >= tellingMin && !value.isMultiple(of: minuteMilliseconds)
                    && !isPower(value, of: 2) && !isPower(value, of: 10)
            }
        )
    }

    /// Numbers, and products of numbers such as `48 * 1024`, with the line where they begin.
    static func products(of tokens: [Token]) -> [(value: Int, line: Int)] {
        var products: [(value: Int, line: Int)] = []
        var index = 0
        while index < tokens.count {
            guard var value = value(of: tokens[index]) else {
                index += 1
                continue
            }
            let line = tokens[index].line
            while index + 2 < tokens.count, tokens[index + 1].isSymbol("*"),
                let factor = self.value(of: tokens[index + 2])
            {
                value = value.multipliedReportingOverflow(by: factor).partialValue
                index += 2
            }
            products.append((value: value, line: line))
            index += 1
        }
        return products
    }

    private static func value(of token: Token) -> Int? {
        guard token.kind == .number else { return nil }
        let digits = token.text.filter { $0 != "_" }
        return digits.hasPrefix("0x") ? Int(digits.dropFirst(2), radix: 16) : Int(digits)
    }

    private static func isPower(_ value: Int, of base: Int) -> Bool {
        var rest = value
        while rest > 1, rest.isMultiple(of: base) { rest /= base }
        return rest == 1
    }

    private static let minuteMilliseconds = 60_000
}
