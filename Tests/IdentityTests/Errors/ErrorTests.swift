import BankModel
import Glibc
import Testing

@testable import Identity

@Suite struct ErrorTests {
    private static func all() throws -> [(error: IdentityError, code: Int32, says: [String])] {
        let us = try partner("us")
        let one = Fingerprint(kind: .charter, body: [1])
        let two = Fingerprint(kind: .charter, body: [2])
        let files: [(error: IdentityError, code: Int32, says: [String])] = [
            (.missingFile(path: "/p"), 66, ["/p"]), (.notAPlainFile(path: "/p"), 65, ["/p"]),
            (.tooLarge(path: "/p", bytesMax: 9), 65, ["/p", "9"]),
            (
                .openToOthers(path: "/p", mode: 0o644, wanted: 0o600), 77,
                ["0644", "chmod 0600 '/p'"]
            ),
            (.failed(doing: "reading", path: "/p", errno: EIO), 74, ["reading /p"]),
            (.failed(doing: "reading", path: "/p", errno: EACCES), 77, ["/p", "denied"]),
            (.notInitialised(home: "/h"), 66, ["jigctl --home '/h' init"]),
            (.alreadyInitialised(home: "/h"), 78, ["/h"]),
            (.damagedHome(home: "/h", found: "/h/guard"), 78, ["/h/guard"]),
            (.contradiction(path: "/p", reason: "is odd"), 78, ["/p is odd"]),
            (.encryptedKey(path: "/p"), 65, ["openssl pkey -in '/p'"]),
            (.badKey(path: "/p", wanted: "key"), 65, ["/p", "key"]),
            (.badCertificate(of: "us", reason: "is odd"), 65, ["us is odd"]),
            (.badArgument(name: "--name", reason: "is empty"), 64, ["--name is empty"]),
            (.badFingerprint(text: "a\u{1B}b"), 64, ["a\\u{1b}b"]),
        ]
        let documents: [(error: IdentityError, code: Int32, says: [String])] = [
            (.damagedDocument(kind: .card, reason: "it is odd"), 65, ["card", "it is odd"]),
            (.otherDocument(found: .card, wanted: .charter), 65, ["card", "charter"]),
            (.lacksSignature(kind: .charter, partner: us), 65, ["charter lacks", "us"]),
            (.anothersKey(kind: .charter, partner: us), 65, ["key", "us"]),
            (.changedAfterSigning(kind: .roster, partner: us), 65, ["roster was changed", "us"]),
            (.stranger(partner: us), 77, ["us"]), (.notOurCard(partner: us), 65, ["us", "card"]),
            (
                .otherFingerprint(confirmed: one, found: two), 65,
                [one.description, two.description]
            ), (.adoptedAnother(bank: "b", fingerprint: one), 78, ["“b”", one.description]),
            (.noCharter(home: "/h"), 78, ["/h", "charter adopt"]), (.partnerCount(1), 64, ["1"]),
            (.duplicatePartner(us), 64, ["us"]), (.duplicateKey("us", "ru"), 65, ["us", "ru"]),
            (.badSuccession(partner: us, number: 7, reason: "is odd"), 65, ["7 of us is odd"]),
        ]
        return files + documents
    }

    @Test func `every refusal says what was wrong, where, and what to do next`() throws {
        for (error, code, says) in try Self.all() {
            #expect(!error.message.isEmpty)
            #expect(!error.next.isEmpty)
            #expect(error.exitCode == code, "\(error)")
            for words in says { #expect(error.description.contains(words)) }
        }
    }

    @Test func `nothing in a peer's refusal acts upon a terminal`() throws {
        let error = PeerCertificateError.wrongName(found: "\u{1B}[2J\u{202E}\u{9B}\n")
        #expect(Printable.isPlain(error.description))
        #expect(error.word == "wrong_name")
    }
}
