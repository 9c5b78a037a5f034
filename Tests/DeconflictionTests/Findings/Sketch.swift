import BankModel
import Deconfliction
import Testing

/// A bank in a few words, for tables of cases.
///
/// Places are named by how many metres they lie north of the point 34° N, 38° E.
struct Sketch {
    /// The time about which is asked, where a case names none: noon of some day.
    static let noon: Int64 = 1_800_000_000_000
    static let minute: Int64 = 60_000

    var partners = ["us", "ru"]
    var records: [RecordState] = []
    var statements: [RecordState] = []
    var links: [RecordState] = []
    var contacts: [PartnerContact] = []
    var area: [Place] = []
    var margin: Int64 = 0

    var charter: Charter {
        Charter(
            bank: Hash256(hashing: [1]),
            number: 1,
            name: "bank",
            partners: partners.map {
                Charter.Member(id: Self.partner($0), name: $0, rootKey: [])
            },
            ruleSet: 1,
            categories: [
                Charter.Category(word: "school", buffer: 500_000),
                Charter.Category(word: "camp", buffer: 1_000_000),
                Charter.Category(word: "other", buffer: 0),
            ]
        )
    }

    /// Everything that is found.
    func findings(at time: Int64 = noon) -> FindingSet {
        Findings.all(of: input, terms(at: time))
    }

    var input: FindingInput {
        let charter = charter
        return FindingInput(
            records: records.map { RecordView($0, charter: charter) },
            statements: statements.compactMap { StatementView($0) },
            links: links.compactMap { LinkView($0) },
            contacts: contacts
        )
    }

    func terms(at time: Int64) -> FindingTerms {
        FindingTerms(at: time, charter: charter, margin: margin, area: area)
    }

    /// Expects that one rule finds so much, and how certainly.
    func check(
        _ rule: FindingRule,
        _ expected: [Finding.Certainty],
        at time: Int64 = noon,
        _ comment: Comment? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) {
        let found = findings(at: time).findings.filter { $0.rule == rule }
        #expect(found.map(\.certainty) == expected, comment, sourceLocation: location)
    }

    /// The only finding of a rule.
    func only(
        _ rule: FindingRule,
        at time: Int64 = noon,
        _ location: SourceLocation = #_sourceLocation
    ) throws -> Finding {
        let found = findings(at: time).findings.filter { $0.rule == rule }
        #expect(found.count == 1, sourceLocation: location)
        return try #require(found.first, sourceLocation: location)
    }
}

extension Sketch {
    static func partner(_ text: String) -> PartnerID {
        guard let partner = PartnerID(text) else { preconditionFailure("\(text)") }
        return partner
    }

    /// A dot of no entry, different for different numbers.
    static func dot(_ numbers: UInt64...) -> Dot {
        Dot(entry: Hash256(hashing: numbers.flatMap { Bytes.bigEndian($0) }), index: 0)
    }

    /// A record with these siblings in its fields; in the bank unless they say otherwise.
    static func record(
        _ kind: Kind,
        _ number: UInt64,
        by owner: String,
        _ fields: [FieldID: [Value]]
    ) -> RecordState {
        var fields = fields
        if fields[.life] == nil { fields[.life] = [.life(.inBank)] }
        let author = AuthorID(firstOf: partner(owner))
        let id = dot(UInt64(kind.number), number)
        let states = fields.filter { !$0.value.isEmpty }
            .map { field, values in
                let siblings = values.enumerated().map { place, value in
                    Sibling(
                        dot: sibling(of: id, field, value, place),
                        author: author,
                        value: value,
                        aware: []
                    )
                }
                return FieldState(
                    field: field,
                    merge: kind.field(field)?.merge ?? .register,
                    live: siblings.sorted { $0.dot < $1.dot },
                    ghosts: []
                )
            }
        return RecordState(
            id: id,
            kind: kind.number,
            creator: author,
            counter: number,
            fields: states.sorted { $0.field < $1.field }
        )
    }

    /// Another value is another dot, so a changed field is a changed version.
    private static func sibling(
        of id: RecordID,
        _ field: FieldID,
        _ value: Value,
        _ place: Int
    ) -> Dot {
        let number = field.bytes + Bytes.bigEndian(UInt64(place))
        return Dot(entry: Hash256(hashing: id.bytes, number, value.domainBytes), index: 0)
    }

