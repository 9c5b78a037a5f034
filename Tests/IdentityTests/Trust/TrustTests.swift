import BankModel
import Testing

@testable import Identity

@Suite struct TrustTests {
    private let us: Party
    private let ru: Party
    private let trust: Trust

    init() throws {
        us = try Party("us")
        ru = try Party("ru")
        trust = Trust(try charter(of: [us, ru]))
    }

    @Test func `a charter brings the authors, keys and CAs of all its partners`() throws {
        #expect(trust.authors == [ru.log.author, us.log.author])
        #expect(trust.logKey(of: us.log.author) == us.log.logKey)
        #expect(trust.authority(for: ru.id) == ru.authority.der)
        #expect(trust.roster(of: us.id)?.number == 1)
        #expect(trust.rosterDocuments == [ru.card.roster, us.card.roster])
        #expect(!trust.isRevoked(us.log.author))
    }

    @Test func `a stranger has neither key nor CA`() throws {
        #expect(trust.logKey(of: try author("us.2")) == nil)
        #expect(trust.logKey(of: try author("xx")) == nil)
        #expect(trust.authority(for: try partner("xx")) == nil)
        #expect(trust.roster(of: try partner("xx")) == nil)
    }

    @Test func `a later roster brings a second author`() throws {
        let second = LogSigner(author: try author("us.2"))
        var newer = trust
        let roster = try us.roster(2, authors: authors + [listed(second)])
        #expect(try newer.take(roster))
        #expect(newer.logKey(of: second.author) == second.logKey)
        #expect(newer.logKey(of: us.log.author) == us.log.logKey)
        #expect(newer.roster(of: us.id)?.address == "127.0.0.1:7701")
        #expect(try !newer.take(roster))
        #expect(try !newer.take(us.card.roster))
        #expect(trust.logKey(of: second.author) == nil)
    }

    @Test func `a revoked author keeps its key and is known as revoked`() throws {
        var newer = trust
        #expect(try newer.take(us.roster(5, authors: [listed(us.log, isRevoked: true)])))
        #expect(newer.isRevoked(us.log.author))
        #expect(newer.logKey(of: us.log.author) == us.log.logKey)
    }

    @Test func `a roster that another key signed is refused`() throws {
        let forged = try us.roster(2, signedBy: ru.rootKey)
        #expect(error(forged) == .anothersKey(kind: .roster, partner: us.id))
        let stolen = SignedDocument(
            kind: .roster,
            body: try us.roster(2).document.body,
            signatures: us.card.roster.document.signatures
        )
        #expect(
            error(try RosterDocument(stolen)) == .changedAfterSigning(kind: .roster, partner: us.id)
        )
        let unsigned = SignedDocument(kind: .roster, body: stolen.body)
        #expect(
            error(try RosterDocument(unsigned)) == .lacksSignature(kind: .roster, partner: us.id)
        )
    }

    @Test func `a stranger's roster is refused`() throws {
        let stranger = try Party("xx")
        #expect(error(stranger.card.roster) == .stranger(partner: stranger.id))
    }

    @Test func `two rosters of one number are refused`() throws {
        refuseSuccession(try us.roster(1), because: "exists twice")
    }

    @Test func `a roster that drops an author is refused`() throws {
        let second = LogSigner(author: try author("us.2"))
        refuseSuccession(try us.roster(2, authors: [listed(second)]), because: "drops us")
    }

    @Test func `an author never gets another log key`() throws {
        let other = LogSigner(author: us.log.author)
        refuseSuccession(try us.roster(2, authors: [listed(other)]), because: "another log key")
    }

    @Test func `a revocation is not taken back`() throws {
        var newer = trust
        #expect(try newer.take(us.roster(2, authors: [listed(us.log, isRevoked: true)])))
        let back = refusal { _ = try newer.take(us.roster(3)) }
        #expect(back?.description.contains("revocation") == true)
        #expect(newer.isRevoked(us.log.author))
    }

    @Test func `an author does not take the log key of another`() throws {
        let thief = Roster.Author(id: try author("us.2"), logKey: ru.log.publicKey)
        #expect(error(try us.roster(2, authors: authors + [thief])) == .duplicateKey("ru", "us.2"))
    }

    @Test func `rosters travel as bytes`() throws {
        let roster = try us.roster(2)
        #expect(try RosterDocument(bytes: roster.bytes) == roster)
        for index in roster.bytes.indices {
            var damaged = roster.bytes
            damaged[index] ^= 1 << (index % 8)
            #expect(refusal { _ = try take(try RosterDocument(bytes: damaged)) } != nil)
        }
    }

    @Test func `a roster without authors, or with too many, is refused`() throws {
        for (count, isTaken) in [(0, false), (1, true), (32, true), (33, false)] {
            let authors = try (0..<count).map { index in
                listed(LogSigner(author: try author(index == 0 ? "us" : "us.\(index + 1)")))
            }
            #expect((refusal { _ = try us.roster(2, authors: authors) } == nil) == isTaken)
        }
    }

    @Test func `a roster with another partner's author is refused`() throws {
        let foreign = Roster.Author(id: ru.log.author, logKey: ru.log.publicKey)
        #expect(refusal { _ = try us.roster(2, authors: [foreign]) } != nil)
    }

    private var authors: [Roster.Author] { [listed(us.log)] }

    private func listed(_ signer: LogSigner, isRevoked: Bool = false) -> Roster.Author {
        Roster.Author(id: signer.author, logKey: signer.publicKey, isRevoked: isRevoked)
    }

    private func take(_ roster: RosterDocument) throws -> Bool {
        var newer = trust
        return try newer.take(roster)
    }

    private func error(_ roster: RosterDocument) -> IdentityError? {
        refusal { _ = try take(roster) }
    }

    private func refuseSuccession(_ roster: RosterDocument, because reason: String) {
        guard case .badSuccession(_, _, let found)? = error(roster) else {
            Issue.record("taken, though it \(reason)")
            return
        }
        #expect(found.contains(reason))
    }
}

@Suite struct RosterIssueTests {
    @Test func `a home issues its next roster and trusts it`() throws {
        let (us, ru) = (try Household("us"), try Household("ru"))
        var charter = try CharterDocument(
            bank: "test",
            cards: [try us.home.readCard(), try ru.home.readCard()]
        )
        for home in [us.home, ru.home] {
            try charter.sign(as: try home.readCard(), with: try home.readRootKey())
        }
        try us.home.adopt(charter, confirming: charter.fingerprint)
        let old = try us.home.newestRoster().roster
        let second = LogSigner(author: try author("us.2"))
        let next = try us.home.issueRoster(
            Roster(
                partner: old.partner,
                number: 2,
                authors: old.authors + [.init(id: second.author, logKey: second.publicKey)],
                certificateAuthority: old.certificateAuthority,
                address: "127.0.0.1:1"
            )
        )
        #expect(try us.home.newestRoster() == next)
        #expect(try us.home.trust().logKey(of: second.author) == second.logKey)
        #expect(try us.home.author() == author("us"))
        #expect(refusal { _ = try us.home.issueRoster(old) } != nil)
    }
}
