extension Field {
    /// Why the field does not take the value; nil where it does.
    ///
    /// Part of the rule set: asked of every value, whoever wrote it, and never changed once the
    /// rule set is released.
    package func refusal(of value: Value, under charter: Charter) -> String? {
        switch (type, value) {
        case (.life, .cleared): "\(name) cannot be cleared"
        case (_, .cleared): isRequired ? "\(name) is required" : nil
        case (.text(let bytesMax), .text(let text)):
            TextRule.refusal(of: text, bytesMax: bytesMax)
        case (.category, .word(let word)):
            charter.categories.contains { $0.word == word }
                ? nil : "the charter has no such category"
        case (.choice(let words), .word(let word)):
            words.contains(word) ? nil : "not one of \(words.joined(separator: ", "))"
        case (.grade, .word(let word)): GradeRule.accepts(word) ? nil : "not [A-F][1-6]"
        case (.place, .place), (.life, .life): nil
        case (.interval, .interval(let interval)):
            [interval.from, interval.until].lazy.compactMap(\.self)
                .compactMap(InstantRule.refusal).first
        case (.length, .millimetres(let length)):
            (0...Limits.distanceMillimetresMax).contains(length) ? nil : "not from 0 to 500 km"
        case (.instant, .instant(let time)): InstantRule.refusal(of: time)
        case (.verification, .verification(let verification)):
            InstantRule.refusal(of: verification.at)
                ?? TextRule.refusal(of: verification.by, bytesMax: Limits.nameBytesMax)
        case (.tag, .word(let word)): TagRule.refusal(of: word)
        case (.externalID, .word(let word)): ExternalIDRule.refusal(of: word)
        default: "a value of another type"
        }
    }
}

/// What text may be: not empty, within its limit in bytes, no control characters but tab and new
/// line.
package enum TextRule {
    /// Why the text is refused; nil where it is not.
    package static func refusal(of text: String, bytesMax: Int) -> String? {
        let count = text.utf8.count
        if count == 0 { return "empty" }
        if count > bytesMax { return "\(count) bytes, more than \(bytesMax)" }
        for byte in text.utf8 where byte < 0x20 || byte == 0x7F {
            if byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\t") {
                return "holds the control character \(byte)"
            }
        }
        return nil
    }
}

/// What the key of a keyed field may be: a line of text.
package enum AttributeKeyRule {
    /// Why the key is refused; nil where it is not.
    package static func refusal(of key: String) -> String? {
        if key.utf8.contains(UInt8(ascii: "\n")) { return "holds the control character 10" }
        return TextRule.refusal(of: key, bytesMax: Limits.attributeKeyBytesMax)
    }
}

/// What a time may be: years 1 to 9999.
package enum InstantRule {
    private static let range: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    /// Why the time, in milliseconds since 1970, is refused; nil where it is not.
    package static func refusal(of time: Int64) -> String? {
        range.contains(time) ? nil : "not in the years 1 to 9999"
    }
}

/// What a grade may be: `[A-F][1-6]`.
package enum GradeRule {
    /// Whether the word is a grade.
    package static func accepts(_ word: String) -> Bool {
        let letters = Array(word.utf8)
        return letters.count == 2
            && (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(letters[0])
            && (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(letters[1])
    }
}

/// What a tag may be: `[a-z0-9]`, and `-`, `_`, `.` and `:` between.
package enum TagRule {
    /// Why the word is refused; nil where it is not.
    package static func refusal(of word: String) -> String? {
        let letters = Array(word.utf8)
        guard let first = letters.first, let last = letters.last else { return "empty" }
        if letters.count > Limits.tagBytesMax {
            return "\(letters.count) bytes, more than \(Limits.tagBytesMax)"
        }
        guard isPlain(first), isPlain(last),
            letters.allSatisfy({ isPlain($0) || "-_.:".utf8.contains($0) })
        else { return "a tag is made of a-z and 0-9, with - _ . : between" }
        return nil
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

/// What an external id may be: `scheme:id`, the scheme like a tag without colons, the id text
/// without control characters.
package enum ExternalIDRule {
    /// Why the word is refused; nil where it is not.
    package static func refusal(of word: String) -> String? {
        guard let colon = word.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            return "an external id is scheme:id"
        }
        if let refusal = TagRule.refusal(of: String(word[..<colon])) {
            return "its scheme: \(refusal)"
        }
        if let refusal = TextRule.refusal(of: word, bytesMax: Limits.externalIDBytesMax) {
            return refusal
        }
        return word.utf8.index(after: colon) == word.utf8.endIndex
            ? "nothing behind the colon" : nil
    }
}
