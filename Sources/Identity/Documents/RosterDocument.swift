package import BankModel

/// A roster as its partner's root key signed it.
///
/// The body, canonical JSON:
///
///     {"address": "host:port", "authority": base64 of the CA's certificate,
///      "authors": [{"author": "us", "key": 32 bytes in hexadecimal, "revoked": 1}, …],
///      "format": 1, "number": 1, "partner": "us"}
///
/// `revoked` is there only for an author that is. Authors are sorted.
package struct RosterDocument: Equatable, Sendable {
    /// The exact bytes and the signature.
    package let document: SignedDocument
    /// What they say.
    package let roster: Roster

    /// Signs a roster.
    package init(signing roster: Roster, with rootKey: RootKey) throws(IdentityError) {
        var document = SignedDocument(kind: .roster, body: Self.body(of: roster))
        document.sign(as: roster.partner, with: rootKey)
        try self.init(document)
    }

    /// Reads the bytes that came from a peer; whether they are signed is asked by `Trust`.
    package init(bytes: [UInt8]) throws(IdentityError) {
        try self.init(try SignedDocument(bytes: bytes))
    }

    /// Reads a signed document; whether it is truly signed is not checked here.
    package init(_ document: SignedDocument) throws(IdentityError) {
        guard document.kind == .roster else {
            throw .otherDocument(found: document.kind, wanted: .roster)
        }
        self.document = document
        roster = try Self.read(document.body)
    }

    /// What a card or charter pins this very roster by.
    package var hash: Hash256 { document.hash }

    /// The bytes that travel to a peer.
    package var bytes: [UInt8] { document.bytes }

    /// Refuses the roster unless this root key signed it, and nobody else.
    func check(rootKey: [UInt8]) throws(IdentityError) {
        try document.check(roster.partner, rootKey: rootKey)
        guard document.signatures.count == 1 else {
            throw .damagedDocument(kind: .roster, reason: "another partner signed it too")
        }
    }

    private static func body(of roster: Roster) -> [UInt8] {
        let authors = roster.authors.sorted { $0.id < $1.id }.map { author in
            let members: [(key: String, value: CanonicalJSON)] = [
                ("author", .text(author.id.description)), ("key", .text(Hex.encode(author.logKey))),
            ]
            return CanonicalJSON.members(
                author.isRevoked ? members + [("revoked", .integer(1))] : members
            )
        }
        return CanonicalJSON.members([
            ("address", .text(roster.address)),
            ("authority", .text(Base64.encode(roster.certificateAuthority))),
            ("authors", .list(authors)), ("format", .integer(1)),
            ("number", .integer(Int64(clamping: roster.number))),
            ("partner", .text(roster.partner.text)),
        ]).bytes
    }
}

extension RosterDocument {
    private static func read(_ body: [UInt8]) throws(IdentityError) -> Roster {
        var reader = try BodyReader(.roster, body: body)
        let partner = try reader.partner("partner")
        let number = try reader.integer("number")
        guard number >= 1 else { throw reader.fault("its number is \(number)") }
        let address = try reader.text("address")
        if let reason = Address.fault(address) { throw reader.fault("its address \(reason)") }
        let authority = try reader.base64("authority")
        let authors = try reader.list("authors")
        try reader.end()
        _ = try AuthorityCertificate(der: authority, of: partner)
        return Roster(
            partner: partner,
            number: UInt64(number),
            authors: try read(authors, of: partner),
            certificateAuthority: authority,
            address: address
        )
    }

    private static func read(
        _ authors: [CanonicalJSON],
        of partner: PartnerID
    ) throws(IdentityError) -> [Roster.Author] {
        guard (1...Limits.authorsMax).contains(authors.count) else {
            throw .damagedDocument(
                kind: .roster,
                reason: "it has not 1 to \(Limits.authorsMax) authors"
            )
        }
        var read: [Roster.Author] = []
        for json in authors {
            var reader = try BodyReader(.roster, json)
            guard let id = AuthorID(try reader.text("author")), id.partner == partner else {
                throw reader.fault("it names an author that is not of \(partner)")
            }
            let key = try reader.bytes32("key")
            let revoked = try reader.optionalInteger("revoked")
            try reader.end()
            guard revoked == 0 || revoked == 1 else { throw reader.fault("revoked is not 1") }
            if let last = read.last?.id, last >= id { throw reader.fault("authors out of order") }
            if let other = read.first(where: { $0.logKey == key }) {
                throw .duplicateKey(other.id.description, id.description)
            }
            read.append(Roster.Author(id: id, logKey: key, isRevoked: revoked == 1))
        }
        return read
    }
}

/// The rule for `host:port`.
enum Address {
    /// Why `address` may not be one; nil if it may.
    ///
    /// An IPv6 address stands in brackets.
    static func fault(_ address: String) -> String? {
        guard let colon = address.utf8.lastIndex(of: UInt8(ascii: ":")) else {
            return "has no port"
        }
        let host = Array(address.utf8[..<colon])
        let digits = String(address[address.index(after: colon)...])
        guard let port = UInt16(digits), port > 0, String(port) == digits else {
            return "has no port from 1 to 65535"
        }
        guard (1...253).contains(host.count), host.allSatisfy(isHostLetter) else {
            return "has no host"
        }
        let isBracketed = host.first == UInt8(ascii: "[") && host.last == UInt8(ascii: "]")
        if host.contains(UInt8(ascii: ":")), !isBracketed {
            return "has an IPv6 address without brackets"
        }
        return nil
    }

    private static func isHostLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "%"):
            true
        default: false
        }
    }
}
