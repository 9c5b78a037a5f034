package import BankModel

/// What a check found about some records, as they are: derived, and never replicated as truth.
///
/// A pure function of the records' versions, the charter, the rules and the time that is asked
/// about; named by its rule and by the versions.
package struct Finding: Hashable, Sendable {
    /// Which check.
    package let rule: FindingRule
    /// The records, each in the version that was looked at; sorted by record.
    package let records: [VersionedRecord]
    /// The partner that alone tells it from others of its rule and records.
    package let partner: PartnerID?
    /// Whether it is so, or may be so.
    package let certainty: Certainty
    /// The measured distance between the skeletons in millimetres, rounded down, where one was.
    package let distance: Int64?
    /// When the records meet; for a term that has passed, the time since then.
    package let overlap: Interval?
    /// What is to be known about the heights.
    package let altitudeNote: AltitudeNote?
    /// What else it rests on, in the order in which it is told.
    package let facts: [FindingFact]

    /// How sure a finding is.
    package enum Certainty: UInt8, Comparable, Sendable {
        /// It is so.
        case certain = 1
        /// It may be so, as far as is known here.
        case possible = 2

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// What is to be known about the heights of what meets.
    package enum AltitudeNote: UInt8, Sendable {
        /// They are measured from things that cannot be compared, and are taken to overlap.
        case notComparable = 1
    }

    init(
        _ rule: FindingRule,
        _ views: [RecordView],
        partner: PartnerID? = nil,
        certainty: Certainty = .certain,
        overlap: Interval? = nil,
        facts: [FindingFact] = []
    ) {
        self.init(
            rule,
            views.map { VersionedRecord($0) },
            partner: partner,
            certainty: certainty,
            overlap: overlap,
            facts: facts
        )
    }

    /// Of records in whatever order.
    init(
        _ rule: FindingRule,
        _ records: [VersionedRecord],
        partner: PartnerID? = nil,
        certainty: Certainty = .certain,
        overlap: Interval? = nil,
        facts: [FindingFact] = []
    ) {
        self.rule = rule
        self.records = records.sorted { $0.isBefore($1) }
        self.partner = partner
        self.certainty = certainty
        distance = nil
        self.overlap = overlap
        altitudeNote = nil
        self.facts = facts
    }

    /// Of two records that meet.
    init(
        _ rule: FindingRule,
        _ views: [RecordView],
        _ contact: Contact,
        certainty: Certainty? = nil,
        facts: [FindingFact] = []
    ) {
        self.rule = rule
        records = views.map { VersionedRecord($0) }.sorted { $0.isBefore($1) }
        partner = nil
        self.certainty = certainty ?? contact.certainty
        distance = contact.separation
        overlap = contact.time.interval
        altitudeNote = contact.altitude == .notComparable ? .notComparable : nil
        self.facts = contact.facts + facts
    }
}

/// A record in the version that a finding is about.
package struct VersionedRecord: Hashable, Sendable {
    /// The record.
    package let record: RecordID
    /// The version that was looked at.
    package let version: Version
    /// What people call the record.
    package let spoken: String
    /// Whose it is.
    package let owner: PartnerID
    /// Whether it is in conflict, so that every sibling counted.
    package let isDisputed: Bool

    init(_ view: RecordView) {
        self.init(
            record: view.id,
            version: view.version,
            spoken: view.spoken,
            owner: view.owner,
            isDisputed: view.isDisputed
        )
    }

    init(
        record: RecordID,
        version: Version,
        spoken: String,
        owner: PartnerID,
        isDisputed: Bool
    ) {
        self.record = record
        self.version = version
        self.spoken = spoken
        self.owner = owner
        self.isDisputed = isDisputed
    }

    func isBefore(_ other: Self) -> Bool {
        record != other.record
            ? record < other.record
            : version.dots.lexicographicallyPrecedes(other.version.dots)
    }

    /// The record and then the version's dots behind their count.
    fileprivate var bytes: [UInt8] {
        version.dots.reduce(into: record.bytes + Bytes.bigEndian(UInt32(version.dots.count))) {
            $0 += $1.bytes
        }
    }
}

/// The identity of a finding: its rule and the records' versions, the same on both sides.
package struct FindingID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The whole hash.
    package let hash: Hash256

    /// Eight letters, to be read out on the telephone.
    package var description: String { hash.letters }

    package static func < (left: Self, right: Self) -> Bool { left.hash < right.hash }
}

extension Finding {
    /// The identity; it changes whenever a record's version does.
    package var id: FindingID {
        FindingID(hash: Hash256(hashing: Array("jig finding 1".utf8), identityBytes))
    }

    private var identityBytes: [UInt8] {
        let named =
            Bytes.lengthPrefixed(rule.rawValue.utf8)
            + Bytes.lengthPrefixed((partner?.text ?? "").utf8)
            + Bytes.bigEndian(UInt32(records.count))
        return records.reduce(into: named) { $0 += $1.bytes }
    }

    /// The finding as bytes: two sides that compute the same have equal ones.
    ///
    /// Its identity, then one byte for the certainty, the distance and both ends of the overlap as a
    /// byte 0, or a byte 1 and eight bytes big-endian, and one byte for the altitude note. Facts are
    /// left out, since they are told by the same versions.
    package var canonicalBytes: [UInt8] {
        identityBytes + [certainty.rawValue] + Self.optional(distance)
            + Self.optional(overlap?.from) + Self.optional(overlap?.until)
            + [altitudeNote?.rawValue ?? 0]
    }

    private static func optional(_ value: Int64?) -> [UInt8] {
        value.map { [1] + Bytes.bigEndian($0) } ?? [0]
    }
}
