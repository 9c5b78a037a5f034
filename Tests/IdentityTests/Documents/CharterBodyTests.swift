import BankModel
import Foundation
import Testing

@testable import Identity

/// Charters whose bodies say what no charter of ours says, each properly signed.
@Suite struct CharterBodyTests {
    private let parties: [Party]
    private let text: String

    init() throws {
        parties = [try Party("ru"), try Party("us")]
        text = String(
            decoding: try charter(of: parties, signedBy: []).document.body,
            as: UTF8.self
        )
    }

    private func read(_ text: String) throws -> CharterDocument {
        var document = SignedDocument(kind: .charter, body: Array(text.utf8))
        for party in parties { document.sign(as: party.id, with: party.rootKey) }
        let rosters = parties.map(\.card.roster)
        let charter = try CharterDocument(document, rosters: rosters)
        try charter.check()
        return charter
    }

    @Test func `the body as it is made is taken`() throws {
        #expect(try read(text).charter.partners.count == 2)
    }

    @Test(arguments: [
        ("\"rules\":1", "\"rules\":2"), ("\"rules\":1", "\"rules\":-1"),
        ("\"rules\":1", "\"rules\":1,\"zz\":1"), ("\"rules\":1", "\"rules\":\"1\""),
        ("\"number\":1", "\"number\":2"), ("\"number\":1", "\"number\":1.0"),
        ("\"bank\":\"test\"", "\"bank\":\"\""), ("\"bank\":\"test\"", "\"bank\":\"a\u{202E}\""),
        ("\"bank\":\"test\"", "\"bank\":\"test\",\"bank\":\"test\""),
        ("\"bank\":\"test\",", ""), ("\"format\":1,\"nonce\"", "\"format\":2,\"nonce\""),
        ("\"word\":\"bridge\"", "\"word\":\"depot\""),
        ("\"word\":\"bridge\"", "\"word\":\"Bridge\""),
        ("{\"buffer\":0,\"word\":\"bridge\"}", "{\"buffer\":-1,\"word\":\"bridge\"}"),
        ("{\"buffer\":0,\"word\":\"bridge\"}", "{\"buffer\":500000001,\"word\":\"bridge\"}"),
        ("\"partner\":\"us\"", "\"partner\":\"US\""), ("\"partner\":\"us\"", "\"partner\":\"ru\""),
        ("\"partner\":\"us\"", "\"partner\":\"aa\""), ("\"nonce\":\"", "\"nonce\":\"0"),
        ("\"name\":\"Partner us\"", "\"name\":\"Partner  \\u0007\""), ("{", " {"), ("}", "},{}"),
    ])
    func `a charter that says anything odd is refused`(old: String, new: String) {
        let changed = text.replacingOccurrences(of: old, with: new)
        #expect(changed != text)
        guard let error = refusal({ _ = try read(changed) }) else {
            Issue.record("\(new) was taken")
            return
        }
        #expect([64, 65].contains(error.exitCode))
    }

    @Test func `a charter with rosters other than the pinned ones is refused`() throws {
        let document = try charter(of: parties).document
        let (ru, us) = (parties[0].card.roster, parties[1].card.roster)
        let later = try parties[1].roster(2)
        for wrong in [[], [ru], [us, ru], [ru, us, us], [ru, later], [ru, ru]] {
            #expect(throws: IdentityError.self) { try CharterDocument(document, rosters: wrong) }
        }
    }

    @Test func `two authors with one log key are refused`() throws {
        let us = parties[1]
        let copied = try Card(
            name: "xx",
            roster: try RosterDocument(
                signing: Roster(
                    partner: try partner("xx"),
                    number: 1,
                    authors: [.init(id: try author("xx"), logKey: us.log.publicKey)],
                    certificateAuthority: us.authority.der,
                    address: "h:1"
                ),
                with: parties[0].rootKey
            ),
            rootKey: parties[0].rootKey
        )
        let error = refusal { _ = try CharterDocument(bank: "b", cards: [us.card, copied]) }
        #expect(error == .duplicateKey("us", "xx"))
    }
}
