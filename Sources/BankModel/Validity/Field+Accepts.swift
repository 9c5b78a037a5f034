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
        case (.interval, .interval(let interval)): IntervalRule.refusal(of: interval)
        case (.length, .millimetres(let length)):
            (0...Limits.distanceMillimetresMax).contains(length) ? nil : "not from 0 to 500 km"
        case (.instant, .instant(let time)): InstantRule.refusal(of: time)
        case (.verification, .verification(let verification)):
            InstantRule.refusal(of: verification.at)
                ?? TextRule.refusal(of: verification.by, bytesMax: Limits.nameBytesMax)
        case (.tag, .word(let word)): TagRule.refusal(of: word)
        case (.externalID, .word(let word)): ExternalIDRule.refusal(of: word)
        case (.partner, .word(let word)): PartnerRule.refusal(of: word, under: charter)
        case (.volumes(let areTimed), .volumes(let volumes)):
            VolumeRule.refusal(of: volumes, areTimed: areTimed)
        case (.reference, .reference), (.suggestion, .suggestion): nil
        default: "a value of another type"
        }
    }

    /// Why the field has no such key, whoever the partners are; nil where it has, or has no keys.
    package func keyRefusal(of key: String) -> String? {
        switch keys {
        case .none: nil
        case .text: AttributeKeyRule.refusal(of: key)
        case .partner: PartnerID(key) == nil ? "not the id of a partner" : nil
        }
    }

    /// The same under a charter: part of the rule set, as `refusal(of:under:)` is.
    package func keyRefusal(of key: String, under charter: Charter) -> String? {
        keys == .partner ? PartnerRule.refusal(of: key, under: charter) : keyRefusal(of: key)
    }
}

/// What the name of a partner may be: an id that the charter has.
package enum PartnerRule {
    /// Why the word is refused; nil where it is not.
    package static func refusal(of word: String, under charter: Charter) -> String? {
        PartnerID(word).map(charter.has) == true ? nil : "the charter has no such partner"
    }
}

/// What volumes may be: some, within their limits, and each with a time or each without.
package enum VolumeRule {
    /// Why the volumes are refused; nil where they are not.
    package static func refusal(of volumes: [Volume], areTimed: Bool) -> String? {
        guard (1...Limits.volumesMax).contains(volumes.count) else {
            return "\(volumes.count) volumes, not 1 to \(Limits.volumesMax)"
        }
        let vertices = volumes.reduce(0) { $0 + $1.place.vertices.count }
        if vertices > Limits.verticesMax {
            return "\(vertices) vertices in all, more than \(Limits.verticesMax)"
        }
        for volume in volumes {
            guard let time = volume.time else {
                if areTimed { return "a volume without a time" }
                continue
            }
            if !areTimed { return "an area with a time" }
            if let refusal = IntervalRule.refusal(of: time) { return refusal }
        }
        return nil
    }
}

/// What an interval's ends may be.
package enum IntervalRule {
    /// Why the interval is refused; nil where it is not.
    package static func refusal(of interval: Interval) -> String? {
        [interval.from, interval.until].lazy.compactMap(\.self)
            .compactMap(InstantRule.refusal).first
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
