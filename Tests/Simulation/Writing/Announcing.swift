import BankModel

/// What simulated operators announce, observe and say: records of the kinds that refer to others.
enum Announcing {
    /// The kinds that are made here.
    static let kinds: [Kind] = [.sector, .notice, .incident, .statement, .proposal, .link]

    /// The operations of a new record of the kind.
    static func operations(
        _ kind: Kind,
        among records: [RecordID],
        in storage: some BankReading,
        _ dice: inout Dice
    ) throws -> [AuthoredOperation] {
        var fields = kind.fields.filter { $0.isRequired || $0.type == .reference }
        if kind == .sector { fields += kind.fields.filter { $0.keys == .partner } }
        if dice.chance(30), let tags = kind.field(.tags) { fields.append(tags) }
        return try fields.map { field in
            AuthoredOperation(
                field: field.keys == .partner ? partner(&dice) : FieldID(field.number),
                merge: field.merge,
                value: try value(of: field, among: records, in: storage, &dice)
            )
        }
    }

    /// A field in which a new value may be set, and the value.
    static func change(
        of kind: Kind,
        among records: [RecordID],
        in storage: some BankReading,
        _ dice: inout Dice
    ) throws -> (field: FieldID, value: Value)? {
        let registers = kind.fields.filter { $0.merge == .register && $0.type != .life }
            .filter { $0.keys != .text }
        guard let field = dice.pick(registers) else { return nil }
        let id = field.keys == .partner ? partner(&dice) : FieldID(field.number)
        if !field.isRequired, dice.chance(15) { return (id, .cleared) }
        return (id, try value(of: field, among: records, in: storage, &dice))
    }

    private static func partner(_ dice: inout Dice) -> FieldID {
        FieldID(FieldID.allowedNumber, key: dice.pick(["us", "ru"]) ?? "us")
    }

    private static func value(
        of field: Field,
        among records: [RecordID],
        in storage: some BankReading,
        _ dice: inout Dice
    ) throws -> Value {
        switch field.type {
        case .choice(let words): .word(dice.pick(words) ?? "")
        case .partner: .word(dice.pick(["us", "ru"]) ?? "us")
        case .place: .place(place(&dice))
        case .interval: interval(&dice).map { .interval($0) } ?? .cleared
        case .volumes(let areTimed): .volumes(volumes(areTimed: areTimed, &dice))
        case .reference: .reference(try reference(among: records, in: storage, &dice))
        case .suggestion: suggestion(&dice)
        case .instant: .instant(Int64(dice.below(9)))
        case .tag: .word(dice.pick(["x", "y"]) ?? "x")
        case .text, .category, .grade, .length, .verification, .externalID, .life:
            .text(dice.pick(["one", "two", "three"]) ?? "one")
        }
    }

    private static func interval(_ dice: inout Dice) -> Interval? {
        let from = Int64(dice.below(5))
        return Interval(from: from, until: dice.chance(80) ? from + Int64(dice.below(5)) : nil)
    }

    private static func volumes(areTimed: Bool, _ dice: inout Dice) -> [Volume] {
        (0...dice.below(3)).map { _ in
            let bound = Altitude(flightLevel: Int64(dice.below(3)))
            let band = dice.chance(50) ? AltitudeBand(lower: bound, upper: nil) : nil
            return Volume(
                place: place(&dice),
                altitude: band ?? .unbounded,
                time: areTimed ? interval(&dice) : nil
            )
        }
    }

    private static func place(_ dice: inout Dice) -> Place {
        let corners = [(0, 0), (0, 10_000), (10_000, 10_000)].map { north, east in
            (Int32(north), Int32(east + dice.below(3)))
        }
        let positions = corners.compactMap { Position(latitude: $0, longitude: $1) }
        let shapes: [Place.Shape] = [
            .point, .circle(radius: 1_000), .polygon(positions),
            .corridor(positions, halfWidth: 500),
        ]
        let place = Place(
            latitude: positions[0].latitude,
            longitude: positions[0].longitude,
            uncertainty: 100,
            shape: dice.pick(shapes) ?? .point
        )
        guard let place else { preconditionFailure("a simulated place is none") }
        return place
    }

    /// To a record that is held, of either channel, in the version that it has or as such; now and
    /// then to one that nobody ever wrote.
    private static func reference(
        among records: [RecordID],
        in storage: some BankReading,
        _ dice: inout Dice
    ) throws -> Reference {
        let picked = dice.chance(90) ? dice.pick(records) : nil
        let state = try picked.flatMap { try storage.record($0) }
        let record = state?.id ?? Dot(entry: Hash256(hashing: [9]), index: 0)
        let dots = dice.chance(70) ? state?.version.dots ?? [] : []
        let reference = Reference(kind: state?.kind ?? 1, record: record, dots: dots)
        guard let reference = reference ?? Reference(kind: 1, record: record) else {
            preconditionFailure("no reference to \(record)")
        }
        return reference
    }

    private static func suggestion(_ dice: inout Dice) -> Value {
        let values: [(FieldID, Value)] = [
            (.name, .text("better")), (.volumes, .volumes(volumes(areTimed: true, &dice))),
            (.grade, .cleared),
        ]
        let (field, value) = dice.pick(values) ?? (.grade, .cleared)
        return Suggestion(field: field, value: value).map { .suggestion($0) } ?? .cleared
    }
}
