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