    /// The record as everybody knows it to be withdrawn: the withdrawal names all that is live.
    static func withdrawn(_ state: RecordState) -> RecordState {
        let edits = state.fields.filter { $0.field != .life && $0.merge == .register }
            .flatMap { $0.live.map(\.dot) }
        let withdrawal = Sibling(
            dot: dot(99, state.counter),
            author: state.creator,
            value: .life(.withdrawn),
            aware: edits.sorted()
        )
        let life = FieldState(field: .life, merge: .register, live: [withdrawal], ghosts: [])
        return RecordState(
            id: state.id,
            kind: state.kind,
            creator: state.creator,
            counter: state.counter,
            fields: [life] + state.fields.filter { $0.field != .life }
        )
    }

    static func place(
        _ metres: Double,
        radius: Double = 0,
        uncertainty: Double = 0
    ) -> Place {
        place(
            latitude: 340_000_000 + Int32((metres / 0.011_119_508).rounded()),
            longitude: 380_000_000,
            radius: radius,
            uncertainty: uncertainty
        )
    }

    static func place(
        latitude: Int32,
        longitude: Int32,
        radius: Double = 0,
        uncertainty: Double = 0
    ) -> Place {
        let place = Place(
            latitude: latitude,
            longitude: longitude,
            uncertainty: Int64(uncertainty * 1_000),
            shape: radius > 0 ? .circle(radius: Int64(radius * 1_000)) : .point
        )
        guard let place else { preconditionFailure("no place at \(latitude), \(longitude)") }
        return place
    }

    /// A rectangle from so many metres to so many north, and as wide as 0.1 degrees to both sides of
    /// the meridian.
    static func box(_ south: Double, _ north: Double) -> Place {
        box(south, north, halfWidth: 1_000_000)
    }

    /// The same, twice as wide.
    static func wideBox(_ south: Double, _ north: Double) -> Place {
        box(south, north, halfWidth: 2_000_000)
    }

    private static func box(_ south: Double, _ north: Double, halfWidth: Int32) -> Place {
        let (low, high) = (place(south).latitude, place(north).latitude)
        let (west, east) = (380_000_000 - halfWidth, 380_000_000 + halfWidth)
        let corners = [(low, west), (low, east), (high, east), (high, west)].compactMap {
            Position(latitude: $0.0, longitude: $0.1)
        }
        guard
            let box = Place(
                latitude: low,
                longitude: west,
                uncertainty: 0,
                shape: .polygon(corners)
            )
        else { preconditionFailure("no box from \(south) to \(north)") }
        return box
    }

    /// An interval in minutes from noon.
    static func minutes(_ from: Int64?, _ until: Int64?) -> Interval {
        guard
            let interval = Interval(
                from: from.map { noon + $0 * minute },
                until: until.map { noon + $0 * minute }
            )
        else { preconditionFailure("no interval") }
        return interval
    }

    static func site(
        _ number: UInt64 = 1,
        by owner: String = "us",
        _ places: [Place] = [place(0)],
        _ more: [FieldID: [Value]] = [:]
    ) -> RecordState {
        let fields: [FieldID: [Value]] = [
            .name: [.text("Site number \(number)")], .category: [.word("other")],
            .place: places.map { .place($0) },
        ]
        return record(.site, number, by: owner, fields.merging(more) { $1 })
    }

    static func target(
        _ number: UInt64 = 1,
        by owner: String = "us",
        _ places: [Place] = [place(0)],
        _ more: [FieldID: [Value]] = [:]
    ) -> RecordState {
        let fields: [FieldID: [Value]] = [
            .name: [.text("Target number \(number)")], .category: [.word("other")],
            .place: places.map { .place($0) },
        ]
        return record(.target, number, by: owner, fields.merging(more) { $1 })
    }

    /// A notice with one volume a sibling, from a minute before noon to an hour after.
    static func notice(
        _ number: UInt64 = 1,
        by owner: String = "ru",
        _ volumes: [Volume] = [volume(place(0))],
        _ more: [FieldID: [Value]] = [:]
    ) -> RecordState {
        let fields: [FieldID: [Value]] = [
            .title: [.text("Notice number \(number)")], .activity: [.word("convoy")],
            .volumes: volumes.map { .volumes([$0]) }, .state: [.word("issued")],
            .lead: [.word(owner)],
        ]
        return record(.notice, number, by: owner, fields.merging(more) { $1 })
    }

