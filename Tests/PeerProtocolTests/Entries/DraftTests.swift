import BankModel
import Foundation
import SwiftProtobuf
import Testing

@testable import PeerProtocol

/// Drafts, out and in.
@Suite struct DraftTests {
    @Test func `changes are read as they were written`() throws {
        for channel in Channel.allCases {
            let bytes = DraftCodec.bytes(of: DraftSample.changes, channel: channel)
            let read = try DraftCodec.read(bytes)
            #expect(read.changes == DraftSample.changes && read.channel == channel)
        }
    }

    @Test(arguments: EntryShape.everyValue)
    func `a value waits as it was meant`(value: Value) throws {
        let change = AuthoredChange(
            record: .new(kind: 1),
            operations: [AuthoredOperation(field: .name, merge: .register, value: value)]
        )
        let bytes = DraftCodec.bytes(of: [change], channel: .bank)
        #expect(try DraftCodec.read(bytes).changes == [change])
    }

    @Test func `what was typed waits with its value`() throws {
        let words = EntryShape.typed.changes[0].operations.map(\.typed)
        let change = AuthoredChange(
            record: .new(kind: 1),
            operations: words.map {
                AuthoredOperation(field: .name, merge: .register, value: .cleared, typed: $0)
            }
        )
        let bytes = DraftCodec.bytes(of: [change], channel: .bank)
        #expect(try DraftCodec.read(bytes).changes == [change])
    }

    @Test func `an empty draft is one`() throws {
        let read = try DraftCodec.read(DraftCodec.bytes(of: [], channel: .bank))
        #expect(read.changes.isEmpty && read.channel == .bank)
    }

    @Test func `bytes that are no draft are refused`() throws {
        try refuses("draft: channel") { $0.channel = 0 }
        try refuses("draft: channel") { $0.channel = 3 }
        try refuses("draft: channel") { $0.channel = 257 }
        try refuses("draft: merge") { $0.changes[1].operations[0].merge = 3 }
        try refuses("draft: merge") { $0.changes[1].operations[0].merge = 256 }
        try refuses("draft: dot") { $0.changes[1].record = Data() }
        try refuses("draft: dot") { $0.changes[1].record.removeLast() }
        try refuses("draft: dot") { $0.changes[1].operations[0].supersedes[0].append(0) }
        try refuses("draft: dot") { $0.changes[1].operations[0].aware[0] = Data(count: 32) }
        for bytes: [UInt8] in [[0xFF], [0x12, 0x05, 0x00], Array("a draft".utf8)] {
            #expect(throws: EntryError.malformed("draft")) { try DraftCodec.read(bytes) }
        }
    }

    private func refuses(_ words: String, _ edit: (inout Jig_V1_Draft) -> Void) throws {
        let bytes = DraftCodec.bytes(of: DraftSample.changes, channel: .ops)
        var wire = try Jig_V1_Draft(serializedBytes: bytes)
        edit(&wire)
        #expect(throws: EntryError.malformed(words)) {
            try DraftCodec.read(wire.serializedBytes())
        }
    }
}
