/// Rules about what a file imports.
enum ImportRules {
    /// An import that the table of arrows does not have.
    static func forbiddenImports(in file: SwiftFile) -> [Finding] {
        guard file.path.hasPrefix("Sources/"), !file.isGenerated else { return [] }
        guard let allowed = Modules.allowed[file.module] else {
            return [file.finding(1, "module \(file.module) is not in the table of arrows")]
        }
        return imports(of: file).filter { !allowed.contains($0.text) }.map {
            file.finding($0.line, "\(file.module) may not import \($0.text)")
        }
    }

    /// The word that names the module in each import of the file.
    static func imports(of file: SwiftFile) -> [Token] {
        let tokens = file.tokens
        return tokens.indices.compactMap { index in
            guard tokens[index].isWord("import"), startsStatement(index, of: tokens) else {
                return nil
            }
            let next = index + 1
            guard next < tokens.count else { return nil }
            let isOneDeclaration = declarations.contains(tokens[next].text)
            return isOneDeclaration && next + 1 < tokens.count ? tokens[next + 1] : tokens[next]
        }
    }

    private static func startsStatement(_ index: Int, of tokens: [Token]) -> Bool {
        tokens[..<index].reversed().prefix { $0.line == tokens[index].line }.allSatisfy {
            modifiers.contains($0.text)
        }
    }

    private static let declarations: Set = [
        "struct", "class", "enum", "protocol", "typealias", "func", "var", "let",
    ]

    private static let modifiers: Set = [
        "@", "testable", "preconcurrency", "_exported", "_spi", "package", "internal", "private",
        "fileprivate", "public",
    ]
}
