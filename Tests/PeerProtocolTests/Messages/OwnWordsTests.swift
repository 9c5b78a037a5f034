import BankModel
import Testing

@testable import PeerProtocol

/// What grows with what peers sent is cut where it is made, so that every message of ours is a frame.
@Suite struct OwnWordsTests {
    @Test(arguments: [0, 1, 2, 64, Limits.documentsMax, Limits.documentsMax + 1])
    func `documents go in as many frames as they take, in order`(count: Int) throws {
        for size in [0, 1, 300, Limits.documentBytesMax] {
            try check(try (0..<count).map { try document(UInt64($0 + 1), bytes: size) })
        }
    }

    @Test func `two documents share a frame as long as both fit`() throws {
        let room = Limits.frameBytesMax - 3 * Limits.documentOverheadBytes
        for (more, messages) in [(-1, 1), (0, 1), (1, 2)] {
            let documents = [
                try document(1, bytes: Limits.documentBytesMax),
                try document(2, bytes: room - Limits.documentBytesMax + more),
            ]
            #expect(PeerMessage.documents(inFrames: documents).count == messages, "\(more)")
            try check(documents)
        }
    }

    @Test func `the words for a fault are cut at their limit, between letters`() {
        for count in [Limits.faultBytesMax - 1, Limits.faultBytesMax] {
            let words = String(repeating: "k", count: count)
            #expect(ProtocolViolation(words).description == words)
        }
        let long = ProtocolViolation(String(repeating: "k", count: Limits.faultBytesMax + 1))
        #expect(long.description == String(repeating: "k", count: Limits.faultBytesMax) + "…")
        let letters = ProtocolViolation("k" + String(repeating: "é", count: Limits.faultBytesMax))
        #expect(
            letters.description
                == "k" + String(repeating: "é", count: Limits.faultBytesMax / 2 - 1) + "…"
        )
    }

    private func document(_ number: UInt64, bytes: Int) throws -> StoredDocument {
        StoredDocument(
            kind: .roster,
            partner: try Sample.partner("abcdefghijklmnop"),
            number: number + UInt64(Int32.max),
            bytes: Array(repeating: 7, count: bytes)
        )
    }

    private func check(_ documents: [StoredDocument]) throws {
        var received: [StoredDocument] = []
        for message in PeerMessage.documents(inFrames: documents) {
            let payload = MessageCodec.bytes(of: message)
            #expect(payload.count <= Limits.frameBytesMax)
            guard case .documents(let some) = try MessageCodec.read(payload) else {
                Issue.record("\(message) is read as another message")
                return
            }
            #expect(!some.isEmpty)
            received += some
        }
        #expect(received == documents)
    }
}
