/// The request of `backup`.
package struct BackupRequest: Codable, Equatable, Sendable {
    /// An absolute path that does not exist yet.
    package var file: String

    package init(file: String) { self.file = file }
}

/// The answer to `backup`.
package struct Backup: Codable, Equatable, Sendable {
    /// The file that was written.
    package var file: String
    /// Its size.
    package var bytes: Int64
    /// The digest of the state in it.
    package var digest: String

    package init(file: String, bytes: Int64, digest: String) {
        self.file = file
        self.bytes = bytes
        self.digest = digest
    }
}

/// The answer to `rebuild`.
package struct Rebuilt: Codable, Equatable, Sendable {
    /// The digest of the state that was there.
    package var digestBefore: String
    /// The digest of the state computed from the log.
    package var digestAfter: String
    /// Records now.
    package var records: Int
    /// Whether the two digests are equal.
    package var same: Bool

    package init(digestBefore: String, digestAfter: String, records: Int, same: Bool) {
        self.digestBefore = digestBefore
        self.digestAfter = digestAfter
        self.records = records
        self.same = same
    }

    private enum CodingKeys: String, CodingKey {
        case digestBefore = "digest_before"
        case digestAfter = "digest_after"
        case records
        case same
    }
}

/// The answer to `log verify`.
package struct LogCheck: Codable, Equatable, Sendable {
    /// Entries held.
    package var entries: Int
    /// Entries whose hashes and signature are good.
    package var checked: Int
    /// What is wrong with each of the others.
    package var failures: [String]
    /// Whether the state's digest is what its live values add up to.
    package var digestMatches: Bool

    package init(entries: Int, checked: Int, failures: [String], digestMatches: Bool) {
        self.entries = entries
        self.checked = checked
        self.failures = failures
        self.digestMatches = digestMatches
    }

    private enum CodingKeys: String, CodingKey {
        case entries
        case checked
        case failures
        case digestMatches = "digest_matches"
    }
}

/// The answer to `alarms`.
package struct AlarmList: Codable, Equatable, Sendable {
    /// Newest first.
    package var alarms: [Alarm]

    package init(alarms: [Alarm]) { self.alarms = alarms }
}

/// Something that needs a human's attention.
package struct Alarm: Codable, Equatable, Sendable {
    /// What it is called.
    package var id: String
    /// What it is, in one word: `fork`, `invalid_op`, `digest_mismatch`.
    package var kind: String
    /// When it was raised.
    package var at: Moment
    /// Whom it concerns; null where nobody in particular.
    @ExplicitNull package var partner: String?
    /// What happened, in a sentence.
    package var message: String

    package init(id: String, kind: String, at: Moment, partner: String?, message: String) {
        self.id = id
        self.kind = kind
        self.at = at
        self.partner = partner
        self.message = message
    }
}

/// The answer to `drafts`.
package struct DraftList: Codable, Equatable, Sendable {
    /// Oldest first: the order in which they will enter the log.
    package var drafts: [Draft]

    package init(drafts: [Draft]) { self.drafts = drafts }
}

/// A write that waits for this node's past to be known.
package struct Draft: Codable, Equatable, Sendable {
    /// What it is called.
    package var id: String
    /// When it was written.
    package var at: Moment
    /// Who wrote it.
    package var operatorName: String
    /// What it will do, in a sentence.
    package var summary: String

    package init(id: String, at: Moment, operatorName: String, summary: String) {
        self.id = id
        self.at = at
        self.operatorName = operatorName
        self.summary = summary
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case at
        case operatorName = "operator"
        case summary
    }
}

/// The answer to `past confirm`.
package struct PastConfirmed: Codable, Equatable, Sendable {
    /// Drafts that entered the log.
    package var released: Int

    package init(released: Int) { self.released = released }
}
