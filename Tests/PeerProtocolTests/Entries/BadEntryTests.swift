import BankModel
import Foundation
import SwiftProtobuf
import Testing

@testable import PeerProtocol

/// What is no entry, signed by its author or not, and in which words it is refused.
@Suite struct BadEntryTests {
    @Test(arguments: BadEntry.outside + BadEntry.header + BadEntry.references)
    func `a header or an envelope that is none is refused`(bad: BadEntry) throws {
        try bad.check()
    }

    @Test(arguments: BadEntry.changes + BadEntry.operations)
    func `contents that are none are refused`(bad: BadEntry) throws { try bad.check() }

    @Test func `an error says what was wrong`() {
        #expect(
            "\(EntryError.tooLong(50_000))"
                == "entry of 50000 bytes, more than \(Limits.entryBytesMax)"
        )
        #expect("\(EntryError.unknownFormat(2))" == "entry format 2; this release reads format 1")
        #expect("\(EntryError.malformed("seq"))" == "malformed entry: seq")
        #expect(
            "\(EntryError.hashMismatch("ops"))"
                == "the ops of an entry do not match its signed header"
        )
    }

    @Test func `nothing, and bytes of any other kind, are no entry`() {
        for bytes: [UInt8] in [[], [0], [0x0A], [0x0A, 0x05, 1], Array("GET / HTTP/1.1\r\n".utf8)] {
            #expect(throws: EntryError.self) { try EntryCodec().read(bytes) }
        }
    }
}

/// One thing wrong with an entry that is otherwise whole, and the words for it.
struct BadEntry: Sendable, CustomTestStringConvertible {
    let what: String
    let error: EntryError
    var shape = EntryShape.edit
    /// Before the entry is hashed and signed.
    var forge: @Sendable (inout Forge) throws -> Void = { _ in }
    /// After.
    var tamper: @Sendable (inout Jig_V1_Entry) throws -> Void = { _ in }

    var testDescription: String { what }

    func check() throws {
        var forge = try Forge(shape)
        try self.forge(&forge)
        var whole = try forge.signed()
        try tamper(&whole)
        let bytes: [UInt8] = try whole.serializedBytes()
        try #require(try bytes != shape.signed().entry.bytes)
        #expect(throws: error) { try EntryCodec().read(bytes) }
    }
}

extension BadEntry {
    /// Around the signed header.
    static let outside = [
        around("a field nobody knows", .malformed("entry: form")) {
            try $0.merge(serializedBytes: [0x30, 0x01] as [UInt8])
        },
        around("no header", .unknownFormat(0)) { $0.header = Data() },
        around("a header of garbage", .malformed("header")) { $0.header = Data([0xFF]) },
        around("no signature", .malformed("signature")) { $0.signature = Data() },
        around("63 bytes of signature", .malformed("signature")) {
            $0.signature.removeLast()
        },
        around("65 bytes of signature", .malformed("signature")) {
            $0.signature.append(0)
        },
        around("no operations", .hashMismatch("ops")) { $0.ops = Data() },
        around("other operations", .hashMismatch("ops")) { $0.ops[0] ^= 1 },
        around("longer operations", .hashMismatch("ops")) { $0.ops.append(0) },
        around("no salt", .malformed("salt")) { $0.salt = Data() },
        around("17 bytes of salt", .malformed("salt")) { $0.salt.append(0) },
        around("another salt", .hashMismatch("values")) { $0.salt[3] ^= 0x80 },
        around("a salt of nothing", .malformed("salt"), .empty) {
            $0.salt = Data(Sample.salt)
        },
        around("no values", .hashMismatch("values"), .joining) {
            $0.values = []
            $0.salt = Data()
        },
        around("another value", .hashMismatch("values")) { $0.values[0][2] ^= 1 },
        around("one value more", .hashMismatch("values")) { $0.values.append(Data()) },
        around("values in another order", .hashMismatch("values"), .joining) {
            $0.values.swapAt(0, 1)
        },
    ]

    /// In the header.
    static let header = [
        inHeader("format", .unknownFormat(2)) { $0.format = 2 },
        inHeader("format 0", .unknownFormat(0)) { $0.format = 0 },
        inHeader("bank", .malformed("bank")) { $0.bank.removeLast() },
        inHeader("author", .malformed("author")) { $0.author = "US" },
        inHeader("no author", .malformed("author")) { $0.author = "" },
        inHeader("author 1", .malformed("author")) { $0.author = "us.1" },
        inHeader("author 65536", .malformed("author")) { $0.author = "us.65536" },
        inHeader("channel 0", .malformed("channel")) { $0.channel = 0 },
        inHeader("channel 3", .malformed("channel")) { $0.channel = 3 },
        inHeader("channel 257", .malformed("channel")) { $0.channel = 257 },
        inHeader("seq 0", .malformed("seq")) { $0.seq = 0 },
        inHeader("seq 2^63", .malformed("seq")) { $0.seq = 1 << 63 },
        inHeader("seq 2^64 - 1", .malformed("seq")) { $0.seq = .max },
        inHeader("no operator", .malformed("operator")) { $0.operator = "" },
        inHeader("an operator that rings", .malformed("operator")) { $0.operator = "A\u{7}" },
        inHeader("charter 2^63", .malformed("charter or roster number")) { $0.charter = 1 << 63 },
        inHeader("roster 2^64 - 1", .malformed("charter or roster number")) { $0.roster = .max },
    ]

