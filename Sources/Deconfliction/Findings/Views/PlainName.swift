internal import BankModel

/// A name as it is compared with others: its letters, in lower case, and nothing else.
///
/// Two are alike when they are equal, or when both have at least `Limits.alikeLettersMin` letters and
/// at most `Limits.alikeEditsMax` letters are put in, left out or changed between them. A name without
/// letters is like no other.
struct PlainName: Hashable, Sendable {
    let letters: [Unicode.Scalar]

    init(_ name: String) {
        var letters: [Unicode.Scalar] = []
        for scalar in name.unicodeScalars where scalar.properties.isAlphabetic {
            letters += scalar.properties.lowercaseMapping.unicodeScalars
        }
        self.letters = letters
    }

    func isLike(_ other: Self) -> Bool {
        if letters.isEmpty || other.letters.isEmpty { return false }
        if letters == other.letters { return true }
        let least = min(letters.count, other.letters.count)
        let most = max(letters.count, other.letters.count)
        guard least >= Limits.alikeLettersMin, most - least <= Limits.alikeEditsMax else {
            return false
        }
        return edits(to: other) <= Limits.alikeEditsMax
    }

    /// The least number of letters put in, left out or changed (Wagner and Fischer, 1974).
    private func edits(to other: Self) -> Int {
        var above = Array(0...other.letters.count)
        for (row, letter) in letters.enumerated() {
            var here = [row + 1]
            for (column, otherLetter) in other.letters.enumerated() {
                let changed = above[column] + (letter == otherLetter ? 0 : 1)
                here.append(min(changed, above[column + 1] + 1, here[column] + 1))
            }
            above = here
        }
        return above[other.letters.count]
    }
}
