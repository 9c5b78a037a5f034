import BankModel

/// The text by which a record is found, and the question that is put to the index.
enum RecordWords {
    /// Every live text and word of the fields that are searched, as UTF-8, one a line.
    static func text(of state: RecordState) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(128)
        let fields = state.fields.span
        for position in fields.indices where isSearched(fields[position].field.number) {
            let live = fields[position].live.span
            for sibling in live.indices {
                switch live[sibling].value {
                case .text(let words), .word(let words):
                    text.append(contentsOf: words.utf8)
                    text.append(UInt8(ascii: "\n"))
                default: break
                }
            }
        }
        return text
    }

    /// The words that someone typed as a question to the index: each must begin a word.
    ///
    /// Each is quoted, so that nothing that is typed is taken for an operator of the index. Nil
    /// where there is nothing to look for.
    static func question(_ typed: String) -> String? {
        let words = typed.unicodeScalars.split {
            $0.properties.isWhitespace || $0.value < 0x20 || $0.value == 0x7F
        }.filter { word in
            word.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        }
        if words.isEmpty { return nil }
        return words.map { word in
            var quoted = "\""
            for scalar in word {
                if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
                quoted.unicodeScalars.append(scalar)
            }
            return quoted + "\"*"
        }.joined(separator: " ")
    }

    private static func isSearched(_ number: UInt32) -> Bool { searched & 1 << number != 0 }

    /// The numbers of the fields that are searched, a bit each.
    private static let searched: UInt64 = [
        FieldID.name.number, FieldID.category.number, FieldID.control.number, FieldID.tags.number,
        FieldID.attributesNumber, FieldID.title.number, FieldID.rules.number, FieldID.text.number,
    ].reduce(0) { $0 | 1 << $1 }
}
