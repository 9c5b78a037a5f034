internal import BankModel
internal import FoundationEssentials
internal import SwiftProtobuf

extension Value {
    /// The value that the wire form states.
    ///
    /// What this release does not know, or what is out of its range, is carried as it came: a known
    /// field refuses it as a value of another type, an unknown one keeps it. So does a known type
    /// with a field of a later release: that field may change what the value means, and a node that
    /// reads over it would reach another state than one that understands it (law 15).
    init(_ wire: Jig_V1_Value) {
        self = Self.known(wire) ?? .opaque(Self.bytes(of: wire))
    }

    private static func known(_ wire: Jig_V1_Value) -> Value? {
        guard isWhole(wire) else { return nil }
        return switch wire.of {
        case .cleared(let isCleared): isCleared ? .cleared : nil
        case .text(let text): .text(text)
        case .word(let word): .word(word)
        case .place(let place) where isWhole(place): Place(place).map { .place($0) }
        case .interval(let interval) where isWhole(interval):
            Interval(
                from: interval.hasFrom ? interval.from : nil,
                until: interval.hasUntil ? interval.until : nil
            ).map { .interval($0) }
        case .millimetres(let length): Int64(exactly: length).map { .millimetres($0) }
        case .instant(let time): .instant(time)
        case .verification(let verification) where isWhole(verification):
            .verification(Verification(at: verification.at, by: verification.by))
        case .life(let life):
            Life(rawValue: UInt8(truncatingIfNeeded: life)).flatMap {
                UInt32($0.rawValue) == life ? .life($0) : nil
            }
        case .place, .interval, .verification, nil: nil
        }
    }

    /// Whether this release knows every field of the message.
    private static func isWhole(_ wire: some SwiftProtobuf.Message) -> Bool {
        wire.unknownFields.data.isEmpty
    }

    private static func bytes(of wire: Jig_V1_Value) -> [UInt8] {
        do {
            return try wire.serializedBytes()
        } catch {
            preconditionFailure("a value that was just read cannot be written: \(error)")
        }
    }

    /// The wire form.
    var wire: Jig_V1_Value {
        var wire = Jig_V1_Value()
        switch self {
        case .cleared: wire.cleared = true
        case .text(let text): wire.text = text
        case .word(let word): wire.word = word
        case .place(let place): wire.place = place.wire
        case .interval(let interval):
            var form = Jig_V1_Interval()
            if let from = interval.from { form.from = from }
            if let until = interval.until { form.until = until }
            wire.interval = form
        case .millimetres(let length): wire.millimetres = UInt64(max(0, length))
        case .instant(let time): wire.instant = time
        case .verification(let verification):
            var form = Jig_V1_Verification()
            form.at = verification.at
            form.by = verification.by
            wire.verification = form
        case .life(let life): wire.life = UInt32(life.rawValue)
        case .opaque(let bytes):
            if let known = try? Jig_V1_Value(serializedBytes: bytes) { wire = known }
        }
        return wire
    }
}

extension Place {
    fileprivate init?(_ wire: Jig_V1_Place) {
        guard let uncertainty = Int64(exactly: wire.uncertainty) else { return nil }
        var shape = Shape.point
        if case .circle(let radius) = wire.shape {
            guard let radius = Int64(exactly: radius) else { return nil }
            shape = .circle(radius: radius)
        }
        self.init(
            latitude: wire.latitude,
            longitude: wire.longitude,
            uncertainty: uncertainty,
            shape: shape
        )
    }

    fileprivate var wire: Jig_V1_Place {
        var wire = Jig_V1_Place()
        wire.latitude = latitude
        wire.longitude = longitude
        wire.uncertainty = UInt64(uncertainty)
        if case .circle(let radius) = shape { wire.circle = UInt64(radius) }
        return wire
    }
}
