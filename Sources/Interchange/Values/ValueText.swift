package import BankModel

/// A value and the words in which somebody gave it.
package struct TypedValue: Equatable, Sendable {
    /// What it means.
    package let value: Value
    /// Its positions and times as they were typed, where that was in another notation than the value's
    /// own: what `Sibling.typed` keeps.
    package let typed: [String]

    package init(value: Value, typed: [String] = []) {
        self.value = value
        self.typed = typed
    }
}

/// Values ↔ the text that people type after `field=`, and that a cell of a CSV file holds.
///
/// `read(text(of: value))` gives the value back for every value that a field accepts. Numbers are
/// read as the decimals that they are. Coordinates are rounded to 1e-7 degrees; a length finer than
/// a millimetre is rounded up, which is the protective reading.
package enum ValueText {
    /// The value that the text means for the field, with the words that are to be kept beside it.
    ///
    /// Empty text is `.cleared` where the field is a register that may be cleared.
    ///
    /// `subject` is the kind of record that a suggestion is for, where that is known.
    package static func read(
        _ text: String,
        as field: Field,
        in charter: Charter,
        kind: Kind,
        about subject: Kind? = nil
    ) throws(ValueError) -> TypedValue {
        var rule = FieldRule(field: field, charter: charter, subject: subject)
        if text.utf8.isEmpty, field.merge == .register, !field.isRequired, field.type != .life {
            return TypedValue(value: .cleared)
        }
        let value = try rule.value(typed: text)
        return TypedValue(value: try rule.accepted(value, from: text), typed: rule.typed)
    }

    /// Text as it enters the bank where no field says what it may be: in normal form C.
    package static func entered(_ text: String) -> String { EnteredText.of(text) }

    /// The value as people type it; the empty text for a cleared field.
    package static func text(of value: Value) -> String {
        switch value {
        case .cleared: ""
        case .text(let text), .word(let text): text
        case .place(let place): text(of: place)
        case .interval(let interval):
            (interval.from.map(Timestamp.text) ?? "") + ".."
                + (interval.until.map(Timestamp.text) ?? "")
        case .millimetres(let length): metres(length)
        case .instant(let time): Timestamp.text(time)
        case .verification(let verification):
            "\(Timestamp.text(verification.at)) by \(verification.by)"
        case .life(.inBank): "in the bank"
        case .life(.withdrawn): "withdrawn"
        case .volumes(let volumes): text(of: volumes)
        case .reference(let reference): ReferenceText.text(of: reference)
        case .suggestion(let suggestion): ReferenceText.text(of: suggestion)
        case .opaque(let bytes): "needs upgrade: \(Hex.encode(bytes))"
        }
    }

    private static func text(of place: Place) -> String {
        "\(degrees(place.latitude)),\(degrees(place.longitude)),\(metres(place.uncertainty))m"
            + text(of: place.shape)
    }

    /// Degrees × 1e-7 as a decimal: `34.5`.
    static func degrees(_ value: Int32) -> String {
        ExactDecimal(mantissa: Int64(value), digits: 7).text
    }

    /// Millimetres as metres: `0.001`, `1500`.
    static func metres(_ millimetres: Int64) -> String {
        ExactDecimal(mantissa: millimetres, digits: 3).text
    }
}
