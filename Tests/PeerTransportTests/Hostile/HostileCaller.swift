import BankModel
import Foundation
import PeerProtocol
import Testing

@testable import PeerTransport

/// One way in which somebody who is not an honest peer may call.
struct HostileCaller: Sendable, CustomTestStringConvertible {
    /// What the log must say.
    let word: String
    let testDescription: String
    private let call: @Sendable (TestBank, TestNode) async throws -> Void

    /// Calls, and lives on until the other side has ended it or `body` has returned.
    func call(_ node: TestNode) async throws {
        try await call(try TestBank.shared.get(), node)
    }

    static let all: [Self] = certificates + withoutCertificates + withoutTLS
}

extension HostileCaller {
    /// TLS as it should be, with a certificate that it should not have.
    private init(
        _ word: String,
        _ description: String,
        signedBy partner: String? = "ru",
        change: @escaping @Sendable (inout OpenSSLAuthority.Leaf) -> Void = { _ in }
    ) {
        self.word = word
        testDescription = description
        call = { bank, node in
            let authority = try partner.map(bank.authority) ?? bank.stranger
            var leaf = OpenSSLAuthority.Leaf()
            change(&leaf)
            let file = UUID().uuidString
            try authority.issue(leaf, as: file)
            try await Self.client(node, Self.showing(file, of: authority))
        }
    }

    private static let certificates: [Self] = [
        Self("wrong_authority", "an unknown CA", signedBy: nil),
        Self("other_partners_authority", "the other partner's CA", signedBy: "us"),
        Self("expired", "an expired certificate") { $0.until = "20210101000000Z" },
        Self("not_yet_valid", "a certificate of the future") { $0.from = "20470101000000Z" },
        Self("wrong_name", "another kind of name") { $0.names = "URI:https://ru.example" },
        Self("wrong_name", "two names") { $0.names = "URI:jig:author:ru,URI:jig:author:us" },
        Self("wrong_name", "an author in another spelling") { $0.names = "URI:jig:author:ru.1" },
        Self("unknown_partner", "a stranger's name") { $0.names = "URI:jig:author:xx" },
        Self("no_name", "no name at all") { $0.names = "" },
        Self("no_name", "a host's name only") { $0.names = "DNS:ru.example" },
        Self("common_name_only", "the author as common name only") {
            $0.names = ""
            $0.commonName = "jig:author:ru"
        },
        Self("wrong_usage", "a server's certificate") { $0.usage = "serverAuth" },
        Self("wrong_usage", "a certificate for no use in particular") { $0.usage = "" },
    ]
}

extension HostileCaller {
    /// `openssl s_client` with these arguments besides the usual.
    private init(_ word: String, _ description: String, client arguments: [String], isHonest: Bool)
    {
        self.word = word
        testDescription = description
        call = { bank, node in
            let identity = isHonest ? Self.showing("honest", of: try bank.authority("ru")) : []
            try await Self.client(node, identity + arguments, usual: [])
        }
    }

    private static let withoutCertificates: [Self] = [
        Self("no_certificate", "no certificate", client: ["-alpn", "jig/1"], isHonest: false),
        Self("old_tls", "TLS 1.2", client: ["-tls1_2", "-alpn", "jig/1"], isHonest: true),
        Self("other_protocol", "no application protocol", client: [], isHonest: true),
        Self("other_protocol", "HTTP as protocol", client: ["-alpn", "http/1.1"], isHonest: true),
        Self(word: "hello_timeout", testDescription: "silence after the handshake") { bank, node in
            try await Self.client(node, Self.showing("honest", of: try bank.authority("ru")))
        },
        Self(word: "resumed_session", testDescription: "a resumed ticket") { bank, node in
            let authority = try bank.authority("ru")
            let identity = Self.showing("honest", of: authority)
            let ticket = try await Self.ticket(from: node, identity, in: authority)
            try await Self.client(node, ["-sess_in", ticket])
        },
        Self(word: "resumed_session", testDescription: "a ticket beside a good certificate") {
            (bank, node) in
            let authority = try bank.authority("ru")
            let identity = Self.showing("honest", of: authority)
            let ticket = try await Self.ticket(from: node, identity, in: authority)
            try await Self.client(node, identity + ["-sess_in", ticket])
        },
    ]

    private static func showing(_ file: String, of authority: OpenSSLAuthority) -> [String] {
        ["-cert", authority.path("\(file).pem"), "-key", authority.path("\(file).key")]
    }

    /// Runs `openssl s_client` until the server hangs up.
    private static func client(
        _ node: TestNode,
        _ arguments: [String],
        usual: [String] = ["-tls1_3", "-alpn", "jig/1"]
    ) async throws {
        let process = try await start(node, usual + arguments)
        defer { process.kill() }
        _ = try await process.waitForEnd()
    }

    /// Connects once as an honest peer would, and keeps the session's ticket in a file.
    ///
    /// BoringSSL sends tickets together with the server's first bytes.
    private static func ticket(
        from node: TestNode,
        _ identity: [String],
        in authority: OpenSSLAuthority
    ) async throws -> String {
        let file = authority.path("\(UUID().uuidString).ticket")
        let process = try await start(
            node,
            ["-tls1_3", "-alpn", "jig/1", "-sess_out", file] + identity
        )
        defer { process.kill() }
        node.transport.send(try await node.accepted(from: "ru"), frame: [0])
        try await process.waitForOutput("Session Ticket arrived")
        return file
    }

    private static func start(_ node: TestNode, _ arguments: [String]) async throws -> TalkingChild
    {
        try TalkingChild(
            "openssl",
            ["s_client", "-connect", "127.0.0.1:\(try await node.port())"] + arguments,
            in: FileManager.default.temporaryDirectory
        )
    }
}

extension HostileCaller {
    /// A bare TCP connection that sends `bytes` and waits.
    private init(_ word: String, _ description: String, bytes: [UInt8]) {
        self.word = word
        testDescription = description
        call = { _, node in
            let client = try await RawClient(port: try await node.port())
            try await client.send(bytes)
            try await client.waitForEnd()
        }
    }

    private static let withoutTLS: [Self] = [
        Self("plain_text", "HTTP", bytes: Array("GET / HTTP/1.1\r\nHost: us\r\n\r\n".utf8)),
        Self("plain_text", "SSH", bytes: Array("SSH-2.0-OpenSSH_9.7\r\n".utf8)),
        Self(
            "garbage",
            "garbage",
            bytes: (0..<2048).map { UInt8(truncatingIfNeeded: 151 &* $0 &+ 1) }
        ),
        Self(
            "garbage",
            "garbage that begins as TLS",
            bytes: [22, 3, 1, 0, 8] + Array(repeating: 9, count: 64)
        ),
        Self(
            "garbage",
            "a frame without TLS",
            bytes: FrameEncoder.encode(Array(repeating: 7, count: 300))
        ),
        Self("handshake_timeout", "silence from the start", bytes: []),
        Self(
            "handshake_timeout",
            "a handshake that stalls",
            bytes: [22, 3, 1, 1, 0, 1, 0, 0, 252, 3, 3]
        ),
        Self(word: "handshake_cut", testDescription: "a caller who hangs up") { _, node in
            let client = try await RawClient(port: try await node.port())
            try await client.send([22, 3, 1, 1, 0])
            await client.close()
        },
    ]
}
