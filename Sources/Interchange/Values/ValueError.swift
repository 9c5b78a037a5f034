import BankModel

/// Why something is not a value of a field, in words for the person who typed or sent it.
package struct ValueError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The field's name.
    package let field: String
    /// What was given, shortened and with its controls escaped.
    package let value: String
    /// What is wrong with it: a clause whose subject is the value.
    package let rule: String
    /// What would be right.
    package let next: String

    init(field: String, value: String, rule: String, next: String) {
        self.field = field
        self.value = Excerpt.of(value)
        self.rule = rule
        self.next = next
    }

    /// What was wrong and where.
    package var message: String { "\(field): `\(value)` \(rule)" }

    package var description: String { "\(message); \(next)" }
}

extension FieldRule {
    /// The error that says what is wrong with `value`.
    func error(_ value: String, _ rule: String, next: String? = nil) -> ValueError {
        ValueError(field: field.name, value: value, rule: rule, next: next ?? self.next)
    }
}
