package import BankModel

/// The request of `acknowledge`, `agree`, `object` and `unsay`: a partner's word on one version.
package struct NewStatement: Codable, Equatable, Sendable {
    /// `acknowledged`, `agreed`, `objected` or, to take back what was said, `withdrawn`.
    package var says: String
    /// The version that the operator was shown: required.
    package var version: String
    /// Why: required of an objection, and then not blank.
    package var reason: String?

    package init(says: String, version: String, reason: String? = nil) {
        self.says = says
        self.version = version
        self.reason = reason
    }
}

/// One statement about a record, with who made it and when.
package struct StatementDetail: Codable, Equatable, Sendable {
    /// The statement's own id: `ru-w3`.
    package var id: String
    /// Whose word it is.
    package var partner: String
    /// The human; `jigd` for what the daemon says by itself.
    package var operatorName: String
    /// What is said.
    package var says: String
    /// The version that it is about; null where it is about the record as such.
    @ExplicitNull package var version: String?
    /// Whether the record has changed since that version.
    package var stale: Bool
    /// True where the same partner has said something else of that version since.
    package var overruled: Bool?
    /// Why, where that was said.
    package var reason: String?
    /// When its author's clock said it was made.
    package var claimedAt: Moment
    /// When this node received it.
    package var receivedAt: Moment

    package init(
        id: String,
        partner: String,
        operatorName: String,
        says: String,
        version: String?,
        stale: Bool,
        overruled: Bool? = nil,
        reason: String? = nil,
        claimedAt: Moment,
        receivedAt: Moment
    ) {
        self.id = id
        self.partner = partner
        self.operatorName = operatorName
        self.says = says
        self.version = version
        self.stale = stale
        self.overruled = overruled
        self.reason = reason
        self.claimedAt = claimedAt
        self.receivedAt = receivedAt
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case partner
        case operatorName = "operator"
        case says
        case version
        case stale
        case overruled
        case reason
        case claimedAt = "claimed_at"
        case receivedAt = "received_at"
    }
}

extension StatementDetail {
    /// The newest of these, oldest first, so many that a list of them is bounded; what a person says
    /// and still holds stays before all else.
    package static func foremost(of all: [Self]) -> [Self] {
        let ordered = all.enumerated().sorted {
            ($0.element.receivedAt, $0.element.id) < ($1.element.receivedAt, $1.element.id)
        }
        let newest = ordered.reversed()
        let chosen = newest.filter(\.element.holds) + newest.filter { !$0.element.holds }
        let kept = Set(chosen.prefix(Limits.statementsListedMax).map(\.offset))
        return ordered.filter { kept.contains($0.offset) }.map(\.element)
    }

    private var holds: Bool { !stale && overruled != true && says != Saying.received.rawValue }
}

/// A version that every partner has agreed to, and what it says.
package struct VersionDetail: Codable, Equatable, Sendable {
    /// The version.
    package var version: String
    /// Its fields by name: a value, or a list where siblings differed; absent where something of the
    /// version is not here yet.
    package var fields: [String: Plain]?

    package init(version: String, fields: [String: Plain]?) {
        self.version = version
        self.fields = fields
    }
}

/// An answer to a notice that a partner owes and that is past its time.
package struct OverdueAnswer: Codable, Equatable, Sendable {
    /// The notice.
    package var record: String
    /// The version that it has now.
    package var version: String
    /// By when the answer was asked for.
    package var respondBy: Moment
    /// Who owes it.
    package var partner: String

    package init(record: String, version: String, respondBy: Moment, partner: String) {
        self.record = record
        self.version = version
        self.respondBy = respondBy
        self.partner = partner
    }

    private enum CodingKeys: String, CodingKey {
        case record
        case version
        case respondBy = "respond_by"
        case partner
    }
}
