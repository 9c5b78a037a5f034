import BankModel
import Testing

/// Values that a test needs and does not care about.
enum Sample {
    /// What every record of a kind needs, but for the fields that are given.
    static func required(_ kind: Kind = .target, but given: [FieldEdit] = []) -> [FieldEdit] {
        let fields = given.map(\.field)
        return needed(kind).filter { !fields.contains($0.field) }
    }

    private static func needed(_ kind: Kind) -> [FieldEdit] {
        switch kind.number {
        case Kind.sector.number:
            [
                FieldEdit(.name, .set(.text("thing"))),
                FieldEdit(.areas, .set(.volumes([volume(nil)]))),
            ]
        case Kind.notice.number:
            [
                FieldEdit(.title, .set(.text("thing"))),
                FieldEdit(.activity, .set(.word("convoy"))),
                FieldEdit(.volumes, .set(.volumes([volume(1, 2)]))),
            ]
        case Kind.incident.number:
            [
                FieldEdit(.title, .set(.text("thing"))), FieldEdit(.observed, .set(interval(1, 2))),
                FieldEdit(.place, .set(place(latitude: 1))),
                FieldEdit(.incidentCategory, .set(.word("near_miss"))),
            ]
        case Kind.statement.number:
            [
                FieldEdit(.about, .set(reference(.notice, 1))),
                FieldEdit(.says, .set(.word("acknowledged"))),
            ]
        case Kind.proposal.number:
            [
                FieldEdit(.about, .set(reference(.site, 1))),
                FieldEdit(.change, .set(suggestion(.name, .text("other thing")))),
            ]
        case Kind.link.number:
            [
                FieldEdit(.from, .set(reference(.site, 1))),
                FieldEdit(.to, .set(reference(.site, 3))),
                FieldEdit(.relation, .set(.word("related"))),
            ]
        default:
            [
                FieldEdit(.name, .set(.text("thing"))),
                FieldEdit(.category, .set(.word("facility"))),
                FieldEdit(.place, .set(place(latitude: 1))),
            ]
        }
    }

    /// A point for a time; of no end of it for one number, of no time for none.
    static func volume(_ from: Int64?, _ until: Int64? = nil) -> Volume {
        guard case .place(let point) = place(latitude: 1) else { preconditionFailure("no point") }
        return Volume(place: point, time: Interval(from: from, until: until))
    }

    /// A reference to the version of a record of no entry that has two dots.
    static func reference(_ kind: Kind, _ number: UInt8, dots: Int = 2) -> Value {
        let entry = dot(number).entry
        let dots = (0..<dots).map { Dot(entry: entry, index: UInt32($0)) }
        guard let reference = Reference(kind: kind.number, record: dot(number), dots: dots) else {
            preconditionFailure("no reference to \(number)")
        }
        return .reference(reference)
    }

    /// A suggestion of what can be suggested.
    static func suggestion(_ field: FieldID, _ value: Value) -> Value {
        guard let suggestion = Suggestion(field: field, value: value) else {
            preconditionFailure("\(value) cannot be suggested")
        }
        return .suggestion(suggestion)
    }

    /// A ring or line of so many vertices, a 1e-7th of a degree apart, along a parallel.
    static func positions(_ count: Int) -> [Position] {
        (0..<count).compactMap { Position(latitude: 0, longitude: Int32($0)) }
    }

    /// A polygon of so many vertices; nil where there is none.
    static func polygon(_ count: Int) -> Place? {
        Place(latitude: 0, longitude: 0, uncertainty: 0, shape: .polygon(positions(count)))
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
