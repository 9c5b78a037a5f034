/// Rules about how long things are (STYLE.md, "Size").
enum SizeRules {
    static let fileLinesMax = 500
    static let functionLinesMax = 70

    /// A file that has more than one subject, going by its length.
    static func longFiles(in file: SwiftFile) -> [Finding] {
        guard !file.isGenerated else { return [] }
        let count = lineCount(of: file.lines)
        guard count > fileLinesMax else { return [] }
        return [file.finding(1, "\(count) lines; \(fileLinesMax) at most")]
    }

    /// The newline at the end begins no line.
    static func lineCount(of lines: [Substring]) -> Int {
        lines.last == "" ? lines.count - 1 : lines.count
    }

    /// Functions, accessors and closures of a type or file that do not fit a screen.
    static func longFunctions(in file: SwiftFile) -> [Finding] {
        guard !file.isGenerated else { return [] }
        var findings: [Finding] = []
        var open: [Block] = []
        var header: ArraySlice<Token> = []
        for (index, token) in file.tokens.enumerated() {
            if token.isSymbol("{") {
                open.append(Block(header: header, opening: token))
                header = []
            } else if token.isSymbol("}") {
                header = []
                guard let block = open.popLast() else { continue }
                let count = token.line - block.firstLine + 1
                let isOutermost = !block.isType && open.allSatisfy(\.isType)
                if isOutermost, count > functionLinesMax {
                    findings.append(
                        file.finding(block.firstLine, "\(count) lines; \(functionLinesMax) at most")
                    )
                }
            } else {
                header = file.tokens[(index - header.count)...index]
            }
        }
        return findings
    }

    /// What stands between a pair of braces.
    private struct Block {
        let isType: Bool
        let firstLine: Int

        /// The last word that declares something says what the braces belong to.
        init(header: ArraySlice<Token>, opening: Token) {
            let declaring = header.indices.last { index in
                let isMember = index > header.startIndex && header[index - 1].isSymbol(".")
                return !isMember && Self.words.contains(header[index].text)
            }
            isType = declaring.map { Self.typeWords.contains(header[$0].text) } ?? false
            firstLine = declaring.map { header[$0].line } ?? opening.line
        }

        private static let typeWords: Set = [
            "struct", "class", "enum", "extension", "protocol", "actor",
        ]
        private static let words = typeWords.union([
            "func", "init", "deinit", "subscript", "var", "let",
        ])
    }
}
