import BankModel
import Testing

@testable import PeerTransport

@Suite struct SessionTests {
    @Test func `both sides learn each other's author and leaf, and the roles mirror`() async throws
    {
        let (us, ru) = (try TestNode("us"), try TestNode("ru"))
        try await running(us, ru) {
            let ids = try await ru.connect(to: us, as: "us")
            let (called, caller) = (try await us.opened(ids.others), try await ru.opened(ids.own))
            #expect(called.role == .accepted && caller.role == .dialled)
            #expect(called.author.description == "ru" && caller.author.description == "us")
            #expect(called.partner.text == "ru" && caller.partner.text == "us")
            #expect(called.ownLeafHash == caller.peerLeafHash)
            #expect(called.peerLeafHash == caller.ownLeafHash)
            let bank = try TestBank.shared.get()
            #expect(
                called.ownLeafHash
                    == Hash256(hashing: try bank.authority("us").der("honest.pem"))
            )
            #expect(caller.remoteAddress == "127.0.0.1:\(try await us.port())")
        }
    }

    @Test func `a connection that is not authenticated in time ends`() async throws {
        var options = TestNode.Options()
        options.adjust = { $0.timeouts.helloMilliseconds = 200 }
        let (us, ru) = (try TestNode("us", options), try TestNode("ru"))
        try await running(us, ru, trusting: false) {
            let ids = try await ru.connect(to: us, as: "us")
            #expect(try await us.closed(ids.others) == .helloTimeout)
            #expect(try await ru.closed(ids.own) == .cutShort)
        }
    }

    @Test func `a silent peer is closed`() async throws {
        var options = TestNode.Options()
        options.adjust = { $0.timeouts.idleMilliseconds = 300 }
        let (us, ru) = (try TestNode("us", options), try TestNode("ru"))
        try await running(us, ru) {
            let ids = try await ru.connect(to: us, as: "us")
            #expect(try await us.closed(ids.others) == .idle)
        }
    }

    @Test func `close flushes what was sent before`() async throws {
        let (us, ru) = (try TestNode("us"), try TestNode("ru"))
        try await running(us, ru) {
            let ids = try await ru.connect(to: us, as: "us")
            let frame = [UInt8](repeating: 9, count: Limits.frameBytesMax)
            for _ in 0..<8 { ru.transport.send(ids.own, frame: frame) }
            ru.transport.close(ids.own, "done")
            #expect(try await us.frames(ids.others, count: 8) == Array(repeating: frame, count: 8))
            #expect(try await us.closed(ids.others) == .peerClosed)
            #expect(try await ru.closed(ids.own) == .local("done"))
            #expect(ru.transport.send(ids.own, frame: [1]) == .gone)
        }
    }

    @Test func `a reset is told as one, to both sides`() async throws {
        let (us, ru) = (try TestNode("us"), try TestNode("ru"))
        try await running(us, ru) {
            let relay = try await Relay(to: try await us.port())
            let own = ru.transport.dial(
                try TestBank.id("us"),
                host: "127.0.0.1",
                port: await relay.port
            )
            _ = try await ru.opened(own)
            let others = try await us.accepted()
            try await relay.reset()
            #expect(try await ru.closed(own) == .reset)
            #expect(try await us.closed(others) == .reset)
            await relay.stop()
        }
    }

    @Test func `bytes that are no frame cost the sender its connection`() async throws {
        let (us, bank) = (try TestNode("us"), try TestBank.shared.get())
        try await running(us) {
            let client = try TalkingChild(
                "openssl",
                [
                    "s_client", "-quiet", "-connect",
                    "127.0.0.1:\(try await us.port())",
                    "-alpn", "jig/1", "-cert", "honest.pem", "-key", "honest.key",
                ],
                in: try bank.authority("ru").directory
            )
            defer { client.kill() }
            let id = try await us.accepted()
            try client.write("\u{3}abc\u{7f}")
            #expect(try await us.frames(id, count: 1) == [Array("abc".utf8)])
            try client.write(String(repeating: "\u{ff}", count: 100))
            #expect(try await us.closed(id).word == "bad_frame")
        }
    }

    @Test func `a peer that is killed is told apart from one that says goodbye`() async throws {
        let (us, bank) = (try TestNode("us"), try TestBank.shared.get())
        try await running(us) {
            for isPolite in [true, false] {
                let known = us.events.value.count
                let client = try TalkingChild(
                    "openssl",
                    [
                        "s_client", "-connect", "127.0.0.1:\(try await us.port())",
                        "-alpn", "jig/1", "-cert", "honest.pem", "-key", "honest.key",
                    ],
                    in: try bank.authority("ru").directory
                )
                defer { client.kill() }
                let id = try await us.accepted(after: known)
                us.transport.send(id, frame: [0])
                try await client.waitForOutput("Session Ticket arrived")
                if isPolite { try client.closeInput() } else { client.kill() }
                let reason = try await us.closed(id)
                // The kernel resets the connection of a process that dies with bytes unread.
                #expect(isPolite ? reason == .peerClosed : [.cutShort, .reset].contains(reason))
            }
        }
    }

    @Test func `the end of a transport closes all there is and then its events`() async throws {
        let (us, ru) = (try TestNode("us"), try TestNode("ru"))
        try await running(ru) {
            try await running(us) { _ = try await ru.connect(to: us, as: "us") }
            let reasons = us.events.value.compactMap { event -> CloseReason? in
                if case .closed(_, let reason) = event { reason } else { nil }
            }
            #expect(reasons == [.shutdown])
        }
    }
}
