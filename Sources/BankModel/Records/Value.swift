/// One value of a field, validated: whatever holds a `Value` may store, show and hash it.
///
/// Whether two values are equal is asked of `domainBytes`, never of an encoding.
package enum Value: Sendable {
    /// The field was cleared: as much a value as any other, so that clearing beside an edit is a
    /// conflict.
    case cleared
    /// Text, UTF-8, in NFC at entry.
    case text(String)
    /// A word of a vocabulary, a tag, a grade or an external id.
    case word(String)
    /// Where something is.
    case place(Place)
    /// From when until when something holds.
    case interval(Interval)
    /// A length in millimetres.
    case millimetres(Int64)
    /// A time in milliseconds since 1970-01-01T00:00:00Z.
    case instant(Int64)
    /// Who verified something, and when.
    case verification(Verification)
    /// Whether a record is in the bank or withdrawn.
    case life(Life)
    /// A type that this release does not know: carried bit for bit, shown as "needs upgrade".
    case opaque([UInt8])
}

/// Whether a record is in the bank: the value of its `@life` register.
package enum Life: UInt8, Sendable {
    /// Created or reinstated.
    case inBank = 1
    /// Withdrawn; nothing is deleted.
    case withdrawn = 2
}

/// A position with its uncertainty and, for a circle, its extent.
package struct Place: Hashable, Sendable {
    /// Degrees × 1e-7, −900,000,000 to 900,000,000.
    package let latitude: Int32
    /// Degrees × 1e-7, −1,800,000,000 to 1,800,000,000.
    package let longitude: Int32
    /// How far off the true position may be, in millimetres.
    ///
    /// Mandatory.
    package let uncertainty: Int64
    /// What lies around the position.
    package let shape: Shape

    /// The extent of a place.
    package enum Shape: Hashable, Sendable {
        /// Nothing but the position.
        case point
        /// All within `radius` millimetres of the position.
        case circle(radius: Int64)
    }

    /// Nil where a coordinate, uncertainty or radius is out of its range.
    package init?(latitude: Int32, longitude: Int32, uncertainty: Int64, shape: Shape = .point) {
        guard (-900_000_000...900_000_000).contains(latitude),
            (-1_800_000_000...1_800_000_000).contains(longitude),
            (0...Limits.distanceMillimetresMax).contains(uncertainty)
        else { return nil }
        if case .circle(let radius) = shape,
            !(1...Limits.distanceMillimetresMax).contains(radius)
        {
            return nil
        }
        self.latitude = latitude
        self.longitude = longitude
        self.uncertainty = uncertainty
        self.shape = shape
    }

    /// How far from the position something of this place may be, in millimetres.
    package var reach: Int64 {
        switch shape {
        case .point: uncertainty
        case .circle(let radius): uncertainty + radius
        }
    }
}

/// A closed interval of time; an absent end is open.
package struct Interval: Hashable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let from: Int64?
    /// Milliseconds since 1970-01-01T00:00:00Z; not before `from`.
    package let until: Int64?

    /// Nil for an inverted interval, or one that is open at both ends.
    package init?(from: Int64?, until: Int64?) {
        if let from, let until, until < from { return nil }
        if from == nil, until == nil { return nil }
        self.from = from
        self.until = until
    }
}

/// That somebody looked, and when.
package struct Verification: Hashable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let at: Int64
    /// Who or what verified, as text of at most `Limits.nameBytesMax` bytes.
    package let by: String

    package init(at: Int64, by: String) {
        self.at = at
        self.by = by
    }
}

extension Value: Hashable {
    package static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.cleared, .cleared): true
        case (.text(let left), .text(let right)), (.word(let left), .word(let right)):
            left.utf8.elementsEqual(right.utf8)
        case (.place(let left), .place(let right)): left == right
        case (.interval(let left), .interval(let right)): left == right
        case (.millimetres(let left), .millimetres(let right)): left == right
        case (.instant(let left), .instant(let right)): left == right
        case (.verification(let left), .verification(let right)):
            left.at == right.at && left.by.utf8.elementsEqual(right.by.utf8)
        case (.life(let left), .life(let right)): left == right
        case (.opaque(let left), .opaque(let right)): left == right
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(domainBytes) }

    /// The value as bytes that are the same for equal values and different for different ones.
    ///
    /// One byte for the type, then: text and words as UTF-8; integers as eight bytes big-endian; an
    /// optional integer behind a byte 0 or 1.
    package var domainBytes: [UInt8] {
        switch self {
        case .cleared: [0]
        case .text(let text): [1] + Array(text.utf8)
        case .word(let word): [2] + Array(word.utf8)
        case .place(let place): [3] + place.domainBytes
        case .interval(let interval): [4] + interval.domainBytes
        case .millimetres(let length): [5] + Bytes.bigEndian(length)
        case .instant(let time): [6] + Bytes.bigEndian(time)
        case .verification(let verification):
            [7] + Bytes.bigEndian(verification.at) + Array(verification.by.utf8)
        case .life(let life): [8, life.rawValue]
        case .opaque(let bytes): [255] + bytes
        }
    }
}

extension Place {
    fileprivate var domainBytes: [UInt8] {
        let position =
            Bytes.bigEndian(latitude) + Bytes.bigEndian(longitude) + Bytes.bigEndian(uncertainty)
        return switch shape {
        case .point: position + [0]
        case .circle(let radius): position + [1] + Bytes.bigEndian(radius)
        }
    }
}

extension Interval {
    fileprivate var domainBytes: [UInt8] {
        func end(_ time: Int64?) -> [UInt8] { time.map { [1] + Bytes.bigEndian($0) } ?? [0] }
        return end(from) + end(until)
    }
}
