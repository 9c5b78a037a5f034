import BankModel
import Deconfliction
import ShapeDice
import Testing

@testable import Interchange

/// What every suite here looks at: a charter with the built-in words.
let charter = Charter(
    bank: .zero,
    number: 1,
    name: "test bank",
    partners: ["us", "ru"].compactMap { PartnerID($0) }
        .map { Charter.Member(id: $0, name: $0.text, rootKey: []) },
    ruleSet: 1,
    categories: Charter.builtInCategories
)

/// A field of a kind by its name.
func field(_ name: String, of kind: Kind = .site) throws -> Field {
    let id = try #require(kind.fieldID(named: name))
    return try #require(kind.field(id))
}

/// A place that the test knows to be one.
func place(
    _ latitude: Int32,
    _ longitude: Int32,
    _ uncertainty: Int64,
    circle radius: Int64? = nil
) throws -> Place {
    let shape = radius.map { Place.Shape.circle(radius: $0) } ?? .point
    return try #require(
        Place(
            latitude: latitude,
            longitude: longitude,
            uncertainty: uncertainty,
            shape: shape
        )
    )
}

/// Imports a whole text, cut into chunks of so many bytes.
func imported(
    _ bytes: [UInt8],
    _ format: ExchangeFormat = .csv,
    as kind: Kind = .site,
    map rules: [String] = [],
    idColumn: String? = nil,
    chunk: Int = .max
) throws -> [ImportOutcome] {
    var importer = try Importer(
        format: format,
        kind: kind,
        charter: charter,
        mapping: ImportMapping(rules: rules, idColumn: idColumn)
    )
    var outcomes: [ImportOutcome] = []
    var rest = bytes[...]
    while !rest.isEmpty {
        outcomes += importer.feed(rest.prefix(chunk))
        rest = rest.dropFirst(chunk)
    }
    return outcomes + importer.finish()
}

/// Imports a whole text at once.
func imported(
    _ text: String,
    _ format: ExchangeFormat = .csv,
    as kind: Kind = .site,
    map rules: [String] = [],
    idColumn: String? = nil
) throws -> [ImportOutcome] {
    try imported(Array(text.utf8), format, as: kind, map: rules, idColumn: idColumn)
}

extension [ImportOutcome] {
    /// The rows that were taken.
    var rows: [ImportRow] { compactMap { if case .row(let row) = $0 { row } else { nil } } }

    /// The rows that were not.
    var rejected: [RejectedRow] {
        compactMap { if case .rejected(let row) = $0 { row } else { nil } }
    }

    /// Why the file was not read to its end.
    var refusal: ImportRefusal? {
        if case .refused(let refusal) = last { refusal } else { nil }
    }
}

extension ImportRow {
    /// The values that the row gives to a field.
    func values(of field: FieldID) -> [Value] {
        values.filter { $0.field == field }.map(\.value)
    }
}

/// SplitMix64: the same dice for the same seed on every machine.
struct SeededDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Makes values that a field accepts, hostile ones above all.
struct ValueMaker {
    var dice: SeededDice

    init(seed: UInt64) { dice = SeededDice(seed: seed) }

    private static let pieces = [
        "a", "Z", "9", " ", ";", "|", ",", "\"", "'", "=", "+", "-", "@", "\t", "\n", "\\", "[",
        "]",
        "{", "}", ":", "..", " by ", "é", "\u{E9}", "東", "🏥", "\u{202E}", "\u{200B}", "\u{85}",
        "\u{FEFF}", "''", "'=", "<b>", "null", "1e400", "circle:",
        "\\u{", "\\u{202E}", "\\u{5C}", "\u{9B}", "\u{2066}", "\u{2028}", "\u{200D}",
    ]

