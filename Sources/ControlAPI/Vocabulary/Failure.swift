/// What went wrong, where, and what to do next: every answer of the API that is not a success.
package struct Failure: Error, Codable, Equatable, Sendable {
    /// The exit code that `jigctl` ends with.
    package var code: ExitCode
    /// What was wrong, and where.
    package var message: String
    /// What to do next; null where nothing can be advised.
    @ExplicitNull package var next: String?
    /// The conflict that stands in the way.
    package var conflict: String?
    /// The values that were not overwritten: who wrote them, and when.
    package var values: [Sibling]?

    package init(
        _ code: ExitCode,
        _ message: String,
        next: String? = nil,
        conflict: String? = nil,
        values: [Sibling]? = nil
    ) {
        self.code = code
        self.message = message
        self.next = next
        self.conflict = conflict
        self.values = values
    }
}

/// The body of an error: `{"error": {...}}`.
package struct FailureAnswer: Codable, Equatable, Sendable {
    /// What went wrong.
    package var error: Failure

    package init(_ error: Failure) { self.error = error }
}
