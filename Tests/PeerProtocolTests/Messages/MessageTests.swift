import BankModel
import Foundation
import SwiftProtobuf
import Testing

@testable import PeerProtocol

/// Messages and kept receipts, out and in.
@Suite struct MessageTests {
    @Test(arguments: MessageSample.all + MessageSample.others)
    func `a message is read as it was written`(sample: MessageSample) throws {
        let message = try sample.make()
        #expect(try MessageCodec.read(MessageCodec.bytes(of: message)) == message)
    }

    @Test func `every kind of message has a sample`() throws {
        let kinds = try MessageSample.all.map { sample -> Int? in
            let bytes = MessageCodec.bytes(of: try sample.make())
            return bytes.first.map { Int($0 >> 3) }
        }
        #expect(kinds == Array(1...10))
    }

    @Test func `a message about a log says which`() throws {
        for sample in MessageSample.all {
            let isAboutLog = ["want", "entries", "credit"].contains(sample.name)
            #expect(try (sample.make().log != nil) == isAboutLog, "\(sample.name)")
        }
    }

    @Test(arguments: MessageSample.all)
    func `a field of a later release does not hinder`(sample: MessageSample) throws {
        let message = try sample.make()
        let bytes = MessageCodec.bytes(of: message)
        // Field 2000 with the number 1.
        #expect(try MessageCodec.read(bytes + [0x80, 0x7D, 0x01]) == message)
    }

    @Test func `rosters are written in one order, whatever the dictionary's`() throws {
        var hello = try MessageSample.hello()
        let partners = try (0..<40).map { try Sample.partner("p\($0)") }
        for partner in partners { hello.rosters[partner] = 1 }
        let first = MessageCodec.bytes(of: .hello(hello))
        hello.rosters = [:]
        hello.rosters.reserveCapacity(1_000)
        for partner in partners.reversed() { hello.rosters[partner] = 1 }
        hello.rosters.merge(try MessageSample.hello().rosters) { $1 }
        #expect(MessageCodec.bytes(of: .hello(hello)) == first)
    }

    @Test(arguments: [Int.min, -1, 0, Int(UInt32.max) + 1, Int.max])
    func `credit beyond its range is written as the nearest`(bytes: Int) throws {
        let log = try Sample.log("us")
        let nearest = min(max(0, bytes), Int(UInt32.max))
        let signature = [UInt8](repeating: 0, count: 64)
        for (message, expected): (PeerMessage, PeerMessage) in [
            (.credit(log: log, bytes: bytes), .credit(log: log, bytes: nearest)),
            (
                .want(log: log, have: [], credit: bytes),
                .want(log: log, have: [], credit: nearest)
            ),
            (
                .helloAck(signature: signature, standingCredit: bytes),
                .helloAck(signature: signature, standingCredit: nearest)
            ),
        ] {
            #expect(try MessageCodec.read(MessageCodec.bytes(of: message)) == expected)
        }
    }

    @Test func `a receipt is kept and read back as it was signed`() throws {
        let frontier = try MessageSample.frontier()
        let kept = try SignedFrontier(bytes: frontier.bytes)
        #expect(kept == frontier && kept.bytes == frontier.bytes)
        #expect(kept.signedHash == Hash256(hashing: Array("jig frontier 1".utf8), kept.body))
    }

    @Test func `a frontier goes on as it was signed, in whatever form its author wrote it`() throws
    {
        var wire = try MessageSample.frontier().wire
        wire.body += Data([0x28, 0x01, 0x80, 0x7D, 0x01])
        let read = try SignedFrontier(bytes: wire.serializedBytes())
        #expect(read.body == Array(wire.body))
        #expect(try SignedFrontier(bytes: read.bytes) == read)
    }
}
