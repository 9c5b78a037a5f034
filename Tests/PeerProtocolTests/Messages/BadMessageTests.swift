import BankModel
import Foundation
import SwiftProtobuf
import Testing

@testable import PeerProtocol

/// What is no message, and in which words it is refused.
@Suite struct BadMessageTests {
    @Test(arguments: BadMessage.greetings + BadMessage.logs)
    func `a message that is none is refused`(bad: BadMessage) throws { try bad.check() }

    @Test(arguments: BadMessage.papers + BadMessage.frontiers)
    func `a document or a frontier that is none is refused`(bad: BadMessage) throws {
        try bad.check()
    }

    @Test func `a frame that is no message is refused`() {
        for payload: [UInt8] in [[0xFF], [0x0A, 0x05, 1], [0x0B], Array("GET / HTTP/1.1".utf8)] {
            #expect(throws: ProtocolViolation("a frame that is no message")) {
                try MessageCodec.read(payload)
            }
        }
    }

    @Test func `a message of a kind that is not known is refused`() {
        for payload: [UInt8] in [[], [0x80, 0x7D, 0x01], [0x08, 0x01], [0x5A, 0x00]] {
            #expect(throws: ProtocolViolation("a message of an unknown kind")) {
                try MessageCodec.read(payload)
            }
        }
    }

    @Test func `a kept receipt that is none is refused`() {
        for bytes: [UInt8] in [[], [0xFF], [0x0A, 0x01, 0xFF], [0x0A, 0x00]] {
            #expect(throws: ProtocolViolation("malformed frontier")) {
                try SignedFrontier(bytes: bytes)
            }
        }
    }
}

/// One thing wrong with a message that is otherwise whole, and the words for it.
struct BadMessage: Sendable, CustomTestStringConvertible {
    let what: String
    let kind: String
    let words: String
    let edit: @Sendable (inout Jig_V1_Message) throws -> Void

    init(
        _ what: String,
        in kind: String,
        _ words: String,
        _ edit: @escaping @Sendable (inout Jig_V1_Message) throws -> Void
    ) {
        (self.what, self.kind, self.words, self.edit) = (what, kind, words, edit)
    }

    var testDescription: String { "\(kind): \(what)" }

    func check() throws {
        let sample = try #require(MessageSample.all.first { $0.name == kind })
        let good = MessageCodec.bytes(of: try sample.make())
        var wire = try Jig_V1_Message(serializedBytes: good)
        try edit(&wire)
        let bytes: [UInt8] = try wire.serializedBytes()
        try #require(bytes != good)
        #expect(throws: ProtocolViolation(words)) { try MessageCodec.read(bytes) }
    }
}

extension BadMessage {
    /// Hellos and acks.
    static let greetings = [
        Self("bank", in: "hello", "malformed hello") { $0.hello.bank.removeLast() },
        Self("author", in: "hello", "malformed hello") { $0.hello.author = "Us" },
        Self("15 bytes of process", in: "hello", "malformed hello") {
            $0.hello.process.removeLast()
        },
        Self("17 bytes of process", in: "hello", "malformed hello") { $0.hello.process.append(0) },
        Self("31 bytes of challenge", in: "hello", "malformed hello") {
            $0.hello.challenge.removeLast()
        },
        Self("no challenge", in: "hello", "malformed hello") { $0.hello.challenge = Data() },
        Self("a roster of nobody", in: "hello", "malformed hello: partner") {
            $0.hello.rosters[0].partner = "us.2"
        },
        Self("two rosters of one", in: "hello", "malformed hello: partner") {
            $0.hello.rosters[1].partner = $0.hello.rosters[0].partner
        },
        Self("nothing signed", in: "hello-ack", "hello-ack without a signature") {
            $0.helloAck.signature = Data()
        },
        Self("63 bytes of signature", in: "hello-ack", "hello-ack without a signature") {
            $0.helloAck.signature.removeLast()
        },
        Self("65 bytes of signature", in: "hello-ack", "hello-ack without a signature") {
            $0.helloAck.signature.append(0)
        },
    ]

    /// What is about a log.
    static let logs = [
        Self("author", in: "want", "a message about no log") { $0.want.author = "" },
        Self("channel 0", in: "want", "a message about no log") { $0.want.channel = 0 },
        Self("author", in: "entries", "a message about no log") { $0.entries.author = "u" },
        Self("channel 3", in: "entries", "a message about no log") { $0.entries.channel = 3 },
        Self("author", in: "credit", "a message about no log") { $0.credit.author = "us.01" },
        Self("channel 258", in: "credit", "a message about no log") { $0.credit.channel = 258 },
        Self("seq 0", in: "want", "a head that is none") { $0.want.have[0].seq = 0 },
        Self("seq 2^63", in: "want", "a head that is none") { $0.want.have[0].seq = 1 << 63 },
        Self("half a hash", in: "want", "a head that is none") {
            $0.want.have[1].hash = Data(count: 16)
        },
        Self("nothing", in: "entries", "entries without an entry") { $0.entries.entries = [] },
    ]

    /// Documents.
    static let papers = [
        Self("kind 0", in: "documents", "malformed document") {
            $0.documents.documents[0].kind = 0
        },
        Self("kind 3", in: "documents", "malformed document") {
            $0.documents.documents[0].kind = 3
        },
        Self("kind 257", in: "documents", "malformed document") {
            $0.documents.documents[0].kind = 257
        },
        Self("number 2^63", in: "documents", "malformed document") {
            $0.documents.documents[0].number = 1 << 63
        },
        Self("a roster of nobody", in: "documents", "malformed document: partner") {
            $0.documents.documents[1].partner = ""
        },
        Self("a charter of somebody", in: "documents", "malformed document: partner") {
            $0.documents.documents[0].partner = "us"
        },
        Self("a charter of no name", in: "documents", "malformed document: partner") {
            $0.documents.documents[0].partner = "?"
        },
    ]

    /// Frontiers; their signature is checked later.
    static let frontiers = [
        Self("no body", in: "frontier", "malformed frontier") { $0.frontier.body = Data() },
        Self("garbage", in: "frontier", "malformed frontier") { $0.frontier.body = Data([0xFF]) },
        Self("63 bytes of signature", in: "frontier", "malformed frontier") {
            $0.frontier.signature.removeLast()
        },
        body("bank", "malformed frontier") { $0.bank = Data() },
        body("author", "malformed frontier") { $0.author = "us." },
        body("31 bytes of digest", "malformed frontier") { $0.digest.removeLast() },
        body("a log of nobody", "a message about no log") { $0.logs[0].author = "" },
        body("channel 0", "a message about no log") { $0.logs[0].channel = 0 },
        body("a log without heads", "malformed frontier: log") { $0.logs[0].heads = [] },
        body("a log twice", "malformed frontier: log") { $0.logs.append($0.logs[0]) },
        body("seq 0", "a head that is none") { $0.logs[0].heads[0].seq = 0 },
        body("33 bytes of a head", "a head that is none") { $0.logs[0].heads[0].hash.append(0) },
    ]

    private static func body(
        _ what: String,
        _ words: String,
        _ edit: @escaping @Sendable (inout Jig_V1_FrontierBody) -> Void
    ) -> Self {
        Self(what, in: "frontier", words) { message in
            var body = try Jig_V1_FrontierBody(serializedBytes: message.frontier.body)
            edit(&body)
            message.frontier.body = try body.serializedBytes()
        }
    }
}
