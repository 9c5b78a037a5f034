import BankModel
import Identity
import Testing

@testable import PeerTransport

@Suite struct TrustTests {
    @Test func `revoking an author ends its session within a second, and no other`() async throws {
        let bank = try TestBank.shared.get()
        let (us, ru, fr) = (try TestNode("us"), try TestNode("ru"), try TestNode("fr"))
        try await running(us, ru, fr) {
            let revoked = try await ru.connect(to: us, as: "us")
            let other = try await fr.connect(to: us, as: "us")
            let dialled = try await us.connect(to: ru, as: "ru")
            let start = ContinuousClock.now
            us.transport.update(trust: try bank.trustAfterRevoking("ru"))
            #expect(try await us.closed(revoked.others) == .revoked)
            #expect(try await us.closed(dialled.own) == .revoked)
            #expect(ContinuousClock.now - start < .seconds(1))
            fr.transport.send(other.own, frame: [7])
            #expect(try await us.frames(other.others, count: 1) == [[7]])
        }
    }

    @Test func `a renewed leaf is shown from then on, and the session there is goes on`()
        async throws
    {
        let bank = try TestBank.shared.get()
        try bank.authority("ru").issue(.init(), as: "renewed")
        let (us, ru) = (try TestNode("us"), try TestNode("ru"))
        try await running(us, ru) {
            let old = try await ru.connect(to: us, as: "us")
            try ru.transport.update(credentials: bank.credentials("ru", leaf: "renewed"))
            let new = try await ru.connect(to: us, as: "us")
            let back = try await us.connect(to: ru, as: "ru")
            let leaf = Hash256(hashing: try bank.authority("ru").der("renewed.pem"))
            #expect(try await us.opened(old.others).peerLeafHash != leaf)
            #expect(try await us.opened(new.others).peerLeafHash == leaf)
            #expect(try await us.opened(back.own).peerLeafHash == leaf)
            ru.transport.send(old.own, frame: [1])
            us.transport.send(old.others, frame: [2])
            #expect(try await us.frames(old.others, count: 1) == [[1]])
            #expect(try await ru.frames(old.own, count: 1) == [[2]])
        }
    }

    @Test func `credentials that cannot be used are refused, and the old ones stay`() async throws {
        let bank = try TestBank.shared.get()
        let (us, ru) = (try TestNode("us"), try TestNode("ru"))
        try await running(us, ru) {
            let good = try bank.credentials("ru")
            for key in [[], try bank.credentials("us").privateKeyDER] {
                #expect(throws: (any Error).self) {
                    try ru.transport.update(
                        credentials: .init(
                            author: good.author,
                            certificateChainDER: good.certificateChainDER,
                            privateKeyDER: key,
                            validity: good.validity
                        )
                    )
                }
            }
            _ = try await ru.connect(to: us, as: "us")
        }
    }

    @Test func `a certificate that expires during a session does not end it`() async throws {
        let bank = try TestBank.shared.get()
        let later = Watched<Int64>(1_790_000_000_000)
        var options = TestNode.Options()
        options.adjust = { $0.now = { later.value } }
        let (us, ru) = (try TestNode("us", options), try TestNode("ru"))
        try await running(us, ru) {
            let ids = try await ru.connect(to: us, as: "us")
            later.change { $0 = 3_000_000_000_000 }
            us.transport.update(trust: bank.trust)
            ru.transport.send(ids.own, frame: [1])
            #expect(try await us.frames(ids.others, count: 1) == [[1]])
            _ = ru.transport.dial(
                try TestBank.id("us"),
                host: "127.0.0.1",
                port: try await us.port()
            )
            #expect(try await us.refusal().word == "expired")
        }
    }
}
