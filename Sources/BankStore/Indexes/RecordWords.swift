import BankModel

/// The text by which a record is found, and the question that is put to the index.
enum RecordWords {
    /// Every live text and word of the fields that are searched, as UTF-8, one a line.
    static func text(of state: RecordState) -> [UInt8] {
        var text: [UInt8] = []
        for field in state.fields where searched.contains(field.field.number) {
            for sibling in field.live {
                switch sibling.value {
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

    private static let searched: Set<UInt32> = [
        FieldID.name.number, FieldID.category.number, FieldID.control.number, FieldID.tags.number,
        FieldID.attributesNumber, FieldID.title.number, FieldID.rules.number, FieldID.text.number,
    ]
}
