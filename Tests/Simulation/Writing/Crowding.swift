import BankModel

/// What simulated operators write where much gets in each other's way: sites, targets, sectors and
/// notices on one terrain, and words about them.
struct Crowding {
    let terrain: Terrain
    let author: AuthorID
    /// What is held, in the order in which it was heard of.
    let held: [RecordState]
    let partners: [PartnerID]

    init(
        _ terrain: Terrain,
        by author: AuthorID,
        among records: [RecordID],
        in storage: some BankReading
    ) throws {
        self.terrain = terrain
        self.author = author
        held = try records.compactMap { try storage.record($0) }.filter { !$0.isWithdrawn }
        partners = Set(held.map(\.owner) + [author.partner]).sorted()
    }

    typealias Creation = (channel: Channel, changes: [AuthoredChange])

    /// A new record.
    func creation(_ dice: inout Dice) -> Creation {
        switch dice.below(12) {
        case 0..<3: creation(of: .site, listed(&dice) + siteOnly(&dice))
        case 3, 4: creation(of: .target, listed(&dice))
        case 5: creation(of: .sector, sector(&dice))
        case 6..<9: creation(of: .notice, notice(&dice))
        case 9, 10: word(&dice) ?? creation(of: .notice, notice(&dice))
        default: link(&dice) ?? creation(of: .incident, incident(&dice))
        }
    }

    /// The author's agreement to every sector as it is, mostly, and its answer to some notices.
    func answers(_ dice: inout Dice) -> Creation? {
        let sectors = held.filter { $0.kind == Kind.sector.number && dice.chance(80) }
        let notices = held.filter {
            $0.kind == Kind.notice.number && $0.owner != author.partner && dice.chance(30)
        }
        let words =
            sectors.map { statement(.agreed, about: $0) }
            + notices.map { statement(dice.chance(70) ? .acknowledged : .objected, about: $0) }
        let changes = words.compactMap(\.self)
        return changes.isEmpty ? nil : (.ops, changes)
    }

    /// A field of the kind to be set anew, and its value.
    func change(of kind: Kind, _ dice: inout Dice) -> (field: FieldID, value: Value)? {
        let choices =
            switch kind.number {
            case Kind.site.number: listed(&dice) + siteOnly(&dice)
            case Kind.target.number: listed(&dice)
            case Kind.sector.number: sector(&dice)
            case Kind.notice.number: notice(&dice)
            default: [] as [AuthoredOperation]
            }
        let registers = choices.filter { $0.merge == .register }
        return dice.pick(registers).flatMap { chosen in
            chosen.value.map { (chosen.field, $0) }
        }
    }

    private func creation(of kind: Kind, _ operations: [AuthoredOperation]) -> Creation {
        let change = AuthoredChange(record: .new(kind: kind.number), operations: operations)
        return (kind.channel, [change])
    }

    private func set(_ field: FieldID, _ value: Value) -> AuthoredOperation {
        AuthoredOperation(field: field, merge: .register, value: value)
    }

    private func text(_ texts: [String], _ dice: inout Dice) -> Value {
        .text(dice.pick(texts) ?? "thing")
    }

    private func word(_ words: [String], _ dice: inout Dice) -> Value {
        .word(dice.pick(words) ?? "")
    }
}

// The fields of each kind.
extension Crowding {
    private func listed(_ dice: inout Dice) -> [AuthoredOperation] {
        var operations = [
            set(.name, text(["Clinic of Anah", "Klinik of Anah", "Depot"], &dice)),
            set(.category, word(["medical", "school", "other"], &dice)),
            set(.place, terrain.place(&dice)),
        ]
        if dice.chance(30) {
            let id = Value.word("a:\(dice.below(2))")
            operations.append(AuthoredOperation(field: .externalIDs, merge: .set, value: id))
        }
        if dice.chance(20), let interval = Terrain.interval(&dice) {
            operations.append(set(.validity, .interval(interval)))
        }
        return operations
    }

    private func siteOnly(_ dice: inout Dice) -> [AuthoredOperation] {
        var operations = [set(.function, word(["functioning", "not_functioning"], &dice))]
        if dice.chance(40) {
            operations.append(set(.buffer, .millimetres(Int64(dice.below(2_000_000)))))
        }
        if dice.chance(30) {
            operations.append(set(.reviewBy, .instant(Terrain.time(&dice))))
        }
        return operations
    }

    private func sector(_ dice: inout Dice) -> [AuthoredOperation] {
        let words = Permission.allCases.map(\.rawValue)
        return [
            set(.name, .text("Sector")), set(.areas, terrain.volumes(areTimed: false, &dice)),
        ] + partners.map { set(.allowed($0), word(words, &dice)) }
    }

    private func notice(_ dice: inout Dice) -> [AuthoredOperation] {
        let state: NoticeState = dice.pick([.issued, .active, .active, .ended]) ?? .issued
        let lead = dice.chance(80) ? author.partner : dice.pick(partners) ?? author.partner
        var operations = [
            set(.title, .text("Convoy")), set(.activity, .word("convoy")),
            set(.volumes, terrain.volumes(areTimed: true, &dice)),
            set(.lead, .word(lead.text)), set(.state, .word(state.rawValue)),
        ]
        if dice.chance(50) {
            operations.append(set(.respondBy, .instant(Terrain.time(&dice))))
        }
        return operations
    }

    private func incident(_ dice: inout Dice) -> [AuthoredOperation] {
        [
            set(.title, .text("Near miss")), set(.place, terrain.place(&dice)),
            set(.observed, Terrain.interval(&dice).map { .interval($0) } ?? .cleared),
            set(.incidentCategory, .word("near_miss")),
        ]
    }

    /// Something that the author says of a record in the version that it has, or now and then of the
    /// record as such; nil where nothing is there.
    private func word(_ dice: inout Dice) -> Creation? {
        let kinds = [Kind.site, .site, .sector, .notice, .link].map(\.number)
        let kind = dice.pick(kinds)
        let subject = dice.pick(held.filter { $0.kind == kind })
        let sayings: [Saying] = [
            .agreed, .agreed, .acknowledged, .objected, .withdrawn, .received,
        ]
        let saying = dice.pick(sayings) ?? .agreed
        let isAsSuch = dice.chance(10)
        return subject.flatMap { statement(saying, about: $0, asSuch: isAsSuch) }
            .map { (.ops, [$0]) }
    }

    private func statement(
        _ saying: Saying,
        about state: RecordState,
        asSuch: Bool = false
    ) -> AuthoredChange? {
        let dots = asSuch ? [] : state.version.dots
        return Reference(kind: state.kind, record: state.id, dots: dots).map { about in
            AuthoredChange(
                record: .new(kind: Kind.statement.number),
                operations: [
                    set(.about, .reference(about)), set(.says, .word(saying.rawValue)),
                ]
            )
        }
    }

    /// A link between two sites or targets.
    private func link(_ dice: inout Dice) -> Creation? {
        let kind = dice.chance(80) ? Kind.site.number : Kind.target.number
        let listed = held.filter { $0.kind == kind }
        guard let first = dice.pick(listed),
            let second = dice.pick(listed.filter { $0.id != first.id }),
            let from = Reference(kind: kind, record: first.id),
            let to = Reference(kind: kind, record: second.id)
        else { return nil }
        let relation = word(["same_as", "same_as", "related"], &dice)
        return creation(
            of: .link,
            [
                set(.from, .reference(from)), set(.to, .reference(to)),
                set(.relation, relation),
            ]
        )
    }
}
