/// A Swift file of the tree, read once for all rules.
struct SwiftFile {
    /// Relative to the root: `Sources/BankModel/Log/Dot.swift`.
    let path: String
    let lines: [Substring]
    let tokens: [Token]
    /// The comments that begin on each line, from 1.
    let comments: [Int: String]
    /// Lines on which code stands.
    let codeLines: Set<Int>

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let lexer = Lexer(text)
        tokens = lexer.tokens
        comments = lexer.comments
        codeLines = Set(lexer.tokens.map(\.line))
    }

    /// `BankModel` for `Sources/BankModel/Log/Dot.swift`, `Simulation` for `Tests/Simulation/...`.
    var module: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    /// Whether the file belongs to a module that decides and never acts (DESIGN.md §11).
    var isPure: Bool {
        path.hasPrefix("Sources/") && Modules.pure.contains(module)
    }

    /// Generated code is exempt from what is asked of people.
    var isGenerated: Bool { path.hasSuffix(".pb.swift") }

    var isTest: Bool { path.hasPrefix("Tests/") }

    func finding(_ line: Int, _ message: String) -> Finding {
        Finding(path: path, line: line, message: message)
    }

    /// Whether a comment stands on the line, above the statement that the line belongs to, or above
    /// the declaration that the statement is the first of; neighbours of one kind share it.
    func isArgued(at line: Int, among lines: Set<Int> = []) -> Bool {
        if comments[line] != nil { return true }
        var above = line - 1
        while above > 0 {
            if !codeLines.contains(above) { return comments[above] != nil }
            guard startsWithAttribute(above) || continuesBelow(above) || lines.contains(above)
            else {
                return false
            }
            above -= 1
        }
        return false
    }

    private func startsWithAttribute(_ line: Int) -> Bool {
        tokens.first { $0.line == line }?.isSymbol("@") ?? false
    }

    /// Whether what begins on the line goes on with the next one.
    private func continuesBelow(_ line: Int) -> Bool {
        guard let last = tokens.lastIndex(where: { $0.line == line }) else { return false }
        let isClosedBelow = last + 1 < tokens.count && tokens[last + 1].isSymbol(")")
        return isClosedBelow
            || [":", ",", "(", "=", "&", "{"].contains { tokens[last].isSymbol($0) }
    }
}

/// One breach of one rule.
struct Finding: Equatable, CustomStringConvertible {
    let path: String
    let line: Int
    let message: String

    var description: String { "\(path):\(line): \(message)" }
}
