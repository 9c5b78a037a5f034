import BankModel

extension FieldRule {
    /// The value that typed text means, its limits not all checked yet.
    mutating func value(typed text: String) throws(ValueError) -> Value {
        switch field.type {
        case .text: return .text(EnteredText.of(text))
        case .externalID: return .word(EnteredText.of(text[...].trimmed))
        case .category, .choice, .grade, .tag: return .word(text[...].trimmed)
        case .place: return try .place(place(typed: text))
        case .interval: return try .interval(interval(typed: text))
        case .length: return try .millimetres(length(text))
        case .instant: return try .instant(time(text[...]))
        case .verification: return try .verification(verification(typed: text))
        case .partner: return .word(text[...].trimmed)
        case .volumes: return try .volumes(volumes(typed: text))
        case .reference: return try .reference(reference(typed: text))
        case .suggestion: return try .suggestion(suggestion(typed: text))
        case .life: throw error(text, "is not written into a field")
        }
    }

    // MARK: Lengths

    /// Millimetres of a number of metres, or of a number with `m` or `km` behind it.
    func length(_ text: String) throws(ValueError) -> Int64 {
        var number = text[...].trimmed[...]
        var digits = 3
        if number.hasSuffix("km") {
            number = number.dropLast(2)
            digits = 6
        } else if number.hasSuffix("m") {
            number = number.dropLast()
        }
        guard let decimal = ExactDecimal(number.trimmed.utf8) else {
            throw error(text, "is not a length")
        }
        guard let length = decimal.scaled(toDigits: digits, rounding: .up),
            (0...Limits.distanceMillimetresMax).contains(length), !decimal.isNegative
        else { throw error(text, "is not a length from 0 to 500 km") }
        return length
    }

    // MARK: Times

    mutating func interval(typed text: String) throws(ValueError) -> Interval {
        guard let dots = text.firstRange(of: ".."), text[dots.upperBound...].first != "." else {
            throw error(text, "is not an interval")
        }
        let from = text[..<dots.lowerBound].trimmed
        let until = text[dots.upperBound...].trimmed
        return try interval(
            from: from.utf8.isEmpty ? nil : from,
            until: until.utf8.isEmpty ? nil : until,
            text: text
        )
    }

    /// An interval of two times, of which one at least is given and a date means all of its day.
    mutating func interval(
        from: String?,
        until: String?,
        text: String
    ) throws(ValueError) -> Interval {
        var start: Int64?
        var end: Int64?
        if let from { start = try time(from[...]) }
        if let until { end = try time(until[...], reading: .end) }
        guard start != nil || end != nil else { throw error(text, "is open at both ends") }
        guard let interval = Interval(from: start, until: end) else {
            throw error(text, "ends before it begins")
        }
        return interval
    }

    /// A time, a date or a date-time group.
    mutating func time(
        _ text: Substring,
        reading edge: Timestamp.Edge = .start
    ) throws(ValueError) -> Int64 {
        let trimmed = text.trimmed
        let time: Int64
        do {
            time = try TypedTime.parse(trimmed, reading: edge)
        } catch {
            throw self.error(trimmed, error.rule)
        }
        if let refusal = InstantRule.refusal(of: time) {
            throw error(trimmed, "is refused: \(refusal)")
        }
        if DateTimeGroup.isMeant(by: trimmed) { keep(trimmed) }
        return time
    }

    private mutating func verification(typed text: String) throws(ValueError) -> Verification {
        guard let word = text.firstRange(of: " by ") else {
            throw error(text, "does not say when and by whom")
        }
        let time = try time(text[..<word.lowerBound])
        return Verification(at: time, by: EnteredText.of(String(text[word.upperBound...])))
    }
}

extension String {
    /// Where the ASCII `part` first occurs, by bytes.
    fileprivate func firstRange(of part: String) -> Range<String.Index>? {
        var start = utf8.startIndex
        while start != utf8.endIndex {
            let rest = utf8[start...]
            if rest.starts(with: part.utf8) {
                return start..<utf8.index(start, offsetBy: part.utf8.count)
            }
            start = utf8.index(after: start)
        }
        return nil
    }
}