    /// Text in normal form C, of 1 to so many pieces.
    mutating func text(pieces max: Int = 8) -> String {
        let count = Int.random(in: 1...max, using: &dice)
        let text = (0..<count).map { _ in pick(Self.pieces) }.joined()
        return NormalForm.of(text)
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &dice)]
    }

    mutating func time() -> Int64 {
        Int64.random(in: -62_135_596_800_000...253_402_300_799_999, using: &dice)
    }

    mutating func length() -> Int64 {
        let lengths = [0, 1, 999, 1000, 1500, Limits.distanceMillimetresMax]
        return Bool.random(using: &dice)
            ? pick(lengths) : Int64.random(in: 0...Limits.distanceMillimetresMax, using: &dice)
    }

    mutating func place() -> Place? {
        let radius = max(1, length())
        return Place(
            latitude: Int32.random(in: -900_000_000...900_000_000, using: &dice),
            longitude: Int32.random(in: -1_800_000_000...1_800_000_000, using: &dice),
            uncertainty: length(),
            shape: Bool.random(using: &dice) ? .point : .circle(radius: radius)
        )
    }

    /// A value of a field that is not `@life`.
    mutating func value(of field: Field) throws -> Value {
        switch field.type {
        case .text: return .text(text())
        case .category: return .word(pick(charter.categories.map(\.word)))
        case .choice(let words): return .word(pick(words))
        case .grade: return .word(pick(["A1", "F6", "C3"]))
        case .place: return .place(outline())
        case .interval:
            let times = [time(), time()].sorted()
            let ends: (Int64?, Int64?) = pick([
                (times[0], times[1]), (times[0], nil), (nil, times[1]),
            ])
            return .interval(try #require(Interval(from: ends.0, until: ends.1)))
        case .length: return .millimetres(length())
        case .instant: return .instant(time())
        case .verification: return .verification(Verification(at: time(), by: text()))
        case .tag: return .word(pick(["a", "x-1", "a:b.c_d", "0", "tag"]))
        case .externalID:
            return .word(pick(["osm", "x1", "a.b"]) + ":" + text(pieces: 3).trimmedForID)
        case .life: return .life(.inBank)
        case .partner: return .word(pick(charter.partners.map(\.id.text)))
        case .volumes(let areTimed):
            let count = Int.random(in: 1...3, using: &dice)
            return .volumes(try (0..<count).map { _ in try volume(isTimed: areTimed) })
        case .reference:
            let dots = (0..<Int.random(in: 0...3, using: &dice)).map { _ in dot() }
            let kind = UInt32.random(in: 1...12, using: &dice)
            return .reference(
                try #require(Reference(kind: kind, record: dot(), dots: Set(dots).sorted()))
            )
        case .suggestion:
            let fields = Kind.site.fields.filter { $0.type != .life && !$0.isKeyed }
            let field = pick(fields)
            let value = try value(of: field)
            return .suggestion(
                try #require(Suggestion(field: FieldID(field.number), value: value))
            )
        }
    }

    private mutating func dot() -> Dot {
        let byte = UInt8.random(in: 0...255, using: &dice)
        return Dot(
            entry: Hash256(hashing: [byte]),
            index: UInt32.random(in: 0..<UInt32(Limits.operationsMax), using: &dice)
        )
    }

    /// A place of any shape that may be written.
    mutating func outline() -> Place {
        if Bool.random(using: &dice), let place = place() { return place }
        var shapes = ShapeDice(seed: dice.next())
        while true {
            let size = shapes.size(100...200_000)
            let skeleton = shapes.skeleton(around: shapes.centre(), size: size)
            let shape: Place.Shape =
                switch skeleton {
                case .point: .circle(radius: max(1, length()))
                case .path(let points): .corridor(points, halfWidth: max(1, length()))
                case .ring(let vertices): .polygon(vertices)
                }
            let place = Place(
                latitude: skeleton.positions[0].latitude,
                longitude: skeleton.positions[0].longitude,
                uncertainty: length(),
                shape: shape
            )
            if let place, ShapeRule.refusal(of: place) == nil { return place }
        }
    }

    private mutating func volume(isTimed: Bool) throws -> Volume {
        let bounds = [altitude(), altitude()].sorted {
            ($0?.millimetres ?? .min) < ($1?.millimetres ?? .min)
        }
        let band = try #require(AltitudeBand(lower: bounds[0], upper: bounds[1]))
        guard isTimed else { return Volume(place: outline(), altitude: band) }
        let times = [time(), time()].sorted()
        let from = pick([times[0], nil])
        let until = from == nil ? times[1] : pick([times[1], nil])
        return Volume(
            place: outline(),
            altitude: band,
            time: Interval(from: from, until: until)
        )
    }

    private mutating func altitude() -> Altitude? {
        let reference = pick([nil] + Altitude.Reference.allCases)
        guard let reference else { return nil }
        if reference == .fl {
            return Altitude(flightLevel: Int64.random(in: 0...600, using: &dice))
        }
        let millimetres = Int64.random(in: Limits.altitudeMillimetres, using: &dice)
        return Altitude(
            millimetres: pick([0, -20_000, 1_500_000, millimetres]),
            reference: reference
        )
    }
}

extension String {
    /// Without white space around it, which an external id does not keep when it is typed.
    fileprivate var trimmedForID: String { self[...].trimmed.isEmpty ? "1" : self[...].trimmed }
}
