/// A word, a number or a symbol of Swift source; what stands in strings and comments is neither.
struct Token: Equatable {
    /// What the token is.
    enum Kind {
        case word
        case number
        case symbol
    }

    let kind: Kind
    let text: String
    /// From 1.
    let line: Int
    /// Whether nothing stands between the token and the one before it.
    let isAttached: Bool

    func isWord(_ text: String) -> Bool { kind == .word && self.text == text }

    func isSymbol(_ text: String) -> Bool { kind == .symbol && self.text == text }
}
