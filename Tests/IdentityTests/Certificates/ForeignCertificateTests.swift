import BankModel
import Testing

@testable import Identity

/// Certificates that OpenSSL made: what no CA of ours would issue.
@Suite struct ForeignCertificateTests {
    private let scratch: Scratch
    private let authority: ForeignAuthority
    private let der: [UInt8]
    private static let usage = "extendedKeyUsage=clientAuth,serverAuth"
    private static let name = "subjectAltName=URI:jig:author:us"

    init() throws {
        scratch = try Scratch()
        authority = try ForeignAuthority("ca", in: scratch)
        der = try authority.der()
    }

    private func judge(
        _ leaf: [UInt8],
        role: PeerRole = .client
    ) -> Result<AuthorID, PeerCertificateError> {
        Result { () throws(PeerCertificateError) in
            try PeerCertificate.author(
                of: [leaf],
                role: role,
                expecting: nil,
                authorities: { _ in der },
                now: CertificateTests.now
            )
        }
    }

    @Test func `an honest leaf made by OpenSSL is taken`() throws {
        let leaf = try authority.leaf([Self.name, Self.usage])
        #expect(judge(leaf) == .success(try author("us")))
    }

    @Test func `a leaf without alternative names is refused, whatever its common name`() throws {
        let named = try authority.leaf([Self.usage], subject: "/CN=jig:author:us")
        #expect(judge(named) == .failure(.commonNameOnly))
        let unnamed = try authority.leaf([Self.usage], subject: "/CN=us")
        #expect(judge(unnamed) == .failure(.noName))
    }

    @Test func `a DNS name is not a URI`() throws {
        let leaf = try authority.leaf(["subjectAltName=DNS:us", Self.usage], subject: "/CN=us")
        #expect(judge(leaf) == .failure(.noName))
    }

    @Test(arguments: [
        "jig:author:US", "jig:author:", "jig:author:us.1", "http://us", "us",
        "JIG:author:us", "jig:author:us%00",
    ])
    func `any other name is refused`(uri: String) throws {
        let leaf = try authority.leaf(["subjectAltName=URI:\(uri)", Self.usage])
        guard case .failure(.wrongName) = judge(leaf) else {
            Issue.record("\(uri): \(judge(leaf))")
            return
        }
    }

    @Test func `two names are refused`() throws {
        let leaf = try authority.leaf([Self.name + ",URI:jig:author:ru", Self.usage])
        #expect(judge(leaf) == .failure(.wrongName(found: "jig:author:us jig:author:ru")))
    }

    @Test func `a leaf is for its role only`() throws {
        let us = try author("us")
        let client = try authority.leaf([Self.name, "extendedKeyUsage=clientAuth"])
        let server = try authority.leaf([Self.name, "extendedKeyUsage=serverAuth"])
        #expect(judge(client, role: .client) == .success(us))
        #expect(judge(server, role: .server) == .success(us))
        for (leaf, role) in [(client, PeerRole.server), (server, .client)] {
            let expected = PeerCertificateError.wrongUsage(
                author: us,
                reason: "is not for a TLS \(role)"
            )
            #expect(judge(leaf, role: role) == .failure(expected))
        }
    }

    @Test(arguments: [
        ["extendedKeyUsage=codeSigning"], ["extendedKeyUsage=anyExtendedKeyUsage"], [],
        ["extendedKeyUsage=clientAuth", "keyUsage=keyEncipherment"],
        ["extendedKeyUsage=clientAuth", "basicConstraints=critical,CA:TRUE"],
    ])
    func `a leaf for anything else is refused`(extensions: [String]) throws {
        let leaf = try authority.leaf([Self.name] + extensions)
        guard case .failure(.wrongUsage) = judge(leaf) else {
            Issue.record("\(extensions): \(judge(leaf))")
            return
        }
    }

    @Test func `a critical extension that nothing looks at is refused`() throws {
        let extensions = [Self.name, Self.usage, "1.2.3.4=critical,ASN1:UTF8String:x"]
        guard case .failure(.malformed(let reason)) = judge(try authority.leaf(extensions)) else {
            Issue.record("an unknown critical extension was ignored")
            return
        }
        #expect(reason.contains("1.2.3.4"))
    }

    @Test func `a leaf of an intermediate is refused`() throws {
        let inner = try authority.leaf([
            "basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign", Self.name,
        ])
        let other = try ForeignAuthority("inner", in: scratch)
        let leaf = try other.leaf([Self.name, Self.usage])
        #expect(judge(leaf) == .failure(.wrongAuthority(of: try partner("us"))))
        guard case .failure = judge(inner) else {
            Issue.record("an intermediate was taken for a node")
            return
        }
    }

    @Test func `a roster takes only a P-256 CA that signed itself`() throws {
        let party = try Party("us")
        #expect(refusal { _ = try AuthorityCertificate(der: der, of: party.id) } == nil)
        let leaf = try authority.leaf([Self.name, Self.usage])
        let usage = try ForeignAuthority(
            "usage",
            in: scratch,
            extensions: ["keyUsage=critical,digitalSignature"]
        )
        try OpenSSL.succeed(
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=rsa",
            "-keyout",
            scratch.path("rsa.key"),
            "-outform",
            "DER",
            "-out",
            scratch.path("rsa.der")
        )
        let rsa = try Scratch.bytes(of: scratch.path("rsa.der"))
        var damaged = der
        damaged[damaged.count - 1] ^= 1
        for wrong in [[], [1, 2, 3], leaf, try usage.der(), rsa, damaged] {
            let roster = Roster(
                partner: party.id,
                number: 1,
                authors: party.card.roster.roster.authors,
                certificateAuthority: wrong,
                address: "h:1"
            )
            let error = refusal { _ = try RosterDocument(signing: roster, with: party.rootKey) }
            guard case .badCertificate? = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }
}
