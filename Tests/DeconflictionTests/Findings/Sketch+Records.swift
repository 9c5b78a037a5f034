import BankModel

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
        guard let author = AuthorID(owner) else { preconditionFailure(owner) }
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
