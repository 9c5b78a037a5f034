import BankModel
import Foundation
import Testing

@testable import Identity

@Suite struct AdoptTests {
    private let us: Household
    private let ru: Household
    private let file: String

    init() throws {
        us = try Household("us")
        ru = try Household("ru")
        file = us.scratch.path("charter")
        try Self.write(try Self.new([us, ru]), to: file)
    }

    private static func new(_ households: [Household]) throws -> CharterDocument {
        try CharterDocument(bank: "test", cards: try households.map { try $0.home.readCard() })
    }

    private static func write(_ charter: CharterDocument, to file: String) throws {
        try SafeFile.write(Array(charter.text.utf8), to: file, mode: 0o644)
    }

    private func signedByAll() throws -> CharterDocument {
        _ = try us.home.signCharter(file)
        return try ru.home.signCharter(file)
    }

    @Test func `a charter that all signed is adopted under its fingerprint`() throws {
        let charter = try signedByAll()
        for household in [us, ru] {
            try household.home.adopt(charter, confirming: charter.fingerprint)
            #expect(try household.home.adoptedCharter() == charter)
            let trust = try household.home.trust()
            #expect(trust.charter.bank == charter.charter.bank)
            #expect(trust.authors == [try author("ru"), try author("us")])
        }
    }

    @Test func `a home that adopted nothing says so`() throws {
        let error = refusal { _ = try us.home.trust() }
        #expect(error == .noCharter(home: us.home.path))
        #expect(error?.exitCode == 78)
    }

    @Test func `adopting the same charter again changes nothing`() throws {
        let charter = try signedByAll()
        for _ in 0..<2 { try us.home.adopt(charter, confirming: charter.fingerprint) }
        #expect(try us.home.adoptedCharter() == charter)
    }

    @Test func `a charter that lacks a signature is refused, naming whose`() throws {
        let charter = try us.home.signCharter(file)
        try refuse(charter, .lacksSignature(kind: .charter, partner: try partner("ru")), 65)
    }

    @Test func `a charter under another fingerprint is refused`() throws {
        let charter = try signedByAll()
        let other = try Self.new([us, ru]).fingerprint
        let error = refusal { try us.home.adopt(charter, confirming: other) }
        #expect(error == .otherFingerprint(confirmed: other, found: charter.fingerprint))
        #expect(error?.description.contains(charter.fingerprint.description) == true)
        #expect(try us.home.adoptedCharter() == nil)
    }

    @Test func `a charter that does not name this home is refused`() throws {
        let other = try Household("xx")
        let charter = try signedByAll()
        let error = refusal { try other.home.adopt(charter, confirming: charter.fingerprint) }
        #expect(error == .stranger(partner: try partner("xx")))
        #expect(error?.exitCode == 77)
        #expect(refusal { _ = try other.home.signCharter(file) } == error)
    }

    @Test func `a charter with the signature of a stranger is refused`() throws {
        let xx = try Household("xx")
        var charter = try signedByAll()
        charter.document.sign(as: try partner("xx"), with: try xx.home.readRootKey())
        try refuse(charter, .stranger(partner: try partner("xx")), 77)
    }

    @Test func `a charter that names another's key for this home is refused`() throws {
        let impostor = try Household("us")
        var charter = try Self.new([impostor, ru])
        for home in [impostor.home, ru.home] {
            try charter.sign(as: try home.readCard(), with: try home.readRootKey())
        }
        try refuse(charter, .anothersKey(kind: .charter, partner: try partner("us")), 65)
    }

    @Test func `a charter that names another's key for the other partner is refused`() throws {
        let impostor = try Household("ru")
        var charter = try Self.new([us, impostor])
        for home in [us.home, impostor.home] {
            try charter.sign(as: try home.readCard(), with: try home.readRootKey())
        }
        // The true ru signs it too: its key is not the one that the charter names for it.
        charter.document.sign(as: try partner("ru"), with: try ru.home.readRootKey())
        try refuse(charter, .anothersKey(kind: .charter, partner: try partner("ru")), 65)
    }

    @Test func `a charter that was changed after it was signed is refused`() throws {
        let signed = try signedByAll()
        var changed = try Self.new([us, ru])
        changed.document = SignedDocument(
            kind: .charter,
            body: changed.document.body,
            signatures: signed.document.signatures
        )
        try refuse(changed, .changedAfterSigning(kind: .charter, partner: try partner("ru")), 65)
    }

    @Test func `a home of one bank does not adopt another`() throws {
        let first = try signedByAll()
        try us.home.adopt(first, confirming: first.fingerprint)
        try Self.write(try Self.new([us, ru]), to: file)
        let second = try signedByAll()
        try refuse(second, .adoptedAnother(bank: "test", fingerprint: first.fingerprint), 78)
        #expect(try us.home.adoptedCharter() == first)
    }

    @Test func `a charter that was changed in the home is refused at every start`() throws {
        let charter = try signedByAll()
        try us.home.adopt(charter, confirming: charter.fingerprint)
        let unsigned = try Self.new([us, ru])
        try Self.write(unsigned, to: us.home.charter)
        #expect(refusal { _ = try us.home.trust() } != nil)
    }

    @Test func `a roster that was changed in the home is refused at every start`() throws {
        let charter = try signedByAll()
        try us.home.adopt(charter, confirming: charter.fingerprint)
        let other = try Household("ru")
        try us.home.store(try other.home.readCard().roster)
        #expect(refusal { _ = try us.home.trust() } != nil)
    }

    private func refuse(
        _ charter: CharterDocument,
        _ expected: IdentityError,
        _ code: Int32
    ) throws {
        let before = try us.home.adoptedCharter()
        let error = refusal { try us.home.adopt(charter, confirming: charter.fingerprint) }
        #expect(error == expected)
        #expect(error?.exitCode == code)
        #expect(try us.home.adoptedCharter() == before)
    }
}
