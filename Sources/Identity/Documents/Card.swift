package import BankModel

/// A partner's public identity, exchanged by hand before the charter.
///
/// The body, canonical JSON, which a charter repeats word for word:
///
///     {"format": 1, "name": "United States", "partner": "us",
///      "root": public key, 32 bytes in hexadecimal, "roster": hash of the roster's body}
///
/// The file has the card and the roster that it pins, each signed by the root key.
package struct Card: Equatable, Sendable {
    /// The exact bytes and the signature.
    package let document: SignedDocument
    /// What they say.
    package let entry: Entry
    /// The roster that the card pins.
    package let roster: RosterDocument

    /// What a card, and a charter, says of a partner.
    package struct Entry: Equatable, Sendable {
        /// The short id.
        package let partner: PartnerID
        /// The organisation's name.
        package let name: String
        /// Ed25519 public key, 32 bytes.
        package let rootKey: [UInt8]
        /// The hash of the body of the partner's roster.
        package let roster: Hash256
    }

    /// Makes the card of a partner.
    package init(
        name: String,
        roster: RosterDocument,
        rootKey: RootKey
    ) throws(IdentityError) {
        if let reason = PlainName.fault(name) {
            throw .badArgument(name: "the name", reason: reason)
        }
        let entry = Entry(
            partner: roster.roster.partner,
            name: name,
            rootKey: rootKey.publicKey,
            roster: roster.hash
        )
        var document = SignedDocument(kind: .card, body: entry.json.bytes)
        document.sign(as: entry.partner, with: rootKey)
        try self.init([document, roster.document])
    }

    /// Reads the bytes of a card's file and checks every signature in it.
    package init(file bytes: [UInt8]) throws(IdentityError) {
        try self.init(try Armour.read(bytes, kind: .card))
    }

    /// The text of the card's file.
    package var text: String { Armour.text([document, roster.document]) }

    /// The partner's fingerprint, by which a card may be compared by voice.
    package var fingerprint: Fingerprint { entry.fingerprint }

    private init(_ documents: [SignedDocument]) throws(IdentityError) {
        guard documents.count == 2 else {
            throw .damagedDocument(kind: .card, reason: "it has not one card and one roster")
        }
        document = documents[0]
        roster = try RosterDocument(documents[1])
        entry = try Entry(BodyReader(.card, body: document.body))
        try document.check(entry.partner, rootKey: entry.rootKey)
        guard document.signatures.count == 1 else {
            throw .damagedDocument(kind: .card, reason: "another partner signed it too")
        }
        try entry.check(roster, in: .card)
    }
}

extension Card.Entry {
    /// The partner's fingerprint: of the body of its card.
    package var fingerprint: Fingerprint { Fingerprint(kind: .card, body: json.bytes) }

    var json: CanonicalJSON {
        .members([
            ("format", .integer(1)), ("name", .text(name)), ("partner", .text(partner.text)),
            ("root", .text(Hex.encode(rootKey))), ("roster", .text(roster.hex)),
        ])
    }

    /// Takes an entry from a reader that is past its `format`.
    init(_ reader: BodyReader) throws(IdentityError) {
        var reader = reader
        partner = try reader.partner("partner")
        name = try reader.name("name")
        rootKey = try reader.bytes32("root")
        guard let hash = Hash256(bytes: try reader.bytes32("roster")) else {
            throw reader.fault("roster is no hash")
        }
        roster = hash
        try reader.end()
    }

    /// Refuses a roster that is not the one pinned here, signed by the key named here.
    func check(_ document: RosterDocument, in kind: DocumentKind) throws(IdentityError) {
        guard document.roster.partner == partner else {
            throw .damagedDocument(kind: kind, reason: "the roster of \(partner) is missing")
        }
        try document.check(rootKey: rootKey)
        guard document.hash == roster else {
            throw .damagedDocument(kind: kind, reason: "it pins another roster of \(partner)")
        }
    }

    /// Compared as bytes, as everything that is signed.
    package static func == (left: Self, right: Self) -> Bool { left.json == right.json }
}