    /// A sector that reaches 10 km to both sides.
    static func sector(
        _ allowed: [String: [String]],
        _ more: [FieldID: [Value]] = [:]
    ) -> RecordState {
        sector(1, [Volume(place: wideBox(-10_000, 10_000))], allowed, more)
    }

    static func sector(
        _ number: UInt64,
        _ areas: [Volume],
        _ allowed: [String: [String]],
        _ more: [FieldID: [Value]] = [:]
    ) -> RecordState {
        var fields: [FieldID: [Value]] = [
            .name: [.text("Sector number \(number)")], .areas: [.volumes(areas)],
        ]
        for (partner, words) in allowed {
            fields[.allowed(self.partner(partner))] = words.map { .word($0) }
        }
        return record(.sector, number, by: "us", fields.merging(more) { $1 })
    }

    static func volume(
        _ place: Place,
        _ from: Int64? = -1,
        _ until: Int64? = 60,
        _ altitude: AltitudeBand = .unbounded
    ) -> Volume {
        Volume(
            place: place,
            altitude: altitude,
            time: from == nil && until == nil ? nil : minutes(from, until)
        )
    }

    static func band(
        _ lower: Int64,
        _ upper: Int64,
        _ reference: Altitude.Reference
    )
        -> AltitudeBand
    {
        let unit = reference == .fl ? Altitude.flightLevelMillimetres : 1_000
        guard let low = Altitude(millimetres: lower * unit, reference: reference),
            let high = Altitude(millimetres: upper * unit, reference: reference),
            let band = AltitudeBand(lower: low, upper: high)
        else {
            preconditionFailure("no band from \(lower) to \(upper)")
        }
        return band
    }

    static func statement(
        _ number: UInt64,
        by partner: String,
        _ says: Saying,
        _ record: RecordState,
        asSuch: Bool = false
    ) -> RecordState {
        let reference = Reference(
            kind: record.kind,
            record: record.id,
            dots: asSuch ? [] : record.version.dots
        )
        guard let reference else { preconditionFailure("no reference to \(record.id)") }
        return self.record(
            .statement,
            number,
            by: partner,
            [.about: [.reference(reference)], .says: [.word(says.rawValue)]]
        )
    }

    static func link(
        by owner: String = "us",
        _ from: RecordState,
        _ to: RecordState,
        _ relations: [String] = ["same_as"],
        number: UInt64 = 1
    ) -> RecordState {
        let ends = [from, to].compactMap { Reference(kind: $0.kind, record: $0.id) }
        let fields: [FieldID: [Value]] = [
            .from: [.reference(ends[0])], .to: [.reference(ends[1])],
            .relation: relations.map { .word($0) },
        ]
        return record(.link, number, by: owner, fields)
    }
}

extension Sketch {
    /// The same bank with other names for its partners; no dot is another.
    func renamed(_ names: [String: String]) -> Self {
        var other = self
        other.partners = partners.map { names[$0] ?? $0 }
        other.records = records.map { Self.renamed($0, names) }
        other.statements = statements.map { Self.renamed($0, names) }
        other.links = links.map { Self.renamed($0, names) }
        return other
    }

    private static func renamed(_ state: RecordState, _ names: [String: String]) -> RecordState {
        func renamed(_ author: AuthorID) -> AuthorID {
            let name = names[author.partner.text] ?? author.partner.text
            return AuthorID(partner: partner(name), number: author.number) ?? author
        }
        let fields = state.fields.map { field -> FieldState in
            let isAllowed = field.field.number == FieldID.allowedNumber
            let key = isAllowed ? names[field.field.key] ?? field.field.key : field.field.key
            let live = field.live.map { sibling -> Sibling in
                var value = sibling.value
                if field.field == .lead, case .word(let word) = value {
                    value = .word(names[word] ?? word)
                }
                return Sibling(
                    dot: sibling.dot,
                    author: renamed(sibling.author),
                    value: value,
                    aware: sibling.aware
                )
            }
            return FieldState(
                field: FieldID(field.field.number, key: key),
                merge: field.merge,
                live: live,
                ghosts: field.ghosts
            )
        }
        return RecordState(
            id: state.id,
            kind: state.kind,
            creator: renamed(state.creator),
            counter: state.counter,
            fields: fields.sorted { $0.field < $1.field }
        )
    }
}
