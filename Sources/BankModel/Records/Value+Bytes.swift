extension Value: Hashable {
    package static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.cleared, .cleared): true
        case (.text(let left), .text(let right)), (.word(let left), .word(let right)):
            Bytes.areSame(left, right)
        case (.place(let left), .place(let right)): left == right
        case (.interval(let left), .interval(let right)): left == right
        case (.millimetres(let left), .millimetres(let right)): left == right
        case (.instant(let left), .instant(let right)): left == right
        case (.verification(let left), .verification(let right)):
            left.at == right.at && Bytes.areSame(left.by, right.by)
        case (.life(let left), .life(let right)): left == right
        case (.volumes(let left), .volumes(let right)): left == right
        case (.reference(let left), .reference(let right)): left == right
        case (.suggestion(let left), .suggestion(let right)): left == right
        case (.opaque(let left), .opaque(let right)): left == right
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(domainBytes) }

    /// The value as bytes that are the same for equal values and different for different ones.
    ///
    /// One byte for the type, then: text and words as UTF-8; integers as eight bytes big-endian; an
    /// optional value behind a byte 0 or 1; lists behind their count.
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
        case .volumes(let volumes): [9] + list(volumes, \.domainBytes)
        case .reference(let reference):
            [10] + Bytes.bigEndian(reference.kind) + reference.record.bytes
                + list(reference.dots, \.bytes)
        case .suggestion(let suggestion):
            [11] + suggestion.field.bytes + suggestion.value.domainBytes
        case .opaque(let bytes): [255] + bytes
        }
    }
}

/// A count and then the bytes of each.
private func list<Element>(_ elements: [Element], _ bytes: (Element) -> [UInt8]) -> [UInt8] {
    elements.reduce(into: Bytes.bigEndian(UInt64(elements.count))) { $0 += bytes($1) }
}

/// A byte 0, or a byte 1 and then the bytes.
private func optional<Wrapped>(_ value: Wrapped?, _ bytes: (Wrapped) -> [UInt8]) -> [UInt8] {
    value.map { [1] + bytes($0) } ?? [0]
}

extension Place {
    fileprivate var domainBytes: [UInt8] {
        let position =
            Bytes.bigEndian(latitude) + Bytes.bigEndian(longitude) + Bytes.bigEndian(uncertainty)
        return switch shape {
        case .point: position + [0]
        case .circle(let radius): position + [1] + Bytes.bigEndian(radius)
        case .polygon(let vertices): position + [2] + list(vertices, \.domainBytes)
        case .corridor(let points, let halfWidth):
            position + [3] + Bytes.bigEndian(halfWidth) + list(points, \.domainBytes)
        }
    }
}

extension Position {
    fileprivate var domainBytes: [UInt8] {
        Bytes.bigEndian(latitude) + Bytes.bigEndian(longitude)
    }
}

extension Interval {
    fileprivate var domainBytes: [UInt8] {
        optional(from, Bytes.bigEndian) + optional(until, Bytes.bigEndian)
    }
}

extension Altitude {
    fileprivate var domainBytes: [UInt8] { Bytes.bigEndian(millimetres) + [reference.rawValue] }
}

extension Volume {
    fileprivate var domainBytes: [UInt8] {
        place.domainBytes + optional(altitude.lower, \.domainBytes)
            + optional(altitude.upper, \.domainBytes) + optional(time, \.domainBytes)
    }
}
