import BankModel
import Foundation
import SwiftProtobuf
import Testing

@testable import PeerProtocol

/// Each limit of a message, one below it, at it and one above.
@Suite struct MessageLimitTests {
    @Test func `heads in a want`() throws {
        let limit = Limits.wantHashesMax
        try check("want", limit, "a want with \(limit + 1) hashes") { message, count in
            message.want.have = Array(repeating: message.want.have[0], count: count)
        }
    }

    @Test func `documents in a message`() throws {
        let limit = Limits.documentsMax
        try check("documents", limit, "\(limit + 1) documents in one message") { message, count in
            message.documents.documents = Array(
                repeating: message.documents.documents[1],
                count: count
            )
        }
    }

    @Test func `a document's bytes`() throws {
        try check("documents", Limits.documentBytesMax, "malformed document") { message, count in
            message.documents.documents[0].bytes = Data(count: count)
        }
    }

    @Test func `rosters in a hello`() throws {
        try check("hello", Limits.partnersMax, "malformed hello") { message, count in
            message.hello.rosters = (0..<count).map { number in
                var roster = Jig_V1_RosterNumber()
                roster.partner = "p\(number)"
                return roster
            }
        }
    }

    @Test func `versions in a hello`() throws {
        try check("hello", Limits.versionsMax, "malformed hello") { message, count in
            message.hello.versions = Array(repeating: 1, count: count)
        }
    }

    @Test func `the text of a goodbye is cut at its limit, and within no letter`() throws {
        let limit = Limits.nameBytesMax
        for (text, count) in [
            (String(repeating: "x", count: limit - 1), limit - 1),
            (String(repeating: "x", count: limit), limit),
            (String(repeating: "x", count: limit + 1), limit),
            (String(repeating: "x", count: limit - 1) + "é", limit - 1),
            (String(repeating: "x", count: limit - 2) + "é", limit),
            (String(repeating: "x", count: limit - 3) + "🏥", limit - 3),
            (String(repeating: "x", count: 100_000), limit),
        ] {
            var wire = Jig_V1_Message()
            wire.goodbye.reason = 4
            wire.goodbye.text = text
            let read = try MessageCodec.read(wire.serializedBytes())
            let cut = String(decoding: text.utf8.prefix(count), as: UTF8.self)
            #expect(read == .goodbye(.violation(cut)))
            // What this node writes is cut as well, whatever an error says.
            let written = MessageCodec.bytes(of: .goodbye(.violation(text)))
            #expect(try written.count < limit + 10 && MessageCodec.read(written) == read)
        }
    }

    @Test func `a frame has room for an entry of the largest size, and for a whole document`()
        throws
    {
        let entry = [UInt8](repeating: 1, count: Limits.entryBytesMax)
        let log = try Sample.log("abcdefghijklmno0.65535", .ops)
        let document = StoredDocument(
            kind: .roster,
            partner: try Sample.partner("abcdefghijklmno0"),
            number: UInt64(Int64.max),
            bytes: [UInt8](repeating: 1, count: Limits.documentBytesMax)
        )
        for message: PeerMessage in [.entries(log: log, entries: [entry]), .documents([document])] {
            let payload = MessageCodec.bytes(of: message)
            #expect(payload.count <= Limits.frameBytesMax)
            var decoder = FrameDecoder()
            decoder.feed(FrameEncoder.encode(payload))
            #expect(try decoder.next() == payload)
        }
    }

    /// Reads the message as it is for a number below the limit, at it and above it.
    private func check(
        _ kind: String,
        _ limit: Int,
        _ words: String,
        _ edit: (inout Jig_V1_Message, Int) -> Void
    ) throws {
        let sample = try #require(MessageSample.all.first { $0.name == kind })
        func payload(_ count: Int) throws -> [UInt8] {
            var wire = try Jig_V1_Message(
                serializedBytes: MessageCodec.bytes(of: try sample.make())
            )
            edit(&wire, count)
            return try wire.serializedBytes()
        }
        for count in [limit - 1, limit] {
            let message = try MessageCodec.read(payload(count))
            #expect(try MessageCodec.read(MessageCodec.bytes(of: message)) == message)
        }
        #expect(throws: ProtocolViolation(words)) { try MessageCodec.read(payload(limit + 1)) }
    }
}
