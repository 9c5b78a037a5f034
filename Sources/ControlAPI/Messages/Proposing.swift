/// The request to do what a partner proposed.
package struct Acceptance: Codable, Equatable, Sendable {
    /// Why, where that is to be said; not blank.
    package var reason: String?
    /// True: over whatever the field says now, and not only over what the proposal is about.
    package var current: Bool?

    package init(reason: String? = nil, current: Bool? = nil) {
        self.reason = reason
        self.current = current
    }
}

/// What accepting a proposal came to.
package struct Accepted: WriteAnswer, Codable, Equatable, Sendable {
    /// The record that was changed.
    package var id: String
    /// Its version, which the operator has thereby seen; null for a draft.
    @ExplicitNull package var version: String?
    /// The statement that says so; null for a draft.
    @ExplicitNull package var statement: String?
    /// True: kept as durable drafts, until this node's past is known.
    package var draft: Bool
    /// True where what was written waits; see `WriteAnswer`.
    package var waiting: Bool?

    package init(
        id: String,
        version: String?,
        statement: String?,
        draft: Bool,
        waiting: Bool? = nil
    ) {
        self.id = id
        self.version = version
        self.statement = statement
        self.draft = draft
        self.waiting = waiting
    }
}
