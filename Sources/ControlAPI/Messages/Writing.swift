package import BankModel

/// One change to one field, as an operator asks for it.
package struct Change: Codable, Equatable, Sendable {
    /// The field's name: `name`, `attributes.iata`.
    package var field: String
    /// What to do to it.
    package var action: Action
    /// The JSON form of a value, or a text as a person types it; nil for `clear`.
    package var value: Plain?

    /// What a change does.
    package enum Action: String, Codable, Sendable {
        /// A register takes the value.
        case set
        /// A register becomes empty.
        case clear
        /// A set gains the value.
        case add
        /// A set loses the value.
        case remove
        /// A list gains the value at its end.
        case append
    }

    package init(field: String, action: Action, value: Plain? = nil) {
        self.field = field
        self.action = action
        self.value = value
    }

    private enum CodingKeys: String, CodingKey {
        case field
        case action = "op"
        case value
    }
}

/// The request of `add`.
package struct NewRecord: Codable, Equatable, Sendable {
    /// The kind: `target`.
    package var kind: String
    /// Its first values.
    package var changes: [Change]

    package init(kind: String, changes: [Change]) {
        self.kind = kind
        self.changes = changes
    }
}

/// The request of `edit`.
package struct RecordEdit: Codable, Equatable, Sendable {
    /// What to change.
    package var changes: [Change]
    /// The version that the operator was shown.
    package var version: String?
    /// True: over whatever is there now.
    package var current: Bool?
    /// True: where the version is stale, stand beside the newer value as a sibling.
    package var asSibling: Bool?

    package init(
        changes: [Change],
        version: String? = nil,
        current: Bool? = nil,
        asSibling: Bool? = nil
    ) {
        self.changes = changes
        self.version = version
        self.current = current
        self.asSibling = asSibling
    }

    private enum CodingKeys: String, CodingKey {
        case changes
        case version
        case current
        case asSibling = "as_sibling"
    }
}

/// The request of `withdraw`.
package struct Withdrawal: Codable, Equatable, Sendable {
    /// Why: required, and not blank.
    package var reason: String
    /// The version that the operator was shown.
    package var version: String?
    /// True: over whatever is there now.
    package var current: Bool?

    package init(reason: String, version: String? = nil, current: Bool? = nil) {
        self.reason = reason
        self.version = version
        self.current = current
    }
}

/// The request of `reinstate` and of `past confirm`: a human's reason.
package struct Reason: Codable, Equatable, Sendable {
    /// Why: required, and not blank.
    package var reason: String

    package init(_ reason: String) { self.reason = reason }
}

/// What any write came to.
package protocol WriteAnswer {
    /// True: signed and kept here, and sent to the partners once this partner resumes its part.
    var waiting: Bool? { get set }
}

/// What a write came to: the answer to `add`, `edit`, `withdraw` and `reinstate`.
package struct Written: WriteAnswer, Codable, Equatable, Sendable {
    /// The record.
    package var id: String
    /// The version that the write made, which its operator has thereby seen; null for a draft.
    @ExplicitNull package var version: String?
    /// True: kept as a durable draft, until this node's past is known.
    package var draft: Bool
    /// Each position that was written, as it can be compared with what was meant: in degrees, in the
    /// military grid, and by the nearest known place.
    package var positions: [String]?
    /// True: signed and kept here, and sent to the partners once this partner resumes its part.
    package var waiting: Bool?

    package init(
        id: String,
        version: String?,
        draft: Bool,
        positions: [String]? = nil,
        waiting: Bool? = nil
    ) {
        self.id = id
        self.version = version
        self.draft = draft
        self.positions = positions
        self.waiting = waiting
    }
}
