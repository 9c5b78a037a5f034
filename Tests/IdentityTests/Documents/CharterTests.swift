import BankModel
import Foundation
import Testing

@testable import Identity

@Suite struct CharterTests {
    private let us: Party
    private let ru: Party

    init() throws {
        us = try Party("us", name: "United States")
        ru = try Party("ru", name: "Russian Federation")
    }

    @Test func `a charter names its partners, in the order of their ids`() throws {
        let made = try charter(of: [us, ru], signedBy: [])
        #expect(made.charter.partners.map(\.id.text) == ["ru", "us"])
        #expect(made.charter.partners.map(\.name) == ["Russian Federation", "United States"])
        #expect(
            made.charter.partners.map(\.rootKey) == [ru.rootKey.publicKey, us.rootKey.publicKey]
        )
        #expect(made.charter.categories == Charter.builtInCategories)
        #expect(made.charter.ruleSet == 1)
        #expect(made.charter.number == 1)
        #expect(made.rosters == [ru.card.roster, us.card.roster])
    }

    @Test func `a charter survives its file, with and without signatures`() throws {
        for signers in [[], [us], [us, ru]] {
            let made = try charter(of: [ru, us], signedBy: signers)
            let read = try CharterDocument(file: Array(made.text.utf8))
            #expect(read == made)
            #expect(read.text == made.text)
        }
    }

    @Test func `signing changes neither bank nor fingerprint`() throws {
        let made = try charter(of: [us, ru], signedBy: [])
        var signed = made
        try signed.sign(as: us.card, with: us.rootKey)
        #expect(signed.fingerprint == made.fingerprint)
        #expect(signed.charter.bank == made.charter.bank)
    }

    @Test func `the bank is named by the hash of the body`() throws {
        let made = try charter(of: [us, ru])
        let hash = Hash256(hashing: Array("jig bank 1".utf8), made.document.body)
        #expect(made.charter.bank == hash)
    }

    @Test func `two banks of one name and the same partners are two`() throws {
        let (one, other) = (try charter(of: [us, ru]), try charter(of: [us, ru]))
        #expect(one.charter.bank != other.charter.bank)
        #expect(one.fingerprint != other.fingerprint)
    }

    @Test func `the summary shows who has signed`() throws {
        var made = try charter(of: [us, ru], signedBy: [ru], bank: "Joint bank")
        #expect(made.summary.bank == "Joint bank")
        #expect(made.summary.partners.map(\.isSigned) == [true, false])
        #expect(made.summary.partners.map(\.fingerprint) == [ru, us].map(\.card.fingerprint))
        try made.sign(as: us.card, with: us.rootKey)
        #expect(made.summary.partners.map(\.isSigned) == [true, true])
        try made.check()
    }

    @Test func `a bank has two to sixty-four partners`() throws {
        for count in [0, 1, 65] {
            let parties = try (0..<count).map { try Party("p\($0)") }
            let error = refusal { _ = try charter(of: parties) }
            #expect(error == .partnerCount(count))
            #expect(error?.exitCode == 64)
        }
    }

    @Test func `sixty-four partners with the longest names fit on the wire, signed`() throws {
        let name = String(repeating: "n", count: Limits.nameBytesMax)
        let parties = try (10..<74).map { try Party("abcdefghijklmn\($0)", name: name) }
        let made = try charter(of: parties, bank: name)
        try made.check()
        #expect(made.document.bytes.count <= Limits.documentBytesMax)
        #expect(try CharterDocument(file: Array(made.text.utf8)) == made)
    }

    @Test func `a charter that would outgrow the wire is not made`() throws {
        let name = String(repeating: "\"", count: Limits.nameBytesMax)
        let parties = try (10..<74).map { try Party("abcdefghijklmn\($0)", name: name) }
        guard case .badArgument? = refusal({ _ = try charter(of: parties) }) else {
            Issue.record("a charter over the limit was made")
            return
        }
    }

    @Test func `two cards of one partner are refused`() throws {
        let error = refusal { _ = try charter(of: [us, ru, try Party("us")], signedBy: []) }
        #expect(error == .duplicatePartner(us.id))
    }

    @Test func `two partners with one root key are refused`() throws {
        let twin = try Party("xx", rootKey: us.rootKey)
        let error = refusal { _ = try charter(of: [us, twin], signedBy: []) }
        #expect(error == .duplicateKey("us", "xx"))
        #expect(error?.exitCode == 65)
    }

    @Test(arguments: ["", "a\u{7}", " x"])
    func `a bank without a plain name is refused`(name: String) throws {
        guard case .badArgument? = refusal({ _ = try charter(of: [us, ru], bank: name) }) else {
            Issue.record("the name was taken")
            return
        }
    }

    @Test func `only the card that the charter names may sign`() throws {
        var made = try charter(of: [us, ru], signedBy: [])
        let (stranger, other) = (try Party("xx"), try Party("us"))
        let renamed = try Party("us", name: "Other name", rootKey: us.rootKey)
        for (party, expected) in [
            (stranger, IdentityError.stranger(partner: stranger.id)),
            (other, .anothersKey(kind: .charter, partner: us.id)),
            (renamed, .notOurCard(partner: us.id)),
        ] {
            #expect(refusal { try made.sign(as: party.card, with: party.rootKey) } == expected)
        }
        let error = refusal { try made.sign(as: us.card, with: ru.rootKey) }
        #expect(error == .anothersKey(kind: .card, partner: us.id))
        #expect(made.document.signatures.isEmpty)
    }

    @Test func `nobody signs below a signature that is wrong`() throws {
        let signed = try charter(of: [us, ru], signedBy: [ru])
        var changed = try charter(of: [us, ru], signedBy: [])
        changed.document = SignedDocument(
            kind: .charter,
            body: changed.document.body,
            signatures: signed.document.signatures
        )
        let error = refusal { try changed.sign(as: us.card, with: us.rootKey) }
        #expect(error == .changedAfterSigning(kind: .charter, partner: ru.id))
    }
}
