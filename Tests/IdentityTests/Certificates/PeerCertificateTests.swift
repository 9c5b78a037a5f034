import BankModel
import Testing

@testable import Identity

@Suite struct PeerCertificateTests {
    private let us: Party
    private let ru: Party
    private let trust: Trust

    init() throws {
        us = try Party("us")
        ru = try Party("ru")
        trust = Trust(try charter(of: [us, ru]))
    }

    private func judge(
        _ chain: [[UInt8]],
        role: PeerRole = .client,
        expecting: PartnerID? = nil,
        now: Int64 = testTime,
        by trust: Trust? = nil
    ) -> Result<AuthorID, PeerCertificateError> {
        Result { () throws(PeerCertificateError) in
            try (trust ?? self.trust).author(of: chain, role: role, expecting: expecting, now: now)
        }
    }

    private func leaf(_ party: Party, for author: AuthorID? = nil) throws -> [[UInt8]] {
        try party.authority.leaf(for: author ?? party.log.author, now: testTime).certificateChainDER
    }

    @Test func `an honest leaf proves its author, in both roles`() throws {
        for role in [PeerRole.client, .server] {
            #expect(judge(try leaf(us), role: role) == .success(us.log.author))
            #expect(judge(try leaf(us), role: role, expecting: us.id) == .success(us.log.author))
        }
        let second = try author("us.2")
        #expect(judge(try leaf(us, for: second)) == .success(second))
    }

    @Test func `no certificate is refused`() { #expect(judge([]) == .failure(.noCertificate)) }

    @Test func `another partner than the one that was dialled is refused`() throws {
        let found = judge(try leaf(us), role: .server, expecting: ru.id)
        #expect(found == .failure(.wrongName(found: "jig:author:us")))
    }

    @Test func `a leaf that the other partner's CA issued is refused`() throws {
        let forged = try leaf(ru, for: us.log.author)
        #expect(judge(forged) == .failure(.wrongAuthority(of: us.id)))
    }

    @Test func `a leaf of a CA of the same name and another key is refused`() throws {
        let impostor = try CertificateAuthority(of: us.id, now: testTime)
        let forged = try impostor.leaf(for: us.log.author, now: testTime).certificateChainDER
        #expect(judge(forged) == .failure(.wrongAuthority(of: us.id)))
        #expect(judge(forged + [impostor.der]) == .failure(.wrongAuthority(of: us.id)))
        #expect(judge(forged + [us.authority.der]) == .failure(.wrongAuthority(of: us.id)))
    }

    @Test func `a stranger is refused`() throws {
        let stranger = try Party("xx")
        #expect(judge(try leaf(stranger)) == .failure(.unknownPartner(stranger.id)))
    }

    @Test func `a CA is no node`() throws {
        #expect(judge([us.authority.der]) == .failure(.noName))
    }

    @Test func `a leaf is valid from its first millisecond to its last`() throws {
        let credentials = try us.authority.leaf(for: us.log.author, now: testTime)
        let (from, until) = (credentials.validity.lowerBound, credentials.validity.upperBound)
        let chain = credentials.certificateChainDER
        let author = us.log.author
        for (now, expected) in [
            (
                from - 1,
                Result<AuthorID, PeerCertificateError>.failure(
                    .notYetValid(author: author, from: from)
                )
            ),
            (from, .success(author)), (until, .success(author)),
            (until + 1, .failure(.expired(author: author, until: until))),
            (Int64.max, .failure(.expired(author: author, until: until))),
            (Int64.min, .failure(.notYetValid(author: author, from: from))),
        ] {
            #expect(judge(chain, now: now) == expected)
        }
    }

    @Test func `a leaf does not outlive its CA`() throws {
        let end =
            testTime + CertificateAuthority.lifetimeDays * CertificateAuthority.dayMilliseconds
        let chain = try us.authority.leaf(for: us.log.author, now: end).certificateChainDER
        #expect(judge(chain, now: end) == .success(us.log.author))
        let late = judge(chain, now: end + 1)
        #expect(late == .failure(.expired(author: us.log.author, until: end)))
    }

    @Test func `a revoked author is refused`() throws {
        var newer = trust
        let revoked = Roster.Author(
            id: us.log.author,
            logKey: us.log.publicKey,
            isRevoked: true
        )
        #expect(try newer.take(us.roster(2, authors: [revoked])))
        #expect(judge(try leaf(us), by: newer) == .failure(.revoked(author: us.log.author)))
    }

    @Test func `no damage to a leaf traps or is taken`() throws {
        let der = try #require(try leaf(us).first)
        for index in der.indices {
            #expect(judge([Array(der.prefix(index))]) != .success(us.log.author))
            for bit in [0, 3, 7] {
                var damaged = der
                damaged[index] ^= 1 << bit
                #expect(judge([damaged]) != .success(us.log.author))
            }
        }
    }

    @Test func `a leaf whose signature claims unused bits is refused`() throws {
        // Only a signature that ends with a zero bit could claim one: most leaves have to try.
        for _ in 0..<8 {
            var der = try #require(try leaf(us).first)
            let last = try #require(der.last)
            guard last.isMultiple(of: 2) else { continue }
            let size = der.count
            // One in a hundred is shorter still.
            guard let count = (70...72).first(where: { der[size - $0 - 2] == UInt8($0 + 1) })
            else { continue }
            der[size - count - 1] = 1
            #expect(
                judge([der]) == .failure(.malformed(reason: "its signature is not of whole bytes"))
            )
        }
    }

    @Test func `rubbish is malformed`() {
        var dice = SystemRandomNumberGenerator()
        for count in 0..<500 {
            let rubbish = (0..<count).map { _ in UInt8.random(in: 0...255, using: &dice) }
            // A sequence's tag and length, so that the parser goes on.
            for bytes in [rubbish, [0x30, 0x82, UInt8(count >> 8), UInt8(count & 255)] + rubbish] {
                guard case .failure(.malformed) = judge([bytes]) else {
                    Issue.record("\(bytes) was not malformed")
                    return
                }
            }
        }
        let large = [UInt8](repeating: 0x30, count: 1_000_000)
        #expect(judge([large]) == .failure(.malformed(reason: "it is too large")))
    }
}
