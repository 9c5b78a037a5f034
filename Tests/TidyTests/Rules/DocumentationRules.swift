/// Rules about declarations that other modules see.
enum DocumentationRules {
    /// `public` anywhere: other packages get nothing from us.
    static func publicDeclarations(in file: SwiftFile) -> [Finding] {
        guard !file.isGenerated else { return [] }
        return file.tokens.filter { $0.isWord("public") }.map {
            file.finding($0.line, "`public`: use `package`")
        }
    }

    /// A `package` declaration without a `///` above it.
    ///
    /// Two kinds have nothing to add: an initialiser that only assigns its arguments, and what a
    /// standard protocol asks for by name.
    static func undocumentedDeclarations(in file: SwiftFile) -> [Finding] {
        guard !file.isGenerated, !file.isTest else { return [] }
        return file.tokens.indices.compactMap { index in
            guard file.tokens[index].isWord("package"), isDeclaration(index, of: file.tokens) else {
                return nil
            }
            let line = file.tokens[index].line
            if isDocumented(line, of: file) || isPlain(index, of: file.tokens) { return nil }
            return file.finding(line, "a package declaration without a `///`")
        }
    }

    private static func isDeclaration(_ index: Int, of tokens: [Token]) -> Bool {
        guard index + 1 < tokens.count else { return false }
        let next = tokens[index + 1]
        return next.kind == .word && !next.isWord("import")
    }

    private static func isDocumented(_ line: Int, of file: SwiftFile) -> Bool {
        var above = line - 1
        while above > 0 {
            if let comment = file.comments[above], !file.codeLines.contains(above) {
                return comment.hasPrefix("///")
            }
            let isAttribute = file.tokens.first { $0.line == above }?.isSymbol("@") ?? false
            guard isAttribute else { return false }
            above -= 1
        }
        return false
    }

    private static func isPlain(_ index: Int, of tokens: [Token]) -> Bool {
        let line = tokens[index].line
        let rest = tokens[index...].drop { modifiers.contains($0.text) }
        guard let first = rest.first, first.line == line else { return false }
        if first.isWord("init") { return onlyAssigns(rest) || isDecoding(rest) }
        let name = rest.dropFirst().prefix { !$0.isSymbol("(") && !$0.isSymbol(":") }
            .map(\.text).joined()
        return standardNames.contains(name)
    }

    /// Whether the initialiser that begins the tokens cannot fail and its body never branches.
    private static func onlyAssigns(_ tokens: ArraySlice<Token>) -> Bool {
        guard !(tokens.dropFirst().first?.isSymbol("?") ?? false),
            let opening = tokens.firstIndex(where: { $0.isSymbol("{") }),
            let closing = tokens[opening...].firstIndex(where: { $0.isSymbol("}") })
        else { return false }
        return !tokens[(opening + 1)..<closing].contains {
            branchWords.contains($0.text) || $0.isSymbol("{")
        }
    }

    /// Whether the initialiser is `init(from decoder:)`.
    private static func isDecoding(_ tokens: ArraySlice<Token>) -> Bool {
        tokens.prefix(4).map(\.text) == ["init", "(", "from", "decoder"]
    }

    private static let modifiers: Set = [
        "package", "static", "final", "mutating", "nonisolated", "class", "convenience", "required",
        "override", "consuming", "borrowing",
    ]
    private static let branchWords: Set = ["if", "guard", "for", "while", "switch", "throw", "try"]
    private static let standardNames: Set = [
        "==", "<", "hash", "description", "debugDescription", "errorDescription", "encode",
        "allCases",
    ]
}
