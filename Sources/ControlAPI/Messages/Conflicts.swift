package import BankModel

/// A page of open conflicts: the answer to `conflicts`.
package struct ConflictList: Codable, Equatable, Sendable {
    /// Those of this page, in the order in which they opened here.
    package var conflicts: [OpenConflict]
    /// How many are open in all.
    package var open: Int
    /// The cursor for the page after; null on the last one.
    @ExplicitNull package var next: String?

    package init(conflicts: [OpenConflict], open: Int, next: String?) {
        self.conflicts = conflicts
        self.open = open
        self.next = next
    }
}

/// A disagreement that waits for a human.
package struct OpenConflict: Codable, Equatable, Sendable {
    /// Eight letters, the same on both sides.
    package var id: String
    /// The record's spoken id.
    package var record: String
    /// The record's name, where it has exactly one.
    package var name: String?
    /// What disagrees.
    package var kind: Form
    /// The field; `@life` for an edit beside a withdrawal.
    package var field: String
    /// When this node first saw it.
    package var openedAt: Moment
    /// The values that stand beside each other.
    package var siblings: [Sibling]

    /// What disagrees in a conflict.
    package enum Form: String, Codable, Sendable {
        /// Different values of one field.
        case values
        /// An edit beside a withdrawal.
        case editWithdrawal = "edit_withdrawal"
    }

    package init(
        id: String,
        record: String,
        name: String? = nil,
        kind: Form,
        field: String,
        openedAt: Moment,
        siblings: [Sibling]
    ) {
        self.id = id
        self.record = record
        self.name = name
        self.kind = kind
        self.field = field
        self.openedAt = openedAt
        self.siblings = siblings
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case record
        case name
        case kind
        case field
        case openedAt = "opened_at"
        case siblings
    }
}

/// The request of `resolve CONFLICT`: exactly one of `pick` and `set`.
package struct Resolution: Codable, Equatable, Sendable {
    /// The sibling whose value is right, by its dot: `us/bank/17.3`.
    package var pick: String?
    /// Another value, in JSON or as a person types it.
    package var set: Plain?
    /// Why: required, and not blank.
    package var reason: String

    package init(pick: String, reason: String) {
        self.pick = pick
        self.reason = reason
    }

    /// Sets a value as a person types it; nothing clears the field.
    package init(setting text: String, reason: String) {
        self.init(set: .text(text), reason: reason)
    }

    package init(set: Plain, reason: String) {
        self.set = set
        self.reason = reason
    }
}

/// The answer to `resolve CONFLICT`.
package struct Resolved: WriteAnswer, Codable, Equatable, Sendable {
    /// The record.
    package var id: String
    /// The version that the resolution made; null for a draft.
    @ExplicitNull package var version: String?
    /// True where what was written waits; see `WriteAnswer`.
    package var waiting: Bool?

    package init(id: String, version: String?, waiting: Bool? = nil) {
        self.id = id
        self.version = version
        self.waiting = waiting
    }
}

/// The request of `resolve --all-from`.
package struct ResolutionOfAll: Codable, Equatable, Sendable {
    /// The partner whose value is picked wherever it has exactly one.
    package var allFrom: String
    /// Only records of this kind.
    package var kind: String?
    /// Why: required, and not blank.
    package var reason: String

    package init(allFrom: String, kind: String? = nil, reason: String) {
        self.allFrom = allFrom
        self.kind = kind
        self.reason = reason
    }

    private enum CodingKeys: String, CodingKey {
        case allFrom = "all_from"
        case kind
        case reason
    }
}

/// The answer to `resolve --all-from`.
package struct ResolvedAll: WriteAnswer, Codable, Equatable, Sendable {
    /// Conflicts resolved.
    package var resolved: Int
    /// Conflicts left open, for want of exactly one value of that partner.
    package var skipped: Int
    /// True where what was written waits; see `WriteAnswer`.
    package var waiting: Bool?

    package init(resolved: Int, skipped: Int, waiting: Bool? = nil) {
        self.resolved = resolved
        self.skipped = skipped
        self.waiting = waiting
    }
}
