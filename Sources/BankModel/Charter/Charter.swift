/// Names a bank: the hash of its founding charter's body.
package typealias BankID = Hash256

/// The bank's founding document, as every partner signed it.
///
/// This is what the rest of jig asks of a charter; how it is written, signed and checked is
/// `Identity`'s.
package struct Charter: Equatable, Sendable {
    /// The bank that this charter founds or amends.
    package let bank: BankID
    /// 1 for the founding charter.
    package let number: UInt64
    /// The bank's name.
    package let name: String
    /// The partners, sorted by id.
    package let partners: [Member]
    /// Which rules entries under this charter are judged by.
    package let ruleSet: UInt32
    /// The words for `category`, with the buffer that each implies.
    package let categories: [Category]
    /// The steps of the plan, in order; none where everything is in force from the beginning.
    package let stages: [Stage]

    /// A partner as the charter names it.
    package struct Member: Equatable, Sendable {
        /// The short id.
        package let id: PartnerID
        /// The organisation's name.
        package let name: String
        /// Ed25519 public key, 32 bytes: signs this partner's rosters and charters.
        package let rootKey: [UInt8]

        package init(id: PartnerID, name: String, rootKey: [UInt8]) {
            self.id = id
            self.name = name
            self.rootKey = rootKey
        }
    }

    /// A word of the vocabulary.
    package struct Category: Equatable, Sendable {
        /// The word.
        package let word: String
        /// The buffer of a site of this category that states none, in millimetres.
        package let buffer: Int64

        package init(word: String, buffer: Int64) {
            self.word = word
            self.buffer = buffer
        }
    }

    package init(
        bank: BankID,
        number: UInt64,
        name: String,
        partners: [Member],
        ruleSet: UInt32,
        categories: [Category],
        stages: [Stage] = []
    ) {
        self.bank = bank
        self.number = number
        self.name = name
        self.partners = partners
        self.ruleSet = ruleSet
        self.categories = categories
        self.stages = stages
    }

    /// Whether the partner is a member of the bank.
    package func has(_ partner: PartnerID) -> Bool { partners.contains { $0.id == partner } }

    /// The vocabulary of a charter that brings none: plain words for places and objects.
    package static let builtInCategories: [Category] = [
        Category(word: "facility", buffer: 0),
        Category(word: "vehicle_park", buffer: 0),
        Category(word: "depot", buffer: 0),
        Category(word: "position", buffer: 0),
        Category(word: "bridge", buffer: 0),
        Category(word: "road", buffer: 0),
        Category(word: "airfield", buffer: 500_000),
        Category(word: "populated_place", buffer: 1_000_000),
        Category(word: "medical", buffer: 500_000),
        Category(word: "school", buffer: 500_000),
        Category(word: "worship", buffer: 500_000),
        Category(word: "heritage", buffer: 500_000),
        Category(word: "water", buffer: 500_000),
        Category(word: "power", buffer: 500_000),
        Category(word: "camp", buffer: 1_000_000),
        Category(word: "checkpoint", buffer: 200_000),
        Category(word: "listed_position", buffer: 500_000),
        Category(word: "other", buffer: 0),
    ]
}

/// A partner's list of its authors and CA, as its root key signed it.
package struct Roster: Equatable, Sendable {
    /// The bank's partner.
    package let partner: PartnerID
    /// 1 for the roster on the card; larger numbers replace smaller ones.
    package let number: UInt64
    /// The authors, sorted by id.
    ///
    /// An author once listed keeps its log key for ever.
    package let authors: [Author]
    /// The partner's CA certificate, DER.
    package let certificateAuthority: [UInt8]
    /// Where the partner's node listens, `host:port`.
    package let address: String

    /// One author and the key that signs its logs.
    package struct Author: Equatable, Sendable {
        /// The author.
        package let id: AuthorID
        /// Ed25519 public key, 32 bytes.
        package let logKey: [UInt8]
        /// Whether the partner has revoked it: its sessions end, its entries remain.
        package let isRevoked: Bool

        package init(id: AuthorID, logKey: [UInt8], isRevoked: Bool = false) {
            self.id = id
            self.logKey = logKey
            self.isRevoked = isRevoked
        }
    }

    package init(
        partner: PartnerID,
        number: UInt64,
        authors: [Author],
        certificateAuthority: [UInt8],
        address: String
    ) {
        self.partner = partner
        self.number = number
        self.authors = authors
        self.certificateAuthority = certificateAuthority
        self.address = address
    }

    /// The author with this id, if the roster lists it.
    package func author(_ id: AuthorID) -> Author? { authors.first { $0.id == id } }
}
