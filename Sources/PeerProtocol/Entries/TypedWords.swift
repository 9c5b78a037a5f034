internal import BankModel

/// A position or time of one of a leaf's values, as its operator typed it.
struct TypedWords {
    /// Which of the leaf's values, from 0.
    let value: UInt32
    /// What was typed.
    let text: String

    /// Gives words to the operations whose values they belong to.
    ///
    /// False for words that no entry may have: out of order, without a value, too long or too many.
    static func give(_ words: [Self], to operations: inout [BankModel.Operation]) -> Bool {
        guard !words.isEmpty else { return true }
        let valued = operations.indices.filter { operations[$0].value != nil }
        var last: UInt32 = 0
        for word in words {
            guard word.value >= last, word.value < valued.count,
                TextRule.refusal(of: word.text, bytesMax: Limits.typedBytesMax) == nil
            else { return false }
            last = word.value
            let position = valued[Int(word.value)]
            guard operations[position].typed.count < Limits.typedFormsMax else { return false }
            operations[position].typed.append(word.text)
        }
        return true
    }
}
