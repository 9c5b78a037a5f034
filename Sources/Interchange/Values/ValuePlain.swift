package import BankModel

/// Values ↔ the form that they have in JSON.
///
/// A string means what a person would type, so `read` reads both forms of a value.
package enum ValuePlain {
    /// The value that the JSON means for the field, with the words that are to be kept beside it;
    /// `null` is `.cleared`.
    ///
    /// `subject` is the kind of record that a suggestion is for, where that is known.
    package static func read(
        _ plain: Plain,
        as field: Field,
        in charter: Charter,
        kind: Kind,
        about subject: Kind? = nil
    ) throws(ValueError) -> TypedValue {
        if case .text(let text) = plain {
            return try ValueText.read(text, as: field, in: charter, kind: kind, about: subject)
        }
        var rule = FieldRule(field: field, charter: charter, subject: subject)
        let shown = JSONWriter.text(plain)
        if case .null = plain {
            guard field.merge == .register, !field.isRequired, field.type != .life else {
                throw rule.error(shown, "clears a field that cannot be cleared")
            }
            return TypedValue(value: .cleared)
        }
        let value = try rule.value(plain: plain, shown: shown)
        return TypedValue(value: try rule.accepted(value, from: shown), typed: rule.typed)
    }

    /// The value's JSON form.
    ///
    /// `@life` is a word; what needs an upgrade is an object that says so.
    package static func plain(of value: Value) -> Plain {
        switch value {
        case .cleared: .null
        case .text(let text), .word(let text): .text(text)
        case .place(let place): plain(of: place)
        case .volumes(let volumes): plain(of: volumes)
        case .reference(let reference): ReferenceText.plain(of: reference)
        case .suggestion(let suggestion): ReferenceText.plain(of: suggestion)
        case .interval(let interval):
            .object(
                [("from", interval.from), ("until", interval.until)].compactMap { key, time in
                    time.map { Plain.Member(key, .text(Timestamp.text($0))) }
                }
            )
        case .millimetres(let length): metres(length)
        case .instant(let time): .text(Timestamp.text(time))
        case .verification(let verification):
            .object([
                Plain.Member("at", .text(Timestamp.text(verification.at))),
                Plain.Member("by", .text(verification.by)),
            ])
        case .life(.inBank): .text("in_bank")
        case .life(.withdrawn): .text("withdrawn")
        case .opaque(let bytes):
            .object([Plain.Member("needs_upgrade", .text(Hex.encode(bytes)))])
        }
    }

    private static func plain(of place: Place) -> Plain {
        let position = [
            Plain.Member("lat", .decimal(mantissa: Int64(place.latitude), digits: 7)),
            Plain.Member("lon", .decimal(mantissa: Int64(place.longitude), digits: 7)),
            Plain.Member("uncertainty_m", metres(place.uncertainty)),
        ]
        return .object(position + members(of: place.shape))
    }

    static func metres(_ millimetres: Int64) -> Plain {
        millimetres % 1000 == 0
            ? .integer(millimetres / 1000) : .decimal(mantissa: millimetres, digits: 3)
    }
}
