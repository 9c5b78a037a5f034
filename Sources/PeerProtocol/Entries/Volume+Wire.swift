internal import BankModel
internal import FoundationEssentials
internal import SwiftProtobuf

// The values of operational records between the model and the wire. Nil stands for what is out of
// its range or has a field of a later release, in however deep a message: the whole value is then
// carried as it came.

extension [Volume] {
    init?(_ wire: Jig_V1_Volumes) {
        guard wire.isWhole else { return nil }
        var volumes: Self = []
        for volume in wire.volumes {
            guard let volume = Volume(volume) else { return nil }
            volumes.append(volume)
        }
        self = volumes
    }

    var wire: Jig_V1_Volumes {
        var wire = Jig_V1_Volumes()
        wire.volumes = map(\.wire)
        return wire
    }
}

extension Volume {
    fileprivate init?(_ wire: Jig_V1_Volume) {
        guard wire.isWhole, wire.hasPlace, let place = Place(wire.place),
            let lower = Altitude.bound(wire.hasLower ? wire.lower : nil),
            let upper = Altitude.bound(wire.hasUpper ? wire.upper : nil),
            let altitude = AltitudeBand(lower: lower.altitude, upper: upper.altitude)
        else { return nil }
        var time: Interval?
        if wire.hasTime {
            time = Interval(wire.time)
            if time == nil { return nil }
        }
        self.init(place: place, altitude: altitude, time: time)
    }

    fileprivate var wire: Jig_V1_Volume {
        var wire = Jig_V1_Volume()
        wire.place = place.wire
        if let lower = altitude.lower { wire.lower = lower.wire }
        if let upper = altitude.upper { wire.upper = upper.wire }
        if let time { wire.time = time.wire }
        return wire
    }
}

extension Altitude {
    /// A bound of a band, which may be absent; nil for one that is there and no altitude.
    fileprivate static func bound(_ wire: Jig_V1_Altitude?) -> (altitude: Self?, Void)? {
        guard let wire else { return (nil, ()) }
        guard wire.isWhole, let number = UInt8(exactly: wire.reference),
            let reference = Altitude.Reference(rawValue: number),
            let altitude = Self(millimetres: wire.millimetres, reference: reference)
        else { return nil }
        return (altitude, ())
    }

    fileprivate var wire: Jig_V1_Altitude {
        var wire = Jig_V1_Altitude()
        wire.millimetres = millimetres
        wire.reference = UInt32(reference.rawValue)
        return wire
    }
}

extension Reference {
    init?(_ wire: Jig_V1_Reference) {
        guard wire.isWhole, let record = Dot(bytes: wire.record) else { return nil }
        var dots: [Dot] = []
        for group in wire.dots {
            guard group.isWhole, !group.indices.isEmpty, let entry = Hash256(bytes: group.entry),
                dots.count + group.indices.count <= Limits.referenceDotsMax
            else { return nil }
            dots += group.indices.map { Dot(entry: entry, index: $0) }
        }
        self.init(kind: wire.kind, record: record, dots: dots)
    }

    var wire: Jig_V1_Reference {
        var wire = Jig_V1_Reference()
        wire.kind = kind
        wire.record = Data(record.bytes)
        for dot in dots {
            let hash = Data(dot.entry.bytes)
            if wire.dots.last?.entry != hash {
                var group = Jig_V1_EntryDots()
                group.entry = hash
                wire.dots.append(group)
            }
            wire.dots[wire.dots.count - 1].indices.append(dot.index)
        }
        return wire
    }
}

extension Suggestion {
    init?(_ wire: Jig_V1_Suggestion) {
        guard wire.isWhole, let inner = try? Jig_V1_Value(serializedBytes: wire.value) else {
            return nil
        }
        // Asked before it is read, so that no depth of nesting costs us our stack.
        switch inner.of {
        case .suggestion, .reference: return nil
        default: self.init(field: FieldID(wire.field, key: wire.key), value: Value(inner))
        }
    }

    var wire: Jig_V1_Suggestion {
        var wire = Jig_V1_Suggestion()
        wire.field = field.number
        wire.key = field.key
        wire.value = Data(MessageCodec.serialized(value.wire))
        return wire
    }
}

extension Dot {
    /// A dot as drafts and references carry it: 32 bytes of hash, 4 of index.
    init?(bytes: Data) {
        guard bytes.count == 36, let entry = Hash256(bytes: bytes.prefix(32)) else { return nil }
        self.init(entry: entry, index: bytes.suffix(4).reduce(0) { $0 << 8 | UInt32($1) })
    }
}
