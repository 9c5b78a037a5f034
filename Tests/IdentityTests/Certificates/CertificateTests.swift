import BankModel
import Foundation
import Testing

@testable import Identity

@Suite struct CertificateTests {
    @Test func `OpenSSL verifies our leaf against our CA, for client and server`() throws {
        let household = try Household(now: Self.now)
        let home = household.home
        for purpose in ["sslclient", "sslserver"] {
            let printed = try OpenSSL.succeed(
                "verify",
                "-x509_strict",
                "-purpose",
                purpose,
                "-CAfile",
                home.authority,
                home.leaf
            )
            #expect(printed.contains("OK"))
        }
    }

    @Test func `OpenSSL reads the keys, and finds each certificate to be of its key`() throws {
        let household = try Household(now: Self.now)
        let home = household.home
        for (key, certificate) in [(home.authorityKey, home.authority), (home.leaf, home.leaf)] {
            let fromKey = try OpenSSL.succeed("pkey", "-in", key, "-pubout")
            let fromCertificate = try OpenSSL.succeed(
                "x509",
                "-in",
                certificate,
                "-noout",
                "-pubkey"
            )
            #expect(fromKey == fromCertificate)
            #expect(fromKey.contains("BEGIN PUBLIC KEY"))
        }
        for key in [home.rootKey, home.logKey] { try OpenSSL.succeed("pkey", "-in", key, "-noout") }
    }

    @Test func `a leaf says who, what for and how long`() throws {
        let now = Self.now
        let household = try Household(now: now)
        let text = try OpenSSL.succeed("x509", "-in", household.home.leaf, "-noout", "-text")
        #expect(text.contains("URI:jig:author:us"))
        #expect(text.contains("TLS Web Server Authentication, TLS Web Client Authentication"))
        #expect(text.contains("CA:FALSE"))
        #expect(text.contains("prime256v1"))
        let validity = try household.home.credentials().validity
        #expect(validity.lowerBound == now - 5 * 60 * 1000)
        #expect(validity.upperBound == now + 30 * 24 * 60 * 60 * 1000)
    }

    @Test func `a CA may sign certificates and nothing below it may`() throws {
        let household = try Household(now: Self.now)
        let text = try OpenSSL.succeed("x509", "-in", household.home.authority, "-noout", "-text")
        #expect(text.contains("CA:TRUE, pathlen:0"))
        #expect(text.contains("Certificate Sign"))
        #expect(!text.contains("Digital Signature"))
    }

    @Test func `a leaf is due after two thirds of its life, and before its start`() throws {
        let party = try Party("us")
        let leaf = try party.authority.leaf(
            for: party.log.author,
            now: testTime,
            lifetimeMilliseconds: 85 * 60 * 1000
        )
        // The life is 90 minutes: 5 before `testTime` and 85 after it.
        let due = testTime + 55 * 60 * 1000
        #expect(LeafRenewal.dueAt(leaf) == due)
        for (now, isDue) in [
            (due - 1, false), (due, true), (due + 1, true), (testTime, false),
            (testTime - 5 * 60 * 1000, false), (testTime - 5 * 60 * 1000 - 1, true),
        ] {
            #expect(LeafRenewal.isDue(leaf, now: now) == isDue)
        }
    }

    @Test func `a renewed leaf has a new key and replaces the old one on disk`() throws {
        let household = try Household()
        let old = try household.home.credentials()
        let renewed = try household.home.renewLeaf(now: testTime + 86_400_000)
        #expect(try household.home.credentials() == renewed)
        #expect(renewed.author == old.author)
        #expect(renewed.privateKeyDER != old.privateKeyDER)
        #expect(renewed.validity.lowerBound > old.validity.lowerBound)
        #expect(try Scratch.mode(of: household.home.leaf) == 0o600)
    }

    @Test func `a leaf beside a key that is not its own is refused`() throws {
        let household = try Household()
        let home = household.home
        let old = try Scratch.text(of: home.leaf)
        _ = try home.renewLeaf(now: testTime)
        let new = try Scratch.text(of: home.leaf)
        let end = "-----END PRIVATE KEY-----\n"
        let key = try #require(old.range(of: end)).upperBound
        let leaf = try #require(new.range(of: end)).upperBound
        try household.scratch.write(String(old[..<key] + new[leaf...]), to: "home/keys/tls.pem")
        guard case .contradiction(home.leaf, _)? = refusal({ _ = try home.credentials() }) else {
            Issue.record("a leaf was taken beside another key")
            return
        }
    }

    /// OpenSSL looks at the real clock.
    static var now: Int64 { Int64(Date().timeIntervalSince1970) * 1000 }
}
