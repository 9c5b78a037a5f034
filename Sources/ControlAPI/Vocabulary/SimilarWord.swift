/// Finds the word that somebody most likely meant.
package enum SimilarWord {
    /// The word with the fewest letters added, left out, changed or swapped with their neighbour;
    /// nil where that takes more than two, or most of the word.
    ///
    /// Of several as close the first is taken.
    package static func closest(to typed: String, among words: [String]) -> String? {
        guard typed.utf8.count <= lettersMax else { return nil }
        let near = words.map { (word: $0, steps: steps(from: typed, to: $0)) }
            .filter { $0.steps <= min(2, max(1, $0.word.utf8.count / 2)) }
        return near.min { $0.steps < $1.steps }?.word
    }

    /// Longer ones are no slip of the fingers.
    private static let lettersMax = 64

    /// The optimal string alignment distance, after Damerau (1964).
    private static func steps(from left: String, to right: String) -> Int {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        var before: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let change = last[column] + (left[row] == right[column] ? 0 : 1)
                var least = min(change, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    least = min(least, before[column - 1] + 1)
                }
                current.append(least)
            }
            (before, last) = (last, current)
        }
        return last[right.count]
    }
}
