/// One step of the charter's plan: what may be written while it is in force, and what is checked.
///
/// Statements may always be written: without them nobody could agree to the next stage.
package struct Stage: Equatable, Sendable {
    /// A word of a to z, 0 to 9 and _.
    package let name: String
    /// The names of the kinds that may be written, sorted.
    package let kinds: [String]
    /// The names of the checks that are in force, sorted.
    package let checks: [String]

    package init(name: String, kinds: [String], checks: [String]) {
        self.name = name
        self.kinds = kinds
        self.checks = checks
    }

    /// Whether records of a kind may be written.
    package func has(_ kind: Kind) -> Bool {
        kind.number == Kind.statement.number || kinds.contains(kind.name)
    }

    /// Why a stage may not follow these in a charter under these rules; nil where it may.
    package func fault(after stages: [Self], under rules: RuleSet) -> String? {
        let letters = name.utf8
        let isWord = letters.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_")
        }
        guard isWord, (1...Limits.tagBytesMax).contains(letters.count) else {
            return "a stage's name is no word of a to z, 0 to 9 and _"
        }
        if stages.contains(where: { $0.name == name }) { return "the stage \(name) is there twice" }
        if stages.count >= Limits.stagesMax { return "it has more than \(Limits.stagesMax) stages" }
        let known = rules.kinds.map(\.name)
        return Self.fault("kind", in: kinds, of: known, name)
            ?? Self.fault("check", in: checks, of: rules.checks, name)
    }

    private static func fault(
        _ what: String,
        in words: [String],
        of known: [String],
        _ stage: String
    ) -> String? {
        if words.contains(where: { !known.contains($0) }) {
            return "the stage \(stage) names a \(what) that these rules do not have"
        }
        let isSorted = zip(words, words.dropFirst()).allSatisfy {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        return isSorted ? nil : "the \(what)s of the stage \(stage) are not sorted, each once"
    }
}
