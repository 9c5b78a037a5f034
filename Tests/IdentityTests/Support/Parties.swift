import BankModel
import Testing

@testable import Identity

/// 2026-01-01T00:00:00Z: when the tests take place.
let testTime: Int64 = 1_767_225_600_000

func partner(_ text: String) throws -> PartnerID { try #require(PartnerID(text)) }

func author(_ text: String) throws -> AuthorID { try #require(AuthorID(text)) }

/// A partner without files: its keys and its card.
struct Party {
    let id: PartnerID
    let rootKey: RootKey
    let log: LogSigner
    let authority: CertificateAuthority
    let card: Card

    init(_ text: String, name: String? = nil, rootKey: RootKey = RootKey()) throws {
        id = try partner(text)
        self.rootKey = rootKey
        log = LogSigner(author: AuthorID(firstOf: id))
        authority = try CertificateAuthority(of: id, now: testTime)
        let roster = Roster(
            partner: id,
            number: 1,
            authors: [.init(id: log.author, logKey: log.publicKey)],
            certificateAuthority: authority.der,
            address: "127.0.0.1:7700"
        )
        card = try Card(
            name: name ?? "Partner \(text)",
            roster: try RosterDocument(signing: roster, with: rootKey),
            rootKey: rootKey
        )
    }

    /// A later roster of the party.
    func roster(
        _ number: UInt64,
        authors: [Roster.Author]? = nil,
        signedBy key: RootKey? = nil
    ) throws -> RosterDocument {
        let roster = Roster(
            partner: id,
            number: number,
            authors: authors ?? [.init(id: log.author, logKey: log.publicKey)],
            certificateAuthority: authority.der,
            address: "127.0.0.1:7701"
        )
        return try RosterDocument(signing: roster, with: key ?? rootKey)
    }
}

/// A charter of these parties, signed by those of `signers`.
func charter(
    of parties: [Party],
    signedBy signers: [Party]? = nil,
    bank: String = "test"
) throws -> CharterDocument {
    var charter = try CharterDocument(bank: bank, cards: parties.map(\.card))
    for party in signers ?? parties { try charter.sign(as: party.card, with: party.rootKey) }
    return charter
}

/// A home of a new partner, in a scratch directory of its own.
struct Household {
    let scratch: Scratch
    let home: Home

    init(_ text: String = "us", rootKeyPath: String? = nil, now: Int64 = testTime) throws {
        scratch = try Scratch()
        home = Home(path: scratch.path("home"))
        _ = try home.initialise(
            partner: try partner(text),
            name: "Partner \(text)",
            address: "127.0.0.1:7700",
            rootKeyPath: rootKeyPath.map { "\(scratch.path)/\($0)" },
            now: now
        )
    }
}

/// The error that a call is refused with; nil where it is not refused.
func refusal(_ call: () throws -> Void) -> IdentityError? {
    do {
        try call()
        return nil
    } catch {
        return error as? IdentityError
    }
}
