import BankModel
import Foundation
import SwiftProtobuf
import Testing

@testable import PeerProtocol

/// Law 15, where the wire begins and ends: what this release does not know goes on as it came.
@Suite struct ForwardingTests {
    @Test(arguments: EntryShape.all)
    func `an entry goes on bit for bit`(shape: EntryShape) throws {
        try check(shape.signed().entry.bytes)
    }

    @Test(arguments: LaterField.allCases)
    func `a field of a later release goes on bit for bit`(place: LaterField) throws {
        for field in [Self.number, Self.text, Self.number + Self.text] {
            try check(place.entry(with: field))
        }
    }

    @Test func `an entry that its author wrote in no usual way goes on bit for bit`() throws {
        var forge = try Forge(.edit)
        let header = Array(try forge.signed().header)
        let format: [UInt8] = [0x08, 0x01]
        try #require(Array(header.prefix(2)) == format)
        try check(forge.signed(header: header.dropFirst(2) + format).serializedBytes())
        try check(forge.signed(header: [0x08, 0x81, 0x00] + header).serializedBytes())
        forge.leaves[0] = Self.number + forge.leaves[0]
        try check(forge.signed().serializedBytes())
    }

    @Test func `a value with a part of a later release is of a type that is not known`() throws {
        for value in try Self.valuesOfLater() {
            var forge = try Forge(.edit)
            try forge.editLeaf { $0.values[0] = value }
            let read = try EntryCodec().read(forge.signed().serializedBytes())
            let bytes: [UInt8] = try value.serializedBytes()
            #expect(read.entry.changes[0].operations[0].value == .opaque(bytes))
        }
    }

    @Test func `kinds of operations keep their numbers`() {
        for number in [0, 1, 2, 3, 255, 256, 257, UInt32.max] {
            #expect(OperationKind(number).wire == number)
        }
        #expect(OperationKind(0) == .put && OperationKind(1) == .remove)
        #expect(OperationKind(256) == .unknown(256))
    }

    /// Passes an entry on twice and looks at what arrives.
    private func check(_ bytes: [UInt8]) throws {
        let log = try Sample.log("us")
        var travelling = bytes
        for _ in 0..<2 {
            let entry = try EntryCodec().read(travelling).entry
            #expect(entry.bytes == bytes)
            let message = PeerMessage.entries(log: log, entries: [entry.bytes])
            var decoder = FrameDecoder()
            decoder.feed(FrameEncoder.encode(MessageCodec.bytes(of: message)))
            guard let frame = try decoder.next(),
                case .entries(log, let entries) = try MessageCodec.read(frame)
            else {
                Issue.record("no entries came")
                return
            }
            #expect(entries == [bytes])
            travelling = entries[0]
        }
    }

    /// Field 2000 with the number 1.
    private static let number: [UInt8] = [0x80, 0x7D, 0x01]
    /// Field 2001 with one byte.
    private static let text: [UInt8] = [0x8A, 0x7D, 0x01, 0x61]

    private static func valuesOfLater() throws -> [Jig_V1_Value] {
        var (text, place, interval, verification) = (
            Jig_V1_Value(), Jig_V1_Value(), Jig_V1_Value(), Jig_V1_Value()
        )
        text.text = "a"
        try text.merge(serializedBytes: number)
        try place.place.merge(serializedBytes: number)
        interval.interval.from = 1
        try interval.interval.merge(serializedBytes: number)
        try verification.verification.merge(serializedBytes: number)
        return try [text, place, interval, verification] + operationalValuesOfLater()
    }

    /// The field in each message of each value that holds messages, however deep.
    private static func operationalValuesOfLater() throws -> [Jig_V1_Value] {
        let volumes: [(inout Jig_V1_Volume) throws -> Void] = [
            { try $0.merge(serializedBytes: number) },
            { try $0.place.merge(serializedBytes: number) },
            { try $0.place.polygon.merge(serializedBytes: number) },
            { try $0.place.corridor.merge(serializedBytes: number) },
            { try $0.lower.merge(serializedBytes: number) },
            { try $0.upper.merge(serializedBytes: number) },
            { try $0.time.merge(serializedBytes: number) },
        ]
        return try volumes.map { edit in
            var value = volume
            try edit(&value.volumes.volumes[0])
            return value
        } + [
            changed(volume) { try $0.volumes.merge(serializedBytes: number) },
            changed(reference) { try $0.reference.merge(serializedBytes: number) },
            changed(reference) { try $0.reference.dots[0].merge(serializedBytes: number) },
            changed(suggestion) { try $0.suggestion.merge(serializedBytes: number) },
            changed(suggestion) { $0.suggestion.value += number },
        ]
    }

    private static func changed(
        _ value: Jig_V1_Value,
        _ edit: (inout Jig_V1_Value) throws -> Void
    ) rethrows -> Jig_V1_Value {
        var value = value
        try edit(&value)
        return value
    }

    private static var volume: Jig_V1_Value {
        var value = Jig_V1_Value()
        var volume = Jig_V1_Volume()
        volume.place.latitude = 1
        volume.place.polygon.steps = [1, 0, 0, 1]
        volume.lower.reference = 1
        volume.upper.reference = 1
        volume.time.from = 1
        value.volumes.volumes = [volume]
        return value
    }

    private static var reference: Jig_V1_Value {
        var value = Jig_V1_Value()
        value.reference.kind = 1
        value.reference.record = Data(Dot(entry: .zero, index: 0).bytes)
        var dots = Jig_V1_EntryDots()
        dots.entry = Data(Hash256.zero.bytes)
        dots.indices = [1]
        value.reference.dots = [dots]
        return value
    }

    private static var suggestion: Jig_V1_Value {
        var value = Jig_V1_Value()
        value.suggestion.field = 2
        // The text "a".
        value.suggestion.value = Data([0x12, 0x01, 0x61])
        return value
    }

    @Test func `the same values without it are known`() {
        for value in [Self.volume, Self.reference, Self.suggestion] {
            if case .opaque = Value(value) { Issue.record("\(value) is not known") }
        }
    }
}

/// Where a later release may put a field.
enum LaterField: CaseIterable {
    case header
    case seen
    case ops
    case change
    case creation
    case operation
    case reference
    case leaf
    case value

    /// A signed entry with the field there.
    func entry(with field: [UInt8]) throws -> [UInt8] {
        var forge = try Forge(self == .creation ? .creation : .edit)
        let before = try forge.signed()
        try add(field, to: &forge)
        let after = try forge.signed()
        try #require(after != before)
        return try after.serializedBytes()
    }

    private func add(_ field: [UInt8], to forge: inout Forge) throws {
        switch self {
        case .header: try forge.header.merge(serializedBytes: field)
        case .seen: try forge.header.seen[0].merge(serializedBytes: field)
        case .ops: forge.ops += field
        case .change: try forge.editOps { try $0.changes[0].merge(serializedBytes: field) }
        case .creation: try forge.editOps { try $0.changes[0].create.merge(serializedBytes: field) }
        case .operation:
            try forge.editOps { try $0.changes[0].operations[0].merge(serializedBytes: field) }
        case .reference:
            try forge.editOps { try $0.changes[0].record.merge(serializedBytes: field) }
        case .leaf: forge.leaves[0] += field
        case .value: try forge.editLeaf { try $0.values[0].merge(serializedBytes: field) }
        }
    }
}
