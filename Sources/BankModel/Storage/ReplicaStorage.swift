/// What a node keeps beside the bank itself, in the same transactions.
package protocol ReplicaStorage: BankWriting {
    /// The charters and rosters held, oldest first.
    func documents() throws -> [StoredDocument]
    /// Keeps a verified document; one that is held already changes nothing.
    mutating func keep(_ document: StoredDocument) throws

    /// The newest word of another author for what it holds.
    func receipt(of author: AuthorID) throws -> Receipt?
    /// Every receipt, by author.
    func receipts() throws -> [Receipt]
    /// Replaces that author's receipt.
    mutating func keep(_ receipt: Receipt) throws

    /// Raises an alarm; one with the same kind and subject is counted, not repeated.
    mutating func raise(_ alarm: Alarm) throws
    /// Takes back an alarm, if it stands: what it says is no longer so.
    mutating func takeBack(_ kind: Alarm.Kind, subject: String) throws
    /// How many alarms stand.
    func alarmCount() throws -> Int

    /// Own writes that wait until our past is known, oldest first.
    func drafts() throws -> [StoredDraft]
    /// Keeps a draft and returns its number.
    mutating func keep(_ draft: StoredDraft) throws -> Int64
    /// Removes a draft that has become an entry.
    mutating func removeDraft(_ number: Int64) throws

    /// Partners with whom an operator paused the sync, sorted.
    func pausedPartners() throws -> [PartnerID]
    /// Pauses or resumes the sync with a partner.
    mutating func setPaused(_ isPaused: Bool, _ partner: PartnerID) throws
}

/// A charter or roster, exactly as it was signed.
package struct StoredDocument: Hashable, Sendable {
    /// What kind of document.
    package let kind: Kind
    /// Whose roster; nil for a charter.
    package let partner: PartnerID?
    /// The document's own number.
    package let number: UInt64
    /// The document with its signatures.
    package let bytes: [UInt8]

    /// The kinds of document that travel between nodes.
    package enum Kind: UInt8, Sendable {
        /// The bank's charter.
        case charter = 1
        /// A partner's roster.
        case roster = 2
    }

    package init(kind: Kind, partner: PartnerID?, number: UInt64, bytes: [UInt8]) {
        self.kind = kind
        self.partner = partner
        self.number = number
        self.bytes = bytes
    }
}

/// Another author's signed word for how much it holds.
package struct Receipt: Equatable, Sendable {
    /// Who gave it.
    package let author: AuthorID
    /// What it holds.
    package let frontier: Frontier
    /// The sum over its live dots.
    package let digest: Digest
    /// The rule set that it goes by.
    package let ruleSet: UInt32
    /// The signed message, for the audit.
    package let bytes: [UInt8]
    /// When it reached us, in milliseconds since 1970.
    package let receivedAt: Int64

    package init(
        author: AuthorID,
        frontier: Frontier,
        digest: Digest,
        ruleSet: UInt32,
        bytes: [UInt8],
        receivedAt: Int64
    ) {
        self.author = author
        self.frontier = frontier
        self.digest = digest
        self.ruleSet = ruleSet
        self.bytes = bytes
        self.receivedAt = receivedAt
    }
}

/// Something that a human should look at.
package struct Alarm: Hashable, Sendable {
    /// What happened.
    package let kind: Kind
    /// Whom it concerns.
    package let partner: PartnerID?
    /// What exactly, for telling one alarm from another: a log and seq, a dot.
    package let subject: String
    /// A sentence for people, with nothing in it that needs escaping but peers' words.
    package let message: String
    /// When this node noticed, in milliseconds since 1970.
    package let at: Int64

    /// The kinds of alarm.
    package enum Kind: String, CaseIterable, Sendable {
        /// An author signed two different entries for one place in its log.
        case forkProof = "fork_proof"
        /// An operation has no effect.
        case invalidOperation = "invalid_operation"
        /// An entry cannot take a place in its log.
        case misplacedEntry = "misplaced_entry"
        /// Equal frontiers, unequal digests: a defect of our merge.
        case digestMismatch = "digest_mismatch"
        /// An entry's claimed time is far in the future.
        case clockAhead = "clock_ahead"
        /// Two live nodes use one author's key.
        case clone
        /// The database is older than the guard, or there is no guard.
        case pastUnknown = "past_unknown"
        /// A log has as many heads as are taken.
        case tooManyHeads = "too_many_heads"
        /// A draft can be no entry.
        case draftRefused = "draft_refused"
        /// A peer broke the protocol.
        case protocolViolation = "protocol_violation"
        /// A peer needs, or has, a newer release.
        case needsUpgrade = "needs_upgrade"
    }

    /// The subject of every alarm about an unknown past.
    package static let pastSubject = "guard"

    package init(kind: Kind, partner: PartnerID?, subject: String, message: String, at: Int64) {
        self.kind = kind
        self.partner = partner
        self.subject = subject
        self.message = message
        self.at = at
    }
}

/// An own write that waits until our past is known.
package struct StoredDraft: Equatable, Sendable {
    /// Its number in this store; 0 before it is kept.
    package let number: Int64
    /// Who wrote it.
    package let operatorName: String
    /// When, in milliseconds since 1970.
    package let at: Int64
    /// One line for people.
    package let summary: String
    /// The change, encoded with full hashes for dots.
    package let bytes: [UInt8]

    package init(number: Int64, operatorName: String, at: Int64, summary: String, bytes: [UInt8]) {
        self.number = number
        self.operatorName = operatorName
        self.at = at
        self.summary = summary
        self.bytes = bytes
    }
}

/// Turns an entry's bytes into an entry: the wire format's side of a store that reads its own log.
package protocol EntryDecoding: Sendable {
    /// Reads an entry whose signature was verified when it was first held.
    func entry(from bytes: [UInt8]) throws -> Entry
    /// An entry's bytes as they are best kept: shorter, or the same.
    func kept(_ bytes: [UInt8]) -> [UInt8]
    /// The entry's bytes as they were signed, from what `kept` gave.
    func signed(_ kept: [UInt8]) throws -> [UInt8]
}

extension EntryDecoding {
    /// The bytes as they are.
    package func kept(_ bytes: [UInt8]) -> [UInt8] { bytes }
    /// The bytes as they are.
    package func signed(_ kept: [UInt8]) throws -> [UInt8] { kept }
}
