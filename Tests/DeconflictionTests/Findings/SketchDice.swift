import BankModel
import Deconfliction
import ShapeDice
import Simulation

/// Draws small banks by seed, in which much is in the way of each other.
struct SketchDice {
    var shapes: ShapeDice
    private let centre: Position

    init(seed: UInt64) {
        shapes = ShapeDice(seed: seed)
        centre = shapes.centre()
    }

    mutating func bank() -> Sketch {
        var bank = Sketch(partners: ["us", "ru", "fr"])
        bank.records = (1...30).map { record($0) }
        bank.margin = Int64(below(2)) * Sketch.minute
        let referable = bank.records
        bank.statements = (1...20).map { number in
            let record = referable[below(referable.count)]
            let sayings = Saying.allCases.filter { !$0.isAboutBank }
            return Sketch.statement(
                UInt64(number),
                by: partner(),
                sayings[below(sayings.count)],
                chance(30) ? torn(record) : record
            )
        }
        bank.links = (1...4).map { number in
            let ends = [referable[below(referable.count)], referable[below(referable.count)]]
            let relation = chance(70) ? "same_as" : "related"
            return Sketch.link(by: partner(), ends[0], ends[1], [relation], number: UInt64(number))
        }
        return bank
    }

    /// The record with one more place, or one more list of volumes, beside those that it has.
    mutating func torn(_ state: RecordState) -> RecordState {
        let fields = state.fields.map { field -> FieldState in
            let value: Value
            switch field.field {
            case .place: value = .place(place())
            case .volumes: value = .volumes([volume(isTimed: true)])
            case .areas: value = .volumes([volume(isTimed: false)])
            default: return field
            }
            let sibling = Sibling(
                dot: Dot(entry: Hash256(hashing: shapes.dice.bytes(8)), index: 1),
                author: state.creator,
                value: value,
                aware: []
            )
            return FieldState(
                field: field.field,
                merge: field.merge,
                live: (field.live + [sibling]).sorted { $0.dot < $1.dot },
                ghosts: []
            )
        }
        return RecordState(
            id: state.id,
            kind: state.kind,
            creator: state.creator,
            counter: state.counter,
            fields: fields
        )
    }

    private mutating func record(_ number: UInt64) -> RecordState {
        let state: RecordState
        switch below(8) {
        case 0, 1: state = Sketch.site(number, by: partner(), [place()], listed())
        case 2: state = Sketch.target(number, by: partner(), [place()], listed())
        case 3: state = sector(number)
        default: state = notice(number)
        }
        if chance(5) { return Sketch.withdrawn(state) }
        return chance(15) ? torn(state) : state
    }

    private mutating func listed() -> [FieldID: [Value]] {
        var fields: [FieldID: [Value]] = [
            .category: [.word(chance(50) ? "school" : "other")],
            .externalIDs: chance(30) ? [.word("a:\(below(3))")] : [],
            .name: [.text(["Clinic", "Clinic of Anah", "Klinik of Anah"][below(3)])],
        ]
        if chance(30) { fields[.buffer] = [.millimetres(Int64(below(2_000_000)))] }
        if chance(30) { fields[.validity] = [.interval(interval())] }
        if chance(30) {
            fields[.reviewBy] = [.instant(Sketch.noon - 60_000 + Int64(below(120_000)))]
        }
        return fields
    }

    private mutating func sector(_ number: UInt64) -> RecordState {
        let words = Permission.allCases.map(\.rawValue)
        let allowed = ["us", "ru", "fr"].map { ($0, [words[below(3)]]) }
        return Sketch.sector(
            number,
            (0...below(2)).map { _ in volume(isTimed: false) },
            Dictionary(uniqueKeysWithValues: allowed)
        )
    }

    private mutating func notice(_ number: UInt64) -> RecordState {
        let volumes = (0...below(3)).map { _ in volume(isTimed: true) }
        var fields: [FieldID: [Value]] = [.volumes: [.volumes(volumes)]]
        let states = NoticeState.allCases.map(\.rawValue)
        fields[.state] = chance(80) ? [.word("active")] : [.word(states[below(4)])]
        if chance(40) {
            fields[.respondBy] = [.instant(Sketch.noon - 30_000 + Int64(below(60_000)))]
        }
        if chance(20) { fields[.lead] = [.word(partner())] }
        return Sketch.notice(number, by: partner(), [], fields)
    }

    private mutating func volume(isTimed: Bool) -> Volume {
        let references = Altitude.Reference.allCases
        let band =
            chance(60)
            ? AltitudeBand.unbounded
            : Sketch.band(Int64(below(2)), 2, chance(70) ? .msl : references[below(3)])
        return Volume(place: place(), altitude: band, time: isTimed ? interval() : nil)
    }

    private mutating func interval() -> Interval {
        let from = Int64(below(120)) - 60
        return Sketch.minutes(chance(10) ? nil : from, from + Int64(below(90)))
    }

    private mutating func place() -> Place { shapes.place(around: centre, within: 4_000) }

    private mutating func partner() -> String { ["us", "ru", "fr"][below(3)] }

    private mutating func below(_ bound: Int) -> Int { shapes.dice.below(bound) }

    private mutating func chance(_ percent: Int) -> Bool { shapes.dice.chance(percent) }
}
