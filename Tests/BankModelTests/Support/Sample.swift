import BankModel
import Testing

/// Values that a test needs and does not care about.
enum Sample {
    /// What every record needs, but for the fields that are given.
    static func required(but given: [FieldEdit] = []) -> [FieldEdit] {
        let fields = given.map(\.field)
        return [
            FieldEdit(.name, .set(.text("thing"))),
            FieldEdit(.category, .set(.word("facility"))),
            FieldEdit(.place, .set(place(latitude: 1))),
        ]
        .filter { !fields.contains($0.field) }
    }

    /// A point, so many 1e-7 degrees north of the equator.
    static func place(latitude: Int32) -> Value {
        guard let place = Place(latitude: latitude, longitude: 2, uncertainty: 3) else {
            preconditionFailure("no place at \(latitude)")
        }
        return .place(place)
    }

    /// A closed or half-open interval.
    static func interval(_ from: Int64?, _ until: Int64?) -> Value {
        guard let interval = Interval(from: from, until: until) else {
            preconditionFailure("no interval from \(String(describing: from))")
        }
        return .interval(interval)
    }

    /// So many bytes of text, one for each letter.
    static func text(_ bytes: Int) -> String { String(repeating: "a", count: bytes) }

    /// A dot of no entry that anybody wrote; different for different numbers.
    static func dot(_ number: UInt8) -> Dot {
        Dot(entry: Hash256(hashing: [number]), index: UInt32(number))
    }

    /// Partner ids in the order of `us`, `ru`, `fr`.
    static func author(_ name: String) -> AuthorID {
        guard let author = AuthorID(name) else { preconditionFailure("\(name) is no author") }
        return author
    }
}
