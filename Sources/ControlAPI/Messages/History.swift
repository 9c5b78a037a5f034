package import BankModel

/// Every change that a record has had: the answer to `history`.
package struct History: Codable, Equatable, Sendable {
    /// The changes, oldest claimed time first.
    package var entries: [HistoryEntry]

    package init(entries: [HistoryEntry]) { self.entries = entries }
}

/// One change of a record's past.
package struct HistoryEntry: Codable, Equatable, Sendable {
    /// The change: `us/bank/17.3`.
    package var dot: String
    /// The field.
    package var field: String
    /// What was done to it; absent means set.
    package var action: Change.Action?
    /// The value; null where the field was cleared.
    package var value: Plain
    /// The changes that its operator was shown and that it replaced.
    package var supersedes: [String]
    /// Whose operator.
    package var partner: String
    /// The human.
    package var operatorName: String
    /// When its author's clock said it was written.
    package var claimedAt: Moment
    /// When this node received it.
    package var receivedAt: Moment
    /// Why; null where none was given.
    @ExplicitNull package var reason: String?
    /// Why the change has no effect, where it has none.
    package var invalid: String?
    /// True: its claimed time was far in the future when it came.
    package var clockAhead: Bool?
    /// Its positions and times as they were typed, where that was neither decimal degrees nor RFC 3339.
    package var typed: [String]?

    package init(
        dot: String,
        field: String,
        action: Change.Action? = nil,
        value: Plain,
        supersedes: [String],
        partner: String,
        operatorName: String,
        claimedAt: Moment,
        receivedAt: Moment,
        reason: String?,
        invalid: String? = nil,
        clockAhead: Bool? = nil,
        typed: [String]? = nil
    ) {
        self.dot = dot
        self.field = field
        self.action = action
        self.value = value
        self.supersedes = supersedes
        self.partner = partner
        self.operatorName = operatorName
        self.claimedAt = claimedAt
        self.receivedAt = receivedAt
        self.reason = reason
        self.invalid = invalid
        self.clockAhead = clockAhead
        self.typed = typed
    }

    private enum CodingKeys: String, CodingKey {
        case dot
        case field
        case action = "op"
        case value
        case supersedes
        case partner
        case operatorName = "operator"
        case claimedAt = "claimed_at"
        case receivedAt = "received_at"
        case reason
        case invalid
        case clockAhead = "clock_ahead"
        case typed
    }
}
