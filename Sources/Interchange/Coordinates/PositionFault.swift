/// Why a text is no position, in words for the person who typed it.
package struct PositionFault: Error, Equatable, Sendable {
    /// The part that is wrong, as it was typed.
    package let value: String
    /// What is wrong: a clause whose subject is the value.
    package let rule: String
    /// What would be right, where that is more than an example of every form.
    package let next: String?

    init(_ value: String, _ rule: String, next: String? = nil) {
        self.value = value
        self.rule = rule
        self.next = next
    }
}
