/// How a field's changes merge.
///
/// Registers conflict, sets and lists merge; there is no third way.
package enum Merge: UInt8, Sendable {
    /// One value; concurrent different ones are a conflict.
    case register = 0
    /// Many values; an addition wins over a removal that had not seen it.
    case set = 1
    /// Many values in the order of their claimed times; only ever appended to.
    case list = 2
}

/// Names a field of a record: its number in the table and, for `attributes`, the column's key.
package struct FieldID: Hashable, Comparable, Sendable {
    /// The field's number, the same in every kind that has the field.
    ///
    /// Never reused.
    package let number: UInt32
    /// The key within a keyed field; empty otherwise.
    package let key: String

    package init(_ number: UInt32, key: String = "") {
        self.number = number
        self.key = key
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.number == right.number && Bytes.areSame(left.key, right.key)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(number)
        for byte in key.utf8 { hasher.combine(byte) }
    }

    package static func < (left: Self, right: Self) -> Bool {
        if left.number != right.number { return left.number < right.number }
        return left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
    }

    /// Number, key length and key: how a field enters any hash of ours.
    package var bytes: [UInt8] { Bytes.bigEndian(number) + Bytes.lengthPrefixed(key.utf8) }
}

/// What a field's value may be: the rule that validates it, and how people type it.
package enum FieldType: Equatable, Sendable {
    /// UTF-8 text of 1 to so many bytes.
    case text(bytesMax: Int)
    /// A word of one of the charter's categories for the kind.
    case category
    /// One of these words.
    case choice([String])
    /// `[A-F][1-6]`: a label that nothing computes with.
    case grade
    /// `LAT,LON,UNCERTAINTY`.
    case place
    /// From, until or both.
    case interval
    /// A length, millimetres inside, metres outside.
    case length
    /// A time.
    case instant
    /// Who verified it and when.
    case verification
    /// `[a-z0-9]` and `-_.:` inside, at most `Limits.tagBytesMax` bytes.
    case tag
    /// `scheme:id`.
    case externalID
    /// In the bank or withdrawn.
    case life
    /// The id of a partner of the charter.
    case partner
    /// One to `Limits.volumesMax` volumes, each with a time or each without.
    case volumes(areTimed: Bool)
    /// Another record, or a version of it.
    case reference
    /// A value for a field of another partner's record.
    case suggestion
}

/// What the keys of a field are.
package enum FieldKeys: Equatable, Sendable {
    /// The field has none: it holds one value.
    case none
    /// Lines of text: the columns under `attributes`.
    case text
    /// Ids of partners of the charter.
    case partner
}

/// One row of the table of fields.
package struct Field: Equatable, Sendable {
    /// The number that entries carry.
    package let number: UInt32
    /// The name that people type and read.
    package let name: String
    /// Register, set or list.
    package let merge: Merge
    /// What a value may be.
    package let type: FieldType
    /// What its keys are.
    package let keys: FieldKeys
    /// Whether a record cannot be created without it, nor the field be cleared.
    package let isRequired: Bool
    /// The value that a new record gets when its author gives none.
    package let initial: Value?

    init(
        _ number: UInt32,
        _ name: String,
        _ merge: Merge,
        _ type: FieldType,
        keys: FieldKeys = .none,
        isRequired: Bool = false,
        initial: Value? = nil
    ) {
        self.number = number
        self.name = name
        self.merge = merge
        self.type = type
        self.keys = keys
        self.isRequired = isRequired
        self.initial = initial
    }

    /// Whether the field holds one value for each key.
    package var isKeyed: Bool { keys != .none }
}

extension FieldID {
    /// The register that says whether a record is in the bank.
    package static let life = Self(1)
    /// `name`.
    package static let name = Self(2)
    /// `category`.
    package static let category = Self(3)
    /// `place`.
    package static let place = Self(4)
    /// `control`: who holds it.
    package static let control = Self(5)
    /// `status`: reported, confirmed or disputed.
    package static let status = Self(6)
    /// `grade`.
    package static let grade = Self(7)
    /// `validity`.
    package static let validity = Self(8)
    /// `buffer_m`.
    package static let buffer = Self(9)
    /// `function`.
    package static let function = Self(10)
    /// `verified`.
    package static let verified = Self(11)
    /// `review_by`.
    package static let reviewBy = Self(12)
    /// `tags`.
    package static let tags = Self(20)
    /// `external_ids`.
    package static let externalIDs = Self(21)
    /// `remarks`.
    package static let remarks = Self(22)
    /// The number of every `attributes.<key>`.
    package static let attributesNumber: UInt32 = 30

    /// `title`: what a notice or an incident is called.
    package static let title = Self(40)
    /// `activity`: flight, convoy and so on.
    package static let activity = Self(41)
    /// `volumes` of a notice.
    package static let volumes = Self(42)
    /// `lead`: the partner that leads an activity.
    package static let lead = Self(43)
    /// `contact`.
    package static let contact = Self(44)
    /// `respond_by`.
    package static let respondBy = Self(45)
    /// `state` of a notice.
    package static let state = Self(46)
    /// `areas` of a sector.
    package static let areas = Self(47)
    /// The number of every `allowed.<partner>`.
    package static let allowedNumber: UInt32 = 48
    /// `rules` of a sector.
    package static let rules = Self(49)
    /// `observed`: when an incident was.
    package static let observed = Self(50)
    /// `category` of an incident: words of the table and not of the charter.
    package static let incidentCategory = Self(51)
    /// `text` of an incident.
    package static let text = Self(52)
    /// `links` of an incident.
    package static let links = Self(53)
    /// `about`: what a statement or proposal is about.
    package static let about = Self(54)
    /// `says`: what a statement says.
    package static let says = Self(55)
    /// `reason`.
    package static let reason = Self(56)
    /// `change` of a proposal.
    package static let change = Self(57)
    /// `from` of a link.
    package static let from = Self(58)
    /// `to` of a link.
    package static let to = Self(59)
    /// `relation` of a link.
    package static let relation = Self(60)
    /// `stage`: the stage of the charter's plan to which a partner agrees.
    package static let stage = Self(61)

    /// `allowed.<partner>`: what a partner may do in a sector.
    package static func allowed(_ partner: PartnerID) -> Self {
        Self(allowedNumber, key: partner.text)
    }

    /// `attributes.<key>`.
    package static func attribute(_ key: String) -> Self { Self(attributesNumber, key: key) }
}
