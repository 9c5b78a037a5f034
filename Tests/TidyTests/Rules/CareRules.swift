/// Words that switch a check of the compiler or of the language off, and what else is easily left out.
enum CareRules {
    /// `try!` and `as!`: a trap where an error belongs.
    static func forcedUnwraps(in file: SwiftFile) -> [Finding] {
        guard !file.isGenerated else { return [] }
        return zip(file.tokens, file.tokens.dropFirst()).compactMap { word, mark in
            guard word.isWord("try") || word.isWord("as"), mark.isSymbol("!"),
                mark.isAttached
            else { return nil }
            return file.finding(word.line, "`\(word.text)!`")
        }
    }

    /// `@unchecked`, `unsafe` and `fatalError` without the argument for their safety above them.
    static func unarguedDangers(in file: SwiftFile) -> [Finding] {
        guard !file.isGenerated else { return [] }
        let found = file.tokens.filter { $0.kind == .word && dangers.contains($0.text) }
        let lines = Set(found.map(\.line))
        return found.filter { !file.isArgued(at: $0.line, among: lines) }
            .map { file.finding($0.line, "`\($0.text)` without a comment that argues for it") }
    }

    /// A command line's verb that does not say its own name first: it would be made of its type's, by
    /// reflection, at each start of the program and for every verb.
    static func namelessVerbs(in file: SwiftFile) -> [Finding] {
        zip(file.tokens.indices, file.tokens).compactMap { index, token in
            guard token.isWord("CommandConfiguration"),
                index + 2 < file.tokens.endIndex, file.tokens[index + 1].isSymbol("("),
                !file.tokens[index + 2].isWord("commandName")
            else { return nil }
            return file.finding(token.line, "a verb without `commandName`")
        }
    }

    /// Work left for somebody, in a comment.
    static func postponedWork(in file: SwiftFile) -> [Finding] {
        file.comments.sorted { $0.key < $1.key }.flatMap { line, comment in
            words(of: comment).filter(postponed.contains).map {
                file.finding(line, "`\($0)`: do it, or file an issue")
            }
        }
    }

    private static func words(of comment: String) -> [String] {
        comment.split { !$0.isLetter }.map(String.init)
    }

    private static let dangers: Set = [
        "fatalError", "unchecked", "unsafe", "unsafeBitCast", "unsafeDowncast",
        "unsafelyUnwrapped", "unsafeGetSocketOption",
    ]
    private static let postponed: Set = ["TODO", "FIXME", "XXX", "HACK"]
}
