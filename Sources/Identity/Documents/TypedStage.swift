package import BankModel

/// A stage of a plan as people type it: `NAME:KINDS:CHECKS`, each list with commas, `all` or `none`.
package enum TypedStage {
    /// The stages in order, their words sorted.
    ///
    /// Whether the words mean anything is asked when the charter is made.
    package static func read(_ texts: [String]) throws(IdentityError) -> [Stage] {
        var stages: [Stage] = []
        for text in texts {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 3 else {
                throw .badArgument(
                    name: "the stage “\(Printable.escape(text))”",
                    reason: "is not NAME:KINDS:CHECKS"
                )
            }
            let rules = RuleSet.first
            stages.append(
                Stage(
                    name: String(parts[0]),
                    kinds: words(parts[1], all: rules.kinds.map(\.name)),
                    checks: words(parts[2], all: rules.checks)
                )
            )
        }
        return stages
    }

    private static func words(_ text: Substring, all: [String]) -> [String] {
        let words: [String] =
            switch text {
            case "all": all
            case "none": []
            default: text.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
            }
        return words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
