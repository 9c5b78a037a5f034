package import BankModel

/// One record with all its siblings: the answer to `show`.
package struct RecordDetail: Codable, Equatable, Sendable {
    /// The spoken id: `us-t1042`.
    package var id: String
    /// The kind: `target`.
    package var kind: String
    /// The partner that created it.
    package var owner: String
    /// What a reader of this answer has seen.
    package var version: String
    /// Whether a live `@life` says withdrawn.
    package var withdrawn: Bool
    /// Whether a conflict is open on it.
    package var conflicted: Bool
    /// The ids of its open conflicts.
    package var conflicts: [String]?
    /// Its fields by name; a field without a value is absent.
    package var fields: [String: FieldDetail]
    /// What the partners said about it, oldest first; at most `Limits.statementsListedMax`.
    package var statements: [StatementDetail]?
    /// How many statements about it there are, those that are not listed included.
    package var statementsCounted: Int?
    /// Of a kind that needs everybody's word: what all have agreed to, read protectively where it is
    /// several versions.
    package var inForce: [VersionDetail]?
    /// Of such a kind: the version that the record has now, where not all have agreed to it.
    package var proposed: String?
    /// Of such a kind: who has not agreed to the version that the record has now.
    package var missing: [String]?

    package init(
        id: String,
        kind: String,
        owner: String,
        version: String,
        withdrawn: Bool,
        conflicted: Bool,
        conflicts: [String]? = nil,
        fields: [String: FieldDetail],
        statements: [StatementDetail]? = nil,
        statementsCounted: Int? = nil,
        inForce: [VersionDetail]? = nil,
        proposed: String? = nil,
        missing: [String]? = nil
    ) {
        self.id = id
        self.kind = kind
        self.owner = owner
        self.version = version
        self.withdrawn = withdrawn
        self.conflicted = conflicted
        self.conflicts = conflicts
        self.fields = fields
        self.statements = statements
        self.statementsCounted = statementsCounted
        self.inForce = inForce
        self.proposed = proposed
        self.missing = missing
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case kind
        case owner
        case version
        case withdrawn
        case conflicted
        case conflicts
        case fields
        case statements
        case statementsCounted = "statements_counted"
        case inForce = "in_force"
        case proposed
        case missing
    }
}

/// A field's live values: several in a set, a list or a conflict.
package struct FieldDetail: Codable, Equatable, Sendable {
    /// Whether the values are siblings that differ.
    package var conflicted: Bool
    /// The live values, each with who wrote it and when.
    package var values: [Sibling]
    /// The id of the open conflict.
    package var conflict: String?
    /// What a consumer that needs one answer takes while the conflict is open.
    package var protective: Plain?

    package init(
        conflicted: Bool,
        values: [Sibling],
        conflict: String? = nil,
        protective: Plain? = nil
    ) {
        self.conflicted = conflicted
        self.values = values
        self.conflict = conflict
        self.protective = protective
    }
}

/// One live value: what, who, when.
package struct Sibling: Codable, Equatable, Sendable {
    /// The field, where the context does not say it.
    package var field: String?
    /// The value; null where the field was cleared.
    package var value: Plain
    /// The change that wrote it: `us/bank/17.3`.
    package var dot: String
    /// Whose operator.
    package var partner: String
    /// The human.
    package var operatorName: String
    /// When its author's clock said it was written.
    package var claimedAt: Moment
    /// When this node received it.
    package var receivedAt: Moment
    /// Why, where a reason was given.
    package var reason: String?
    /// Its positions and times as they were typed, where that was neither decimal degrees nor RFC 3339.
    package var typed: [String]?

    package init(
        field: String? = nil,
        value: Plain,
        dot: String,
        partner: String,
        operatorName: String,
        claimedAt: Moment,
        receivedAt: Moment,
        reason: String? = nil,
        typed: [String]? = nil
    ) {
        self.field = field
        self.value = value
        self.dot = dot
        self.partner = partner
        self.operatorName = operatorName
        self.claimedAt = claimedAt
        self.receivedAt = receivedAt
        self.reason = reason
        self.typed = typed
    }

    private enum CodingKeys: String, CodingKey {
        case field
        case value
        case dot
        case partner
        case operatorName = "operator"
        case claimedAt = "claimed_at"
        case receivedAt = "received_at"
        case reason
        case typed
    }
}

/// A page of records: the answer to `list`.
package struct RecordList: Codable, Equatable, Sendable {
    /// The records of this page.
    package var records: [RecordSummary]
    /// The cursor for the page after; null on the last one.
    @ExplicitNull package var next: String?

    package init(records: [RecordSummary], next: String?) {
        self.records = records
        self.next = next
    }
}

/// One record on one line.
package struct RecordSummary: Codable, Equatable, Sendable {
    /// The spoken id.
    package var id: String
    /// The kind.
    package var kind: String
    /// The partner that created it.
    package var owner: String
    /// What a reader of this answer has seen.
    package var version: String
    /// Whether a live `@life` says withdrawn.
    package var withdrawn: Bool
    /// Whether a conflict is open on it.
    package var conflicted: Bool
    /// Its fields by name: a value, or a list for sets, lists and conflicts.
    package var fields: [String: Plain]

    package init(
        id: String,
        kind: String,
        owner: String,
        version: String,
        withdrawn: Bool,
        conflicted: Bool,
        fields: [String: Plain]
    ) {
        self.id = id
        self.kind = kind
        self.owner = owner
        self.version = version
        self.withdrawn = withdrawn
        self.conflicted = conflicted
        self.fields = fields
    }
}
