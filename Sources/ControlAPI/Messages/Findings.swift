package import BankModel

/// What the checks find: the answer to `check`, and to the question what a record would run into.
package struct FindingList: Codable, Equatable, Sendable {
    /// The worst and the soonest first; at most `Limits.findingsListedMax`.
    package var findings: [FindingDetail]
    /// The sum over all findings that every partner must have at one frontier, for one time and one
    /// question; in hexadecimal.
    package var digest: String
    /// The time that was asked about.
    package var at: Moment
    /// The number of the rules.
    package var ruleSet: UInt32
    /// How many findings there are, those that are not listed included.
    package var counted: Int
    /// The stage of the charter's plan that is in force; absent where there is no plan.
    package var stage: String?
    /// The rules that are not in force in that stage, and so were not looked at.
    package var notInForce: [String]?

    package init(
        findings: [FindingDetail],
        digest: String,
        at: Moment,
        ruleSet: UInt32,
        counted: Int,
        stage: String? = nil,
        notInForce: [String]? = nil
    ) {
        self.stage = stage
        self.notInForce = notInForce
        self.findings = findings
        self.digest = digest
        self.at = at
        self.ruleSet = ruleSet
        self.counted = counted
    }

    private enum CodingKeys: String, CodingKey {
        case findings
        case digest
        case at
        case ruleSet = "rule_set"
        case counted
        case stage
        case notInForce = "not_in_force"
    }
}

/// One finding: which rule, about which versions, and what it rests on.
package struct FindingDetail: Codable, Equatable, Sendable {
    /// Eight letters, the same on both sides, as long as no record changes.
    package var id: String
    /// The rule: `site_in_notice`.
    package var rule: String
    /// `certain` or `possible`.
    package var certainty: String
    /// The records, each in the version that was looked at.
    package var records: [FindingRecord]
    /// Metres between what the records fill, uncertainties and buffers left aside.
    package var distance: Plain?
    /// When it begins, or since when a term has passed.
    package var from: Moment?
    /// When it ends.
    package var until: Moment?
    /// What is to be known about the heights.
    package var altitudeNote: String?
    /// Two lines for a person: which versions, and how it came about.
    package var lines: [String]

    package init(
        id: String,
        rule: String,
        certainty: String,
        records: [FindingRecord],
        distance: Plain? = nil,
        from: Moment? = nil,
        until: Moment? = nil,
        altitudeNote: String? = nil,
        lines: [String]
    ) {
        self.id = id
        self.rule = rule
        self.certainty = certainty
        self.records = records
        self.distance = distance
        self.from = from
        self.until = until
        self.altitudeNote = altitudeNote
        self.lines = lines
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case rule
        case certainty = "class"
        case records
        case distance = "distance_m"
        case from
        case until
        case altitudeNote = "altitude_note"
        case lines
    }
}

/// A record that a finding is about.
package struct FindingRecord: Codable, Equatable, Sendable {
    /// The spoken id; of a record that is not written yet, the one that it will probably have.
    package var id: String
    /// The version that was looked at.
    package var version: String
    /// Its kind.
    package var kind: String

    package init(id: String, version: String, kind: String) {
        self.id = id
        self.version = version
        self.kind = kind
    }
}
