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
        left.number == right.number && left.key.utf8.elementsEqual(right.key.utf8)
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
    /// Whether the field holds one value for each key.
    package let isKeyed: Bool
    /// Whether a record cannot be created without it, nor the field be cleared.
    package let isRequired: Bool
    /// The value that a new record gets when its author gives none.
    package let initial: Value?

    init(
        _ number: UInt32,
        _ name: String,
        _ merge: Merge,
        _ type: FieldType,
        isKeyed: Bool = false,
        isRequired: Bool = false,
        initial: Value? = nil
    ) {
        self.number = number
        self.name = name
        self.merge = merge
        self.type = type
        self.isKeyed = isKeyed
        self.isRequired = isRequired
        self.initial = initial
    }
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

    /// `attributes.<key>`.
    package static func attribute(_ key: String) -> Self { Self(attributesNumber, key: key) }
}
