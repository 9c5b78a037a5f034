import BankModel
import Foundation
import Testing

@testable import Identity

@Suite struct SignedDocumentTests {
    private let document: SignedDocument
    private let key = RootKey()

    init() throws {
        var document = SignedDocument(kind: .roster, body: Array("{}".utf8))
        document.sign(as: try partner("us"), with: key)
        document.sign(as: try partner("ru"), with: RootKey())
        self.document = document
    }

    @Test func `bytes are read back as they were`() throws {
        #expect(try SignedDocument(bytes: document.bytes) == document)
        #expect(document.signatures.map(\.partner.text) == ["ru", "us"])
    }

    @Test func `bytes are those of the table`() throws {
        var expected = Array("JIG".utf8) + [1, 3, 0, 0, 0, 2] + Array("{}".utf8) + [2]
        for signature in document.signatures {
            expected += [2] + Array(signature.partner.text.utf8)
            expected += signature.key + signature.signature
        }
        #expect(document.bytes == expected)
    }

    @Test func `a document cut anywhere, or with more after its end, is refused`() {
        for count in document.bytes.indices {
            let cut = Array(document.bytes.prefix(count))
            #expect(throws: IdentityError.self) { try SignedDocument(bytes: cut) }
        }
        #expect(throws: IdentityError.self) { try SignedDocument(bytes: document.bytes + [0]) }
    }

    @Test func `no bit flip traps, and none is read as the same document`() {
        for index in document.bytes.indices {
            for bit in 0..<8 {
                var damaged = document.bytes
                damaged[index] ^= 1 << bit
                #expect((try? SignedDocument(bytes: damaged)) != document)
            }
        }
    }

    @Test func `a length that the bytes do not have is refused`() {
        for length in [[0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0, 1, 0, 0]]
            as [[UInt8]]
        {
            var damaged = document.bytes
            damaged.replaceSubrange(5..<9, with: length)
            #expect(throws: IdentityError.self) { try SignedDocument(bytes: damaged) }
        }
    }

    @Test func `a document at its limit is read and one over it is not`() throws {
        let overhead = SignedDocument(kind: .card, body: []).bytes.count
        for (over, isRead) in [(-1, true), (0, true), (1, false)] {
            let body = [UInt8](repeating: 1, count: Limits.documentBytesMax - overhead + over)
            let bytes = SignedDocument(kind: .card, body: body).bytes
            #expect(((try? SignedDocument(bytes: bytes)) != nil) == isRead)
        }
    }

    @Test func `signatures twice or out of order are refused`() throws {
        let two = document.signatures
        for wrong in [[two[1], two[0]], [two[0], two[0]]] {
            let bytes = SignedDocument(kind: .roster, body: document.body, signatures: wrong).bytes
            #expect(throws: IdentityError.self) { try SignedDocument(bytes: bytes) }
        }
    }

    @Test func `a signature is of the kind too`() throws {
        let us = try partner("us")
        try document.check(us, rootKey: key.publicKey)
        let other = SignedDocument(
            kind: .charter,
            body: document.body,
            signatures: document.signatures
        )
        let error = refusal { try other.check(us, rootKey: key.publicKey) }
        #expect(error == .changedAfterSigning(kind: .charter, partner: us))
    }

    @Test func `signing again replaces the partner's signature`() throws {
        var again = document
        again.sign(as: try partner("us"), with: RootKey())
        #expect(again.signatures.count == 2)
        #expect(again.signatures[0] == document.signatures[0])
        #expect(again.signatures[1] != document.signatures[1])
    }
}

@Suite struct ArmourTests {
    private let party: Party
    private let text: String

    init() throws {
        party = try Party("us")
        text = party.card.text
    }

    private func read(_ text: String) throws -> Card { try Card(file: Array(text.utf8)) }

    @Test func `a card survives its file, CRLF and a missing last line end`() throws {
        #expect(try read(text) == party.card)
        #expect(try read(text.split(separator: "\n").joined(separator: "\r\n")) == party.card)
        #expect(try read(String(text.dropLast())) == party.card)
        #expect(text.hasPrefix("-----BEGIN JIG CARD-----\n"))
    }

    @Test func `a file that is cut at any line is refused`() {
        let lines = text.split(separator: "\n")
        for count in lines.indices {
            let cut = lines.prefix(count).joined(separator: "\n")
            #expect(throws: IdentityError.self) { try read(cut) }
        }
    }

    @Test func `other lines, labels and letters are refused`() {
        for (old, new) in [
            ("BEGIN JIG CARD", "BEGIN JIG CORD"), ("END JIG CARD", "END JIG ROSTER"),
            ("-----BEGIN JIG CARD", "hello\n-----BEGIN JIG CARD"), ("-----END", "\n-----END"),
            ("-----END JIG CARD", "=\n-----END JIG CARD"), ("JIG SIGNATURE", "JIG CHARTER"),
        ] {
            let changed = text.replacingOccurrences(of: old, with: new)
            #expect(changed != text)
            #expect(throws: IdentityError.self) { try read(changed) }
        }
    }

    @Test func `a file of another kind says what it is`() throws {
        let error = refusal { _ = try CharterDocument(file: Array(text.utf8)) }
        #expect(error == .otherDocument(found: .card, wanted: .charter))
        #expect(error?.exitCode == 65)
    }

    @Test(arguments: ["", "\n", "hello", "-----BEGIN JIG -----\n-----END JIG -----\n", "\u{0}"])
    func `what is no document is refused, 65`(text: String) {
        let error = refusal { _ = try read(text) }
        guard case .damagedDocument(.card, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.exitCode == 65)
    }
}
