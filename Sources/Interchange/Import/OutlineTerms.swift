import BankModel

/// What a row says in words about the outline that its geometry only begins.
struct OutlineTerms {
    private var texts: [Name: String] = [:]

    /// The names that mean something for outlines.
    enum Name: String {
        case uncertainty = "uncertainty_m"
        case radius = "radius_m"
        case halfWidth = "half_width_m"
        case lower
        case upper
        case from
        case until
    }

    /// The term that a name means for a kind of which this is the field with its outline.
    static func name(_ key: String, for field: Field?) -> Name? {
        guard let field, let name = Name(rawValue: key) else { return nil }
        switch (name, field.type) {
        case (.lower, .volumes), (.upper, .volumes), (.from, .volumes(true)),
            (.until, .volumes(true)):
            return name
        case (.lower, _), (.upper, _), (.from, _), (.until, _): return nil
        case (.uncertainty, _), (.radius, _), (.halfWidth, _): return name
        }
    }

    mutating func take(_ name: Name, _ text: String) throws(ImportFault) {
        let text = text[...].trimmedXML
        if text.utf8.isEmpty { return }
        guard texts.updateValue(text, forKey: name) == nil else {
            throw ImportFault("gives `\(name.rawValue)` twice")
        }
    }

    func length(_ name: Name, _ rule: FieldRule) throws(ImportFault) -> Int64? {
        do {
            return try texts[name].map { (text) throws(ValueError) in try rule.length(text) }
        } catch {
            throw ImportFault("has a `\(name.rawValue)` that is none: \(error.message)")
        }
    }

    func band() throws(ImportFault) -> AltitudeBand {
        let lower = try altitude(.lower, rounding: .down)
        let upper = try altitude(.upper, rounding: .up)
        guard let band = AltitudeBand(lower: lower, upper: upper) else {
            throw ImportFault("has an `upper` bound below its `lower` one")
        }
        return band
    }

    /// From `from` until `until`; nil where neither is there.
    func time(_ rule: FieldRule) throws(ImportFault) -> Interval? {
        let (from, until) = (texts[.from], texts[.until])
        if from == nil, until == nil { return nil }
        var rule = rule
        do {
            return try rule.interval(
                from: from,
                until: until,
                text: "\(from ?? "")..\(until ?? "")"
            )
        } catch {
            throw ImportFault("has a time that is none: \(error.message)")
        }
    }

    private func altitude(
        _ name: Name,
        rounding: AltitudeText.Rounding
    ) throws(ImportFault) -> Altitude? {
        guard let text = texts[name] else { return nil }
        guard let altitude = AltitudeText.parse(text, rounding: rounding) else {
            let shown = Excerpt.of(text)
            throw ImportFault("has `\(shown)` as `\(name.rawValue)`, which is not a height")
        }
        return altitude
    }

    /// Refuses a term that a shape does not have.
    func refuse(_ names: [Name], of shape: String) throws(ImportFault) {
        for name in names where texts[name] != nil {
            throw ImportFault("is a \(shape) with a `\(name.rawValue)`, which it cannot have")
        }
    }
}
