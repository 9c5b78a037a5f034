/// What a partner said last on one matter: a statement takes the place of those that its author held
/// when it was made.
///
/// Several remain only where nodes of one partner, or branches of one log, spoke without hearing each
/// other. The order in which statements are added changes nothing.
struct LastWords<Word: Identifiable & Sendable>: Sendable where Word.ID == RecordID {
    /// The statements that nothing followed, sorted by id.
    private(set) var words: [Word] = []

    /// Adds a statement, which may follow some of them or have been followed.
    ///
    /// `isAfter(later, earlier)` tells whether the first was made in sight of the second.
    mutating func add(
        _ word: Word,
        isAfter: (_ later: Word, _ earlier: Word) throws -> Bool
    ) rethrows {
        if try words.contains(where: { try $0.id == word.id || isAfter($0, word) }) { return }
        try words.removeAll { try isAfter(word, $0) }
        words.insert(word, at: words.firstIndex { word.id < $0.id } ?? words.endIndex)
    }
}

extension LastWords: Equatable where Word: Equatable {}