    /// In the header's lists of heads.
    static let references = [
        inHeader("31 bytes", .malformed("previous")) { $0.previous = [Data(count: 31)] },
        inHeader("33 bytes", .malformed("previous")) { $0.previous = [Data(count: 33)] },
        inHeader("twice", .malformed("previous: order")) { $0.previous += $0.previous },
        inHeader("falling", .malformed("previous: order")) {
            $0.previous = Sample.hashes(2).reversed().map { Data($0.bytes) }
        },
        inHeader("seen by nobody", .malformed("seen")) { $0.seen[0].author = "" },
        inHeader("seen 0", .malformed("seen")) { $0.seen[0].seq = 0 },
        inHeader("seen 2^63", .malformed("seen")) { $0.seen[0].seq = 1 << 63 },
        inHeader("seen nothing", .malformed("seen")) { $0.seen[0].hash = Data() },
        inHeader("seen twice", .malformed("seen: order")) { $0.seen += $0.seen },
        inHeader("seen the older last", .malformed("seen: order")) {
            $0.seen += $0.seen
            $0.seen[1].seq -= 1
        },
        inHeader("seen the earlier author last", .malformed("seen: order")) {
            $0.seen += $0.seen
            $0.seen[1].author = "fr"
        },
    ]

    /// In what an entry does to one record.
    static let changes = [
        inside("operations of garbage", .malformed("ops")) { $0.ops = [0xFF] },
        inside("values of garbage", .malformed("values")) { $0.leaves[0] = [1] },
        inside("a text that is no UTF-8", .malformed("values")) {
            $0.leaves[0] = [0x12, 0x01, 0xFF]
        },
        inside("no leaf for a change", .malformed("values: count"), .joining) {
            $0.leaves.removeLast()
        },
        inside("a leaf for no change", .malformed("values: count")) {
            $0.leaves.append([])
        },
        inChange("about nothing", .malformed("change")) { $0.about = nil },
        inChange("a kind 0", .malformed("creation")) { $0.create.counter = 1 },
        inChange("a counter 0", .malformed("creation")) { $0.create.kind = 1 },
        inChange("a counter 2^63", .malformed("creation")) {
            $0.create.kind = 1
            $0.create.counter = 1 << 63
        },
        inChange("a record by half a hash", .malformed("dot")) {
            $0.record.entry = Data(count: 16)
        },
        inChange("a record both ways", .malformed("dot")) { $0.record.entry = Data(count: 32) },
        inChange("one value too few", .malformed("values: too few")) {
            $0.operations.append($0.operations[0])
        },
        inChange("one value too many", .malformed("values: too many")) {
            $0.operations[1].valueless = true
        },
        inside("a reason that rings", .malformed("reason")) {
            try $0.editLeaf { $0.reason = "why\u{7}" }
        },
        inside("a text that was typed and rings", .malformed("typed"), .typed) {
            try $0.editLeaf { $0.typed[0].text = "37S\u{7}" }
        },
        inside("a text that was typed and is none", .malformed("typed"), .typed) {
            try $0.editLeaf { $0.typed[2].text = "" }
        },
        inside("what was typed for no value", .malformed("typed"), .typed) {
            try $0.editLeaf { $0.typed[2].value = 3 }
        },
        inside("what was typed in another order", .malformed("typed"), .typed) {
            try $0.editLeaf { $0.typed.swapAt(0, 2) }
        },
    ]

    /// In an operation.
    static let operations = [
        inChange("merge 3", .malformed("merge")) { $0.operations[0].merge = 3 },
        inChange("merge 256", .malformed("merge")) { $0.operations[0].merge = 256 },
        inChange("merge 2^32 - 1", .malformed("merge")) { $0.operations[1].merge = .max },
        inChange("field 0", .malformed("field")) { $0.operations[0].field = 0 },
        inChange("a dot both ways", .malformed("dot")) { $0.operations[0].supersedes[1].seq = 1 },
        inChange("31 bytes of a dot", .malformed("dot")) {
            $0.operations[0].supersedes[1].entry.removeLast()
        },
        inChange("33 bytes of a dot", .malformed("dot")) {
            $0.operations[0].aware[0].entry = Data(count: 33)
        },
    ]

    private static func around(
        _ what: String,
        _ error: EntryError,
        _ shape: EntryShape = .edit,
        _ tamper: @escaping @Sendable (inout Jig_V1_Entry) throws -> Void
    ) -> Self {
        Self(what: what, error: error, shape: shape, tamper: tamper)
    }

    private static func inside(
        _ what: String,
        _ error: EntryError,
        _ shape: EntryShape = .edit,
        _ forge: @escaping @Sendable (inout Forge) throws -> Void
    ) -> Self {
        Self(what: what, error: error, shape: shape, forge: forge)
    }

    private static func inHeader(
        _ what: String,
        _ error: EntryError,
        _ edit: @escaping @Sendable (inout Jig_V1_Header) -> Void
    ) -> Self {
        inside(what, error) { edit(&$0.header) }
    }

    private static func inChange(
        _ what: String,
        _ error: EntryError,
        _ edit: @escaping @Sendable (inout Jig_V1_Change) -> Void
    ) -> Self {
        inside(what, error) { try $0.editOps { edit(&$0.changes[0]) } }
    }
}
