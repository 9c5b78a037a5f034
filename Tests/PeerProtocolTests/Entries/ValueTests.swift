import BankModel
import Foundation
import SwiftProtobuf
import Testing

@testable import PeerProtocol

/// Values between the model and the wire.
@Suite struct ValueTests {
    @Test(arguments: EntryShape.everyValue)
    func `a value is read as it was written`(value: Value) throws {
        let bytes: [UInt8] = try value.wire.serializedBytes()
        #expect(Value(try Jig_V1_Value(serializedBytes: bytes)) == value)
    }

    @Test func `a value out of its range is carried as it came`() throws {
        let limit = UInt64(Limits.distanceMillimetresMax)
        try expectOpaque { _ in }
        try expectOpaque { $0.cleared = false }
        try expectOpaque { $0.place.latitude = 900_000_001 }
        try expectOpaque { $0.place.latitude = .min }
        try expectOpaque { $0.place.longitude = -1_800_000_001 }
        try expectOpaque { $0.place.longitude = .max }
        for distance in [limit + 1, 1 << 63, .max] {
            try expectOpaque { $0.place.uncertainty = distance }
            try expectOpaque { $0.place.circle = distance }
        }
        try expectOpaque { $0.place.circle = 0 }
        try expectOpaque { $0.interval = Jig_V1_Interval() }
        try expectOpaque {
            $0.interval.from = 1
            $0.interval.until = 0
        }
        for length: UInt64 in [1 << 63, .max] { try expectOpaque { $0.millimetres = length } }
        for life: UInt32 in [0, 3, 257, .max] { try expectOpaque { $0.life = life } }
    }

    @Test func `an outline that cannot be is carried as it came`() throws {
        let most = Limits.polygonVertices.upperBound
        for steps: [Int64] in [
            [], [1, 0], [1, 0, 1], [1, 0, -1, 0], [1, 0, 0, 0], [.max, 0, 0, 1], [0, .min, 1, 0],
            Array(repeating: 1, count: 2 * most),
        ] {
            try expectOpaque { $0.place.polygon.steps = steps }
        }
        for steps: [Int64] in [[], [1], [0, 0], [900_000_001, 0]] {
            try expectOpaque {
                $0.place.corridor.halfWidth = 1
                $0.place.corridor.steps = steps
            }
        }
        let limit = UInt64(Limits.distanceMillimetresMax)
        for halfWidth in [0, limit + 1, 1 << 63, .max] {
            try expectOpaque {
                $0.place.corridor.halfWidth = halfWidth
                $0.place.corridor.steps = [1, 0]
            }
        }
    }

    @Test func `a volume that cannot be is carried as it came`() throws {
        try expectOpaque { $0.volumes.volumes = [Jig_V1_Volume()] }
        let edits: [(inout Jig_V1_Volume) -> Void] = [
            { $0.place.circle = 0 }, { $0.lower = Jig_V1_Altitude() },
            { $0.upper.reference = 5 }, { $0.upper.reference = 257 },
            {
                $0.lower.reference = 1
                $0.lower.millimetres = -1_000_001
            },
            {
                $0.lower.reference = 4
                $0.lower.millimetres = 1
            },
            { $0.time = Jig_V1_Interval() },
            {
                $0.time.from = 1
                $0.time.until = 0
            },
            {
                $0.lower.reference = 1
                $0.lower.millimetres = 1
                $0.upper.reference = 1
            },
        ]
        for edit in edits {
            try expectOpaque {
                var volume = Jig_V1_Volume()
                volume.place = Jig_V1_Place()
                edit(&volume)
                $0.volumes.volumes = [volume]
            }
        }
    }

    @Test func `a reference that cannot be is carried as it came`() throws {
        let dot = Data(Dot(entry: .zero, index: 0).bytes)
        try expectOpaque { $0.reference = Jig_V1_Reference() }
        try expectOpaque { $0.reference.record = dot }
        let edits: [(inout Jig_V1_Reference) -> Void] = [
            { $0.record.removeLast() }, { $0.record.append(0) }, { $0.dots = [Jig_V1_EntryDots()] },
            { $0.dots = [Self.dots(.zero, [])] }, { $0.dots = [Self.dots(.zero, [1, 0])] },
            { $0.dots = [Self.dots(.zero, [1, 1])] }, { $0.dots = [Self.dots(.zero, [1 << 16])] },
            { $0.dots = [Self.dots(Sample.hash("a"), [0]), Self.dots(.zero, [0])] },
            { $0.dots = [Self.dots(.zero, Array(0...256))] },
            {
                $0.record[35] = 0
                $0.record[33] = 1
            },
        ]
        for edit in edits {
            try expectOpaque {
                $0.reference.kind = 1
                $0.reference.record = dot
                edit(&$0.reference)
            }
        }
    }

    private static func dots(_ entry: Hash256, _ indices: [UInt32]) -> Jig_V1_EntryDots {
        var dots = Jig_V1_EntryDots()
        dots.entry = Data(entry.bytes)
        dots.indices = indices
        return dots
    }

    @Test func `a suggestion of what cannot be suggested is carried as it came`() throws {
        let text: [UInt8] = [0x12, 0x01, 0x61]
        try expectOpaque { $0.suggestion.value = Data(text) }
        let inner = [EntryShape.operationalValues.first { $0.isReference }, .opaque([0x08, 0x00])]
        for value in inner.compactMap(\.self) {
            let bytes: [UInt8] = try value.wire.serializedBytes()
            for bytes in [bytes, [], [0xFF]] {
                try expectOpaque {
                    $0.suggestion.field = 2
                    $0.suggestion.value = Data(bytes)
                }
            }
        }
    }

    /// However deep suggestions are put into each other, nothing of ours goes down with them.
    @Test func `suggestions in suggestions are carried as they came`() throws {
        var bytes: [UInt8] = [0x12, 0x01, 0x61]
        for _ in 0..<5_000 {
            var wire = Jig_V1_Value()
            wire.suggestion.field = 2
            wire.suggestion.value = Data(bytes)
            bytes = try wire.serializedBytes()
            if bytes.count > Limits.entryBytesMax { break }
        }
        let value = Value(try Jig_V1_Value(serializedBytes: bytes))
        #expect(value == .opaque(bytes))
    }

    @Test func `a distance is a place's up to its limit`() throws {
        let limit = UInt64(Limits.distanceMillimetresMax)
        for distance in [limit - 1, limit] {
            var wire = Jig_V1_Value()
            wire.place.uncertainty = distance
            wire.place.circle = distance
            let shape = Place.Shape.circle(radius: Int64(distance))
            let place = Place(
                latitude: 0,
                longitude: 0,
                uncertainty: Int64(distance),
                shape: shape
            )
            #expect(Value(wire) == .place(try #require(place)))
        }
    }

    @Test func `of a value that says two things the last is meant`() throws {
        let both = try Jig_V1_Value(serializedBytes: [0x12, 0x01, 0x61, 0x1A, 0x01, 0x62])
        #expect(Value(both) == .word("b"))
    }

    /// Reads a wire value as opaque, writes it, and reads it as the same.
    private func expectOpaque(
        _ edit: (inout Jig_V1_Value) -> Void,
        location: SourceLocation = #_sourceLocation
    ) throws {
        var wire = Jig_V1_Value()
        edit(&wire)
        let bytes: [UInt8] = try wire.serializedBytes()
        let value = Value(wire)
        #expect(value == .opaque(bytes), sourceLocation: location)
        #expect(try value.wire.serializedBytes() == bytes, sourceLocation: location)
    }
}

extension Value {
    fileprivate var isReference: Bool { if case .reference = self { true } else { false } }
}
