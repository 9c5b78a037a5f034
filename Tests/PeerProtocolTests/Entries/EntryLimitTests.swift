import BankModel
import Foundation
import Simulation
import SwiftProtobuf
import Testing

@testable import PeerProtocol

/// Each limit of an entry, one below it, at it and one above.
@Suite struct EntryLimitTests {
    @Test func `an entry's bytes`() throws {
        let author = try Sample.author("us")
        let header = try Sample.header()
        try check(Limits.entryBytesMax) { count in
            let bytes = RawEntry.bytes(count: count, under: header, signedBy: author)
            try #require(bytes.count == count)
            return (bytes, .tooLong(count))
        }
    }

    @Test func `entries that it joins`() throws {
        try checkHeader(Limits.previousMax, .malformed("previous: count")) { header, count in
            header.previous = Sample.hashes(count).map { Data($0.bytes) }
        }
    }

    @Test func `heads that it has seen`() throws {
        try checkHeader(Limits.seenMax, .malformed("seen: count")) { header, count in
            header.seen = Sample.hashes(count).map { hash in
                var seen = Jig_V1_Seen()
                seen.author = "ru"
                seen.seq = 1
                seen.hash = Data(hash.bytes)
                return seen
            }
        }
    }

    @Test func `an operator's name, in bytes`() throws {
        try checkHeader(Limits.operatorBytesMax, .malformed("operator")) { header, count in
            header.operator = Self.text(bytes: count)
        }
    }

    @Test func `records that it writes`() throws {
        try checkForge(Limits.changesMax, .malformed("ops: count")) { forge, count in
            try forge.editOps { ops in
                var change = Jig_V1_Change()
                change.create.kind = 1
                change.create.counter = 1
                ops.changes = Array(repeating: change, count: count)
            }
            forge.leaves = Array(repeating: [], count: count)
        }
    }

    @Test func `dots that an operation replaces, and that it is aware of`() throws {
        let refusal = EntryError.malformed("supersedes: count")
        try checkForge(Limits.supersedesMax, refusal) { forge, count in
            try forge.editOps {
                $0.changes[0].operations[0].supersedes = Array(repeating: .init(), count: count)
            }
        }
        try checkForge(Limits.supersedesMax, refusal) { forge, count in
            try forge.editOps {
                $0.changes[0].operations[0].aware = Array(repeating: .init(), count: count)
            }
        }
    }

    @Test func `an attribute's key, in bytes`() throws {
        try checkForge(Limits.attributeKeyBytesMax, .malformed("field")) { forge, count in
            try forge.editOps { $0.changes[0].operations[0].key = Self.text(bytes: count) }
        }
    }

    @Test func `a reason, in bytes`() throws {
        try checkForge(Limits.textBytesMax, .malformed("reason")) { forge, count in
            try forge.editLeaf { $0.reason = Self.text(bytes: count) }
        }
    }

    @Test func `what was typed, in bytes`() throws {
        try checkForge(Limits.typedBytesMax, .malformed("typed")) { forge, count in
            try forge.editLeaf { $0.typed = [Self.typed(Self.text(bytes: count))] }
        }
    }

    @Test func `texts that were typed for one value`() throws {
        try checkForge(Limits.typedFormsMax, .malformed("typed")) { forge, count in
            try forge.editLeaf { $0.typed = Array(repeating: Self.typed("x"), count: count) }
        }
    }

    /// So that a dot's index is below the limit: no entry of the largest size has as many operations
    /// as `operationsMax`, however small they are.
    @Test func `operations end where the bytes end`() throws {
        var (fitting, tooMany) = (1, Limits.operationsMax)
        while fitting + 1 < tooMany {
            let count = (fitting + tooMany) / 2
            let bytes = try Self.operations(count)
            if bytes.count <= Limits.entryBytesMax { fitting = count } else { tooMany = count }
        }
        #expect(fitting < Limits.operationsMax / 4)
        let entry = try EntryCodec().read(Self.operations(fitting)).entry
        #expect(entry.changes.map(\.dotCount) == [fitting])
        #expect(throws: EntryError.self) { try EntryCodec().read(Self.operations(tooMany)) }
    }

    /// An entry of so many operations, each as small as the format lets it be.
    private static func operations(_ count: Int) throws -> [UInt8] {
        var forge = try Forge(.edit)
        forge.leaves = [[]]
        forge.header.seen = []
        try forge.editOps { ops in
            var operation = Jig_V1_Operation()
            operation.field = 1
            operation.valueless = true
            ops.changes[0].operations = Array(repeating: operation, count: count)
        }
        return try forge.signed().serializedBytes()
    }

    private static func typed(_ text: String) -> Jig_V1_Typed {
        var typed = Jig_V1_Typed()
        typed.text = text
        return typed
    }

    /// Text of two-byte letters, and of one more byte where the count is odd.
    private static func text(bytes count: Int) -> String {
        String(repeating: "é", count: count / 2) + (count.isMultiple(of: 2) ? "" : "e")
    }

    private func checkHeader(
        _ limit: Int,
        _ error: EntryError,
        _ edit: (inout Jig_V1_Header, Int) -> Void
    ) throws {
        try checkForge(limit, error) { edit(&$0.header, $1) }
    }

    private func checkForge(
        _ limit: Int,
        _ error: EntryError,
        _ edit: (inout Forge, Int) throws -> Void
    ) throws {
        try check(limit) { count in
            var forge = try Forge(.edit)
            try edit(&forge, count)
            return (try forge.signed().serializedBytes(), error)
        }
    }

    /// Reads what is made for a number below the limit, at it and above it.
    private func check(
        _ limit: Int,
        _ make: (Int) throws -> (bytes: [UInt8], error: EntryError)
    ) throws {
        for count in [limit - 1, limit] {
            let bytes = try make(count).bytes
            #expect(try EntryCodec().read(bytes).entry.bytes == bytes, "\(count)")
        }
        let above = try make(limit + 1)
        #expect(throws: above.error) { try EntryCodec().read(above.bytes) }
    }
}
