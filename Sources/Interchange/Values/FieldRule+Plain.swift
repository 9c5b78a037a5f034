import BankModel

extension FieldRule {
    /// The value that a JSON number, array or object means, its limits not all checked yet.
    mutating func value(plain: Plain, shown: String) throws(ValueError) -> Value {
        switch field.type {
        case .place: return try .place(place(plain: plain, shown: shown))
        case .interval:
            let members = try members(of: plain, allowed: ["from", "until"], shown: shown)
            return try .interval(
                interval(
                    from: optionalText("from", in: members, shown: shown),
                    until: optionalText("until", in: members, shown: shown),
                    text: shown
                )
            )
        case .length: return try .millimetres(metres(plain, "a length", shown: shown))
        case .verification:
            let members = try members(of: plain, allowed: ["at", "by"], shown: shown)
            guard let at = try optionalText("at", in: members, shown: shown),
                let by = try optionalText("by", in: members, shown: shown)
            else { throw error(shown, "does not say when (`at`) and by whom (`by`)") }
            return try .verification(Verification(at: time(at[...]), by: EnteredText.of(by)))
        case .volumes: return try .volumes(volumes(plain: plain, shown: shown))
        case .reference: return try .reference(reference(plain: plain, shown: shown))
        case .suggestion: return try .suggestion(suggestion(plain: plain, shown: shown))
        case .life: throw error(shown, "is not written into a field")
        case .text, .category, .choice, .grade, .instant, .tag, .externalID, .partner:
            throw error(shown, "is not a string")
        }
    }

    func place(plain: Plain, shown: String) throws(ValueError) -> Place {
        let members = try members(
            of: plain,
            allowed: ["lat", "lon", "uncertainty_m", "shape"] + Self.shapeKeys,
            shown: shown
        )
        func number(_ key: String) throws(ValueError) -> ExactDecimal {
            guard let plain = members.first(where: { $0.key == key })?.value else {
                throw error(shown, "has no `\(key)`")
            }
            guard let number = plain.number else { throw error(shown, "has no number as `\(key)`") }
            return number
        }
        guard let latitude = try number("lat").degrees(max: 90) else {
            throw error(shown, "has a latitude that does not lie from -90 to 90")
        }
        guard let longitude = try number("lon").degrees(max: 180) else {
            throw error(shown, "has a longitude that does not lie from -180 to 180")
        }
        guard let plain = members.first(where: { $0.key == "uncertainty_m" })?.value else {
            throw error(shown, "does not say how far off it may be: `uncertainty_m` is mandatory")
        }
        let uncertainty = try metres(plain, "an uncertainty", shown: shown)
        let shape = try shape(of: members, at: latitude, longitude, shown: shown)
        return try place(latitude, longitude, uncertainty, shape, from: shown)
    }

    /// Millimetres of a JSON number of metres, or of a string with a unit.
    func metres(
        _ plain: Plain,
        _ what: String,
        shown: String
    ) throws(ValueError) -> Int64 {
        if case .text(let text) = plain { return try length(text) }
        guard let number = plain.number else { throw error(shown, "has no number as \(what)") }
        guard let length = number.scaled(toDigits: 3, rounding: .up), !number.isNegative,
            length <= Limits.distanceMillimetresMax
        else { throw error(shown, "has \(what) that does not lie from 0 to 500 km") }
        return length
    }

    func members(
        of plain: Plain,
        allowed: [String],
        shown: String
    ) throws(ValueError) -> [Plain.Member] {
        guard case .object(let members) = plain else { throw error(shown, "is not an object") }
        if let stranger = members.first(where: { !allowed.contains($0.key) }) {
            throw error(shown, "has a key `\(Excerpt.of(stranger.key))` that means nothing here")
        }
        return members
    }

    func optionalText(
        _ key: String,
        in members: [Plain.Member],
        shown: String
    ) throws(ValueError) -> String? {
        switch members.first(where: { $0.key == key })?.value {
        case nil, .null: return nil
        case .text(let text): return text
        default: throw error(shown, "has no string as `\(key)`")
        }
    }
}

extension Plain {
    /// The number, if this is one.
    var number: ExactDecimal? {
        switch self {
        case .integer(let integer): ExactDecimal(mantissa: integer, digits: 0)
        case .decimal(let mantissa, let digits): ExactDecimal(mantissa: mantissa, digits: digits)
        case .null, .bool, .text, .list, .object: nil
        }
    }
}
