package import BankModel

/// A charter as its partners sign it, with the roster of each that it pins.
///
/// The body, canonical JSON:
///
///     {"bank": name, "categories": [{"buffer": millimetres, "word": "facility"}, …],
///      "format": 1, "nonce": 32 bytes in hexadecimal, "number": 1,
///      "partners": [the body of each partner's card, sorted by partner], "rules": 1}
///
/// A charter with a plan has also "stages": [{"checks": […], "kinds": […], "name": "sites"}, …].
///
/// The nonce makes two banks of one name and the same partners two banks. The file has the charter
/// with its signatures, then the rosters: whoever holds it needs nothing else.
package struct CharterDocument: Equatable, Sendable {
    /// The exact bytes and the signatures.
    package internal(set) var document: SignedDocument
    /// What they say, as the rest of jig asks it.
    package let charter: Charter
    /// What they say of each partner, sorted by partner.
    package let entries: [Card.Entry]
    /// The roster that each entry pins, in the same order.
    package let rosters: [RosterDocument]

    /// Reads the bytes of a charter's file, signed or not yet.
    ///
    /// The rosters are checked here, the partners' signatures by `check()`.
    package init(file bytes: [UInt8]) throws(IdentityError) {
        let documents = try Armour.read(bytes, kind: .charter)
        var rosters: [RosterDocument] = []
        for document in documents.dropFirst() { rosters.append(try RosterDocument(document)) }
        try self.init(documents[0], rosters: rosters)
    }

    init(_ document: SignedDocument, rosters: [RosterDocument]) throws(IdentityError) {
        var body = try CharterBody(document.body)
        guard rosters.count == body.entries.count else {
            throw .damagedDocument(kind: .charter, reason: "it has not one roster for each partner")
        }
        for (entry, roster) in zip(body.entries, rosters) { try entry.check(roster, in: .charter) }
        try Self.checkLogKeys(rosters)
        body.categories = body.categories.isEmpty ? Charter.builtInCategories : body.categories
        self.document = document
        self.rosters = rosters
        entries = body.entries
        charter = Charter(
            bank: Hash256(hashing: Array("jig bank 1".utf8), document.body),
            number: 1,
            name: body.name,
            partners: body.entries.map {
                .init(id: $0.partner, name: $0.name, rootKey: $0.rootKey)
            },
            ruleSet: body.rules,
            categories: body.categories,
            stages: body.stages
        )
    }

    /// The text of the charter's file.
    package var text: String { Armour.text([document] + rosters.map(\.document)) }

    /// What partners compare by voice before they adopt.
    package var fingerprint: Fingerprint { Fingerprint(kind: .charter, body: document.body) }

    /// What the charter says of a partner.
    package func entry(of partner: PartnerID) -> Card.Entry? {
        entries.first { $0.partner == partner }
    }

    /// Whether the partner's valid signature is under the charter.
    package func isSigned(by partner: PartnerID) -> Bool {
        guard let entry = entry(of: partner) else { return false }
        do throws(IdentityError) {
            try document.check(partner, rootKey: entry.rootKey)
            return true
        } catch {
            return false
        }
    }

    /// Refuses the charter unless each of its partners signed it, and nobody else.
    package func check() throws(IdentityError) {
        try checkSignatures()
        for entry in entries { try document.check(entry.partner, rootKey: entry.rootKey) }
    }

    /// Refuses the charter if any signature that is there is wrong; others may be missing yet.
    func checkSignatures() throws(IdentityError) {
        for signature in document.signatures {
            guard let entry = entry(of: signature.partner) else {
                throw .stranger(partner: signature.partner)
            }
            try document.check(entry.partner, rootKey: entry.rootKey)
        }
    }

    private static func checkLogKeys(_ rosters: [RosterDocument]) throws(IdentityError) {
        var owners: [[UInt8]: AuthorID] = [:]
        for author in rosters.flatMap(\.roster.authors) {
            if let other = owners.updateValue(author.id, forKey: author.logKey) {
                throw .duplicateKey(other.description, author.id.description)
            }
        }
    }
}
