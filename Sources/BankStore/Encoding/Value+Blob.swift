import BankModel

/// A value in a blob: a byte for its type, as in `Value.domainBytes`, then
///
///     0 cleared       nothing
///     1 text          count, UTF-8
///     2 word          count, UTF-8
///     3 place         latitude, longitude, uncertainty (signed); radius (unsigned, 0 for a point)
///     4 interval      byte: 1 has from, 2 has until; the ends that there are (signed)
///     5 millimetres   signed
///     6 instant       signed
///     7 verification  at (signed); by: count, UTF-8
///     8 life          byte
///     9 volumes       count; for each: outline, two bounds, byte: has a time, interval
///    10 reference     kind (unsigned); record; count, dots
///    11 suggestion    field's number (unsigned); key: count, UTF-8; value
///    12 place         outline, of a polygon or a corridor
///   255 opaque        count, bytes
///
/// An outline, bound or dot:
///
///     outline         byte: 0 point, 1 circle, 2 polygon, 3 corridor; latitude, longitude,
///                     uncertainty (signed); radius or half width (unsigned) of 1 and 3; of 2 and 3
///                     count and steps (signed), as in `Position.steps`
///     bound           byte: 0 none, else the reference; millimetres (signed)
///     dot             32 bytes of hash; index (unsigned)
extension BlobWriter {
    mutating func value(_ value: Value) {
        switch value {
        case .cleared: byte(0)
        case .text(let text):
            byte(1)
            counted(text.utf8)
        case .word(let word):
            byte(2)
            counted(word.utf8)
        case .place(let place):
            byte(place.vertices.isEmpty ? 3 : 12)
            if place.vertices.isEmpty { self.place(place) } else { outline(place) }
        case .interval(let interval):
            byte(4)
            self.interval(interval)
        case .millimetres(let length):
            byte(5)
            signed(length)
        case .instant(let time):
            byte(6)
            signed(time)
        case .verification(let verification):
            byte(7)
            signed(verification.at)
            counted(verification.by.utf8)
        case .life(let life):
            byte(8)
            byte(life.rawValue)
        case .volumes(let volumes):
            byte(9)
            unsigned(UInt64(volumes.count))
            for volume in volumes { self.volume(volume) }
        case .reference(let reference):
            byte(10)
            self.reference(reference)
        case .suggestion(let suggestion):
            byte(11)
            unsigned(UInt64(suggestion.field.number))
            counted(suggestion.field.key.utf8)
            self.value(suggestion.value)
        case .opaque(let bytes):
            byte(255)
            counted(bytes)
        }
    }

    private mutating func place(_ place: Place) {
        signed(Int64(place.latitude))
        signed(Int64(place.longitude))
        signed(place.uncertainty)
        if case .circle(let radius) = place.shape {
            unsigned(UInt64(bitPattern: radius))
        } else {
            unsigned(0)
        }
    }

    mutating func interval(_ interval: Interval) {
        byte((interval.from == nil ? 0 : 1) | (interval.until == nil ? 0 : 2))
        if let from = interval.from { signed(from) }
        if let until = interval.until { signed(until) }
    }
}

extension BlobReader {
    mutating func value() throws -> Value {
        switch try byte() {
        case 0: return .cleared
        case 1: return .text(try text())
        case 2: return .word(try text())
        case 3: return .place(try place())
        case 4: return .interval(try interval())
        case 5: return .millimetres(try signed())
        case 6: return .instant(try signed())
        case 7:
            let at = try signed()
            return .verification(Verification(at: at, by: try text()))
        case 8:
            guard let life = Life(rawValue: try byte()) else {
                throw StoreError.damaged("an unknown state of life")
            }
            return .life(life)
        case 9: return .volumes(try volumes())
        case 10: return .reference(try reference())
        case 11:
            let field = FieldID(try number(), key: try text())
            // Nothing nests: asked before it is read, so that no damage costs us our stack.
            let isNested = try peek() == 11
            guard !isNested, let suggestion = Suggestion(field: field, value: try value()) else {
                throw StoreError.damaged("a suggestion of what cannot be suggested")
            }
            return .suggestion(suggestion)
        case 12: return .place(try outline())
        case 255: return .opaque(try counted())
        case let type: throw StoreError.damaged("a value of type \(type)")
        }
    }

    private mutating func place() throws -> Place {
        let latitude = Int32(exactly: try signed())
        let longitude = Int32(exactly: try signed())
        let uncertainty = try signed()
        let radius = Int64(bitPattern: try unsigned())
        guard let latitude, let longitude,
            let place = Place(
                latitude: latitude,
                longitude: longitude,
                uncertainty: uncertainty,
                shape: radius == 0 ? .point : .circle(radius: radius)
            )
        else { throw StoreError.damaged("a place outside its ranges") }
        return place
    }

    mutating func interval() throws -> Interval {
        let ends = try byte()
        let from = ends & 1 == 0 ? nil : try signed()
        let until = ends & 2 == 0 ? nil : try signed()
        guard ends < 4, let interval = Interval(from: from, until: until) else {
            throw StoreError.damaged("an interval that ends before it begins")
        }
        return interval
    }
}
