import BankModel
import Identity
import Testing

@testable import PeerTransport

/// One after another: OpenSSL needs the processors, and the honest peer has deadlines to keep.
@Suite(.serialized) struct HostileCallerTests {
    @Test(arguments: HostileCaller.all)
    func `is refused with its own reason, and the honest peer is unharmed`(
        caller: HostileCaller
    ) async throws {
        var options = TestNode.Options()
        options.adjust = {
            if caller.word == "handshake_timeout" { $0.timeouts.handshakeMilliseconds = 2_000 }
            if caller.word == "hello_timeout" { $0.timeouts.helloMilliseconds = 2_000 }
        }
        let (us, fr) = (try TestNode("us", options), try TestNode("fr"))
        try await running(us, fr, trusting: false) {
            let honest = try await fr.connect(to: us, as: "us")
            us.transport.markAuthenticated(honest.others)
            fr.transport.markAuthenticated(honest.own)
            try await caller.call(us)
            _ = try await us.log.wait("\(caller.word) in the log") {
                $0.contains(caller.word) ? true : nil
            }
            #expect(us.transport.reasonCounts[caller.word] == 1)
            fr.transport.send(honest.own, frame: [1, 2, 3])
            us.transport.send(honest.others, frame: [4, 5])
            #expect(try await us.frames(honest.others, count: 1) == [[1, 2, 3]])
            #expect(try await fr.frames(honest.own, count: 1) == [[4, 5]])
        }
    }

    @Test func `a revoked author is refused`() async throws {
        var options = TestNode.Options()
        options.trust = try TestBank.shared.get().trustAfterRevoking("ru")
        let (us, ru) = (try TestNode("us", options), try TestNode("ru"))
        try await running(us, ru) {
            _ = ru.transport.dial(
                try TestBank.id("us"),
                host: "127.0.0.1",
                port: try await us.port()
            )
            let author = AuthorID(firstOf: try TestBank.id("ru"))
            #expect(try await us.refusal() == .certificate(.revoked(author: author)))
        }
    }

    @Test func `the oldest silent connection makes room for one that speaks`() async throws {
        let options = TestNode.Options(adjust: {
            $0.unauthenticatedConnectionsMax = 4
            // Nobody authenticates here, and a busy machine takes its time.
            $0.timeouts.handshakeMilliseconds = 60_000
            $0.timeouts.helloMilliseconds = 60_000
        })
        let (us, fr) = (try TestNode("us", options), try TestNode("fr", options))
        try await running(us, fr, trusting: false) {
            let port = try await us.port()
            let silent = [try await RawClient(port: port), try await RawClient(port: port)]
            let first = try await fr.connect(to: us, as: "us")
            try await silent[0].waitForEnd()
            #expect(try await us.refusal() == .tooManyUnauthenticated)
            us.transport.markAuthenticated(first.others)
            let second = try await fr.connect(to: us, as: "us")
            let third = try await fr.connect(to: us, as: "us")
            try await silent[1].waitForEnd()
            let fourth = try await fr.connect(to: us, as: "us")
            let reason = "too many connections had not authenticated"
            #expect(try await us.closed(second.others) == .local(reason))
            #expect(us.transport.isWritable(first.others) && us.transport.isWritable(third.others))
            #expect(us.transport.isWritable(fourth.others))
        }
    }

    @Test func `no connection is accepted when only the reserved descriptors are left`()
        async throws
    {
        var options = TestNode.Options()
        options.adjust = { $0.descriptorsReserved = Int(Int32.max) }
        let us = try TestNode("us", options)
        try await running(us) {
            let client = try await RawClient(port: try await us.port())
            try await client.waitForEnd()
            #expect(try await us.refusal() == .descriptorsExhausted)
        }
    }
}
