/// A value that somebody suggests for a field of another partner's record.
package struct Suggestion: Hashable, Sendable {
    /// The field; of a set or a list, what is suggested is one more element.
    package let field: FieldID
    /// The value; `.cleared` suggests that the field be cleared.
    package let value: Value

    /// Nil where the value is itself a suggestion, a reference, or of a type that this release does
    /// not know: a suggestion of what nobody here can read is carried whole.
    package init?(field: FieldID, value: Value) {
        switch value {
        case .suggestion, .reference, .opaque: return nil
        case .cleared, .text, .word, .place, .interval, .millimetres, .instant, .verification,
            .life, .volumes:
            break
        }
        guard field.number >= 1, field.key.utf8.count <= Limits.attributeKeyBytesMax else {
            return nil
        }
        self.field = field
        self.value = value
    }
}
