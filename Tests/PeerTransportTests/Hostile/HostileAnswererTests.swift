import BankModel
import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import PeerTransport

/// One way in which somebody who is not the peer may answer our call.
struct HostileAnswerer: Sendable, CustomTestStringConvertible {
    let word: String
    let testDescription: String
    var signer: @Sendable (TestBank) throws -> OpenSSLAuthority = { try $0.authority("ru") }
    var change: @Sendable (inout OpenSSLAuthority.Leaf) -> Void = { _ in }
    var arguments = ["-tls1_3", "-alpn", "jig/1"]

    static let all: [Self] = [
        Self(word: "wrong_authority", testDescription: "an unknown CA", signer: { $0.stranger }),
        Self(
            word: "other_partners_authority",
            testDescription: "another partner's CA",
            signer: { try $0.authority("fr") }
        ),
        Self(
            word: "wrong_name",
            testDescription: "another partner",
            signer: { try $0.authority("fr") },
            change: { $0.names = "URI:jig:author:fr" }
        ),
        Self(
            word: "other_author",
            testDescription: "another node of the partner",
            change: { $0.names = "URI:jig:author:ru.2" }
        ),
        Self(
            word: "expired",
            testDescription: "an expired certificate",
            change: { $0.until = "20210101000000Z" }
        ),
        Self(
            word: "wrong_usage",
            testDescription: "a client's certificate",
            change: { $0.usage = "clientAuth" }
        ),
        Self(
            word: "no_name",
            testDescription: "the address as name",
            change: { $0.names = "IP:127.0.0.1" }
        ),
        Self(
            word: "old_tls",
            testDescription: "TLS 1.2",
            arguments: ["-tls1_2", "-alpn", "jig/1"]
        ),
        Self(
            word: "other_protocol",
            testDescription: "no application protocol",
            arguments: ["-tls1_3"]
        ),
    ]
}

@Suite struct HostileAnswererTests {
    private func check(
        _ us: TestNode,
        calling port: Int,
        gives word: String
    ) async throws {
        let ru = try TestBank.id("ru")
        let id = us.transport.dial(
            ru,
            host: "127.0.0.1",
            port: port,
            expected: AuthorID(firstOf: ru)
        )
        #expect(try await us.dialFailed(id).word == word)
        #expect(us.log.value == ["ru \(word)"])
    }

    @Test(arguments: HostileAnswerer.all)
    func `is refused with its own reason`(answerer: HostileAnswerer) async throws {
        let authority = try answerer.signer(try TestBank.shared.get())
        var leaf = OpenSSLAuthority.Leaf()
        answerer.change(&leaf)
        let file = UUID().uuidString
        try authority.issue(leaf, as: file)
        let server = try TalkingChild(
            "openssl",
            [
                "s_server", "-accept", "127.0.0.1:0", "-cert",
                authority.path("\(file).pem"), "-key", authority.path("\(file).key"),
            ] + answerer.arguments,
            in: authority.directory
        )
        defer { server.kill() }
        let port = try await server.output.wait("a port") { output in
            output.split(separator: "\n").first { $0.hasPrefix("ACCEPT 127.0.0.1:") }
                .flatMap { $0.split(separator: ":").last }.flatMap { Int($0) }
        }
        let us = try TestNode("us")
        try await running(us) { try await check(us, calling: port, gives: answerer.word) }
    }

    @Test(arguments: [
        ("plain_text", "SSH-2.0-OpenSSH_9.7\r\n"), ("garbage", "\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}"),
    ])
    func `who does not speak TLS is refused`(word: String, text: String) async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.execute {
                    channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
                }
                return channel.eventLoop.makeSucceededVoidFuture()
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let us = try TestNode("us")
        try await running(us) {
            try await check(us, calling: server.localAddress?.port ?? 0, gives: word)
        }
        try await server.close()
    }

    @Test func `who says nothing is given up`() async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        var options = TestNode.Options()
        options.adjust = { $0.timeouts.handshakeMilliseconds = 500 }
        let us = try TestNode("us", options)
        try await running(us) {
            try await check(
                us,
                calling: server.localAddress?.port ?? 0,
                gives: "handshake_timeout"
            )
        }
        try await server.close()
    }

    @Test func `nobody there is said to be nobody there`() async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = server.localAddress?.port ?? 0
        try await server.close()
        let us = try TestNode("us")
        try await running(us) { try await check(us, calling: port, gives: "unreachable") }
    }

    @Test func `our certificate refused by the peer is told apart from a cut`() async throws {
        var options = TestNode.Options()
        options.trust = try TestBank.shared.get().trustAfterRevoking("us")
        let (us, ru) = (try TestNode("us"), try TestNode("ru", options))
        try await running(us, ru) {
            let id = us.transport.dial(
                try TestBank.id("ru"),
                host: "127.0.0.1",
                port: try await ru.port()
            )
            #expect(try await us.closed(id).word == "alert")
        }
    }
}
