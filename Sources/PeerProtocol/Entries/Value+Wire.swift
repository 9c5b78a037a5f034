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
        guard wire.isWhole else { return nil }
        return switch wire.of {
        case .cleared(let isCleared): isCleared ? .cleared : nil
        case .text(let text): .text(text)
        case .word(let word): .word(word)
        case .place(let place): Place(place).map { .place($0) }
        case .interval(let interval): Interval(interval).map { .interval($0) }
        case .millimetres(let length): Int64(exactly: length).map { .millimetres($0) }
        case .instant(let time): .instant(time)
        case .verification(let verification) where verification.isWhole:
            .verification(Verification(at: verification.at, by: verification.by))
        case .life(let life):
            Life(rawValue: UInt8(truncatingIfNeeded: life)).flatMap {
                UInt32($0.rawValue) == life ? .life($0) : nil
            }
        case .volumes(let volumes): [Volume](volumes).map { .volumes($0) }
        case .reference(let reference): Reference(reference).map { .reference($0) }
        case .suggestion(let suggestion): Suggestion(suggestion).map { .suggestion($0) }
        case .verification, nil: nil
        }
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
        case .interval(let interval): wire.interval = interval.wire
        case .millimetres(let length): wire.millimetres = UInt64(max(0, length))
        case .instant(let time): wire.instant = time
        case .verification(let verification):
            var form = Jig_V1_Verification()
            form.at = verification.at
            form.by = verification.by
            wire.verification = form
        case .life(let life): wire.life = UInt32(life.rawValue)
        case .volumes(let volumes): wire.volumes = volumes.wire
        case .reference(let reference): wire.reference = reference.wire
        case .suggestion(let suggestion): wire.suggestion = suggestion.wire
        case .opaque(let bytes):
            if let known = try? Jig_V1_Value(serializedBytes: bytes) { wire = known }
        }
        return wire
    }
}

extension SwiftProtobuf.Message {
    /// Whether this release knows every field of the message; those within it are asked themselves.
    var isWhole: Bool { unknownFields.data.isEmpty }
}

extension Place {
    init?(_ wire: Jig_V1_Place) {
        guard wire.isWhole, let uncertainty = Int64(exactly: wire.uncertainty),
            let position = Position(latitude: wire.latitude, longitude: wire.longitude),
            let shape = Shape(wire.shape, at: position)
        else { return nil }
        self.init(
            latitude: wire.latitude,
            longitude: wire.longitude,
            uncertainty: uncertainty,
            shape: shape
        )
    }

    var wire: Jig_V1_Place {
        var wire = Jig_V1_Place()
        wire.latitude = latitude
        wire.longitude = longitude
        wire.uncertainty = UInt64(uncertainty)
        switch shape {
        case .point: break
        case .circle(let radius): wire.circle = UInt64(radius)
        case .polygon(let vertices): wire.polygon.steps = Position.steps(along: vertices)
        case .corridor(let points, let halfWidth):
            wire.corridor.halfWidth = UInt64(halfWidth)
            wire.corridor.steps = Position.steps(along: points)
        }
        return wire
    }
}

extension Place.Shape {
    fileprivate init?(_ wire: Jig_V1_Place.OneOf_Shape?, at position: Position) {
        switch wire {
        case nil: self = .point
        case .circle(let radius):
            guard let radius = Int64(exactly: radius) else { return nil }
            self = .circle(radius: radius)
        case .polygon(let polygon):
            guard polygon.isWhole,
                let vertices = Position.positions(from: position, steps: polygon.steps)
            else { return nil }
            self = .polygon(vertices)
        case .corridor(let corridor):
            guard corridor.isWhole, let halfWidth = Int64(exactly: corridor.halfWidth),
                let points = Position.positions(from: position, steps: corridor.steps)
            else { return nil }
            self = .corridor(points, halfWidth: halfWidth)
        }
    }
}

extension Interval {
    init?(_ wire: Jig_V1_Interval) {
        guard wire.isWhole else { return nil }
        self.init(
            from: wire.hasFrom ? wire.from : nil,
            until: wire.hasUntil ? wire.until : nil
        )
    }

    var wire: Jig_V1_Interval {
        var wire = Jig_V1_Interval()
        if let from { wire.from = from }
        if let until { wire.until = until }
        return wire
    }
}
