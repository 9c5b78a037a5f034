import BankModel
import Foundation
import Identity

/// A bank of three partners whose certificates OpenSSL made.
struct TestBank: Sendable {
    let authorities: [String: OpenSSLAuthority]
    /// Bears the name of `ru`'s CA and is not it.
    let stranger: OpenSSLAuthority
    let trust: Trust
    private let rootKeys: [String: RootKey]
    private let rosters: [String: Roster]

    /// Made once for all tests, in a directory that the system clears.
    static let shared = Result { try TestBank() }

    private init() throws {
        let directory = FileManager.default.temporaryDirectory.appending(
            path: "jig-transport-\(UUID().uuidString)"
        )
        var authorities: [String: OpenSSLAuthority] = [:]
        var rootKeys: [String: RootKey] = [:]
        var rosters: [String: Roster] = [:]
        var cards: [Card] = []
        for name in ["fr", "ru", "us"] {
            let authority = try OpenSSLAuthority(commonName: "jig CA of \(name)", in: directory)
            let rootKey = RootKey()
            let roster = try Self.roster(of: name, authority: authority.der("ca.pem"))
            authorities[name] = authority
            rootKeys[name] = rootKey
            rosters[name] = roster
            cards.append(
                try Card(
                    name: name,
                    roster: RosterDocument(signing: roster, with: rootKey),
                    rootKey: rootKey
                )
            )
            try authority.issue(.init(names: "URI:jig:author:\(name)"), as: "honest")
        }
        self.authorities = authorities
        self.rootKeys = rootKeys
        self.rosters = rosters
        stranger = try OpenSSLAuthority(commonName: "jig CA of ru", in: directory)
        trust = Trust(try CharterDocument(bank: "test", cards: cards))
    }

    func authority(_ partner: String) throws -> OpenSSLAuthority {
        guard let authority = authorities[partner] else { throw Unknown(partner) }
        return authority
    }

    /// What the partner's node shows: `honest`, or a leaf that a test has issued.
    func credentials(_ partner: String, leaf: String = "honest") throws -> TLSCredentials {
        let authority = try authority(partner)
        return TLSCredentials(
            author: AuthorID(firstOf: try Self.id(partner)),
            certificateChainDER: [try authority.der("\(leaf).pem")],
            privateKeyDER: try authority.der("\(leaf).key"),
            validity: 0...Int64.max
        )
    }

    /// The trust after a partner has revoked its first author.
    func trustAfterRevoking(_ partner: String) throws -> Trust {
        guard let roster = rosters[partner], let rootKey = rootKeys[partner] else {
            throw Unknown(partner)
        }
        let next = Roster(
            partner: roster.partner,
            number: roster.number + 1,
            authors: roster.authors.map {
                Roster.Author(id: $0.id, logKey: $0.logKey, isRevoked: true)
            },
            certificateAuthority: roster.certificateAuthority,
            address: roster.address
        )
        var trust = trust
        _ = try trust.take(RosterDocument(signing: next, with: rootKey))
        return trust
    }

    static func id(_ partner: String) throws -> PartnerID {
        guard let id = PartnerID(partner) else { throw Unknown(partner) }
        return id
    }

    private static func roster(of name: String, authority: [UInt8]) throws -> Roster {
        let partner = try id(name)
        let author = AuthorID(firstOf: partner)
        return Roster(
            partner: partner,
            number: 1,
            authors: [.init(id: author, logKey: LogSigner(author: author).publicKey)],
            certificateAuthority: authority,
            address: "127.0.0.1:7700"
        )
    }

    private struct Unknown: Error {
        let name: String

        init(_ name: String) {
            self.name = name
        }
    }
}
