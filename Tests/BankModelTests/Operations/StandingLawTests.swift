import BankModel
import Simulation
import Testing

/// Statements under the laws that all else is under: no order of arrival and no name decides.
@Suite struct StandingLawTests {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `whatever the order in which it came, the same is said and in force`(seed: UInt64) throws {
        let talk = try Talk(seed: seed, authors: ["us", "ru", "us.2", "fr"])
        var dice = Dice(seed: seed)
        var seen: Set<[String]> = []
        for _ in 0..<6 {
            var bank = MemoryBank()
            for entry in CausalOrder.shuffled(talk.circle.entries, &dice) {
                _ = try bank.apply(entry, charter: talk.circle.members.charter, receivedAt: 0)
            }
            seen.insert(try talk.outcome(in: bank))
        }
        #expect(seen.count == 1, "seed \(seed)")
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `swapping the partners' names gives the mirrored words`(seed: UInt64) throws {
        let names = ["us", "ru", "us.2", "fr"]
        let swapped = ["ru", "us", "ru.2", "fr"]
        let talk = try Talk(seed: seed, authors: names)
        let mirror = try Talk(seed: seed, authors: swapped)
        #expect(try talk.outcome() == (try mirror.outcome()), "seed \(seed)")
    }
}

/// A random conversation about one sector: authors edit it, speak of its versions, and hear of each
/// other late.
private struct Talk {
    private(set) var circle: Circle
    private let record: RecordID
    /// Every version that anybody held, in the order of the conversation.
    private var versions: [Version] = []
    private let names: [String]

    init(seed: UInt64, authors names: [String]) throws {
        self.names = names
        var dice = Dice(seed: seed)
        circle = Circle(names[0], names[1], names[2], names[3])
        record = try circle.create(.sector, by: 0)
        versions = [try circle.version(of: record)]
        for step in 0..<40 {
            let author = dice.below(names.count)
            switch dice.below(10) {
            case 0, 1:
                try change(to: .text("\(step)"), by: author)
                note(try circle.version(of: record, at: author))
            case 2..<8: try speak(author, &dice)
            default:
                try circle.tell(author, what: dice.below(names.count))
                note(try circle.version(of: record, at: author))
            }
        }
        try circle.meet()
        note(try circle.version(of: record))
    }

    /// Every partner's word on every version, and what is in force, told without names.
    func outcome(in bank: MemoryBank? = nil) throws -> [String] {
        let bank = bank ?? circle.scribes[0].bank
        let state = try #require(bank.record(record))
        let standing = try bank.standing(of: state)
        let agreement = try bank.agreement(on: state, standing, under: circle.members.charter)
        var lines: [String] = []
        for (index, version) in versions.enumerated() {
            let words = names.map { name in
                standing.word(of: Sample.author(name).partner, on: version)?.rawValue ?? "-"
            }
            let force = agreement.inForce.contains(version) ? "in force" : ""
            lines.append("\(index) \(words) \(force)")
        }
        let missing = names.filter { agreement.missing.contains(Sample.author($0).partner) }
        let positions = missing.compactMap { names.firstIndex(of: $0) }
        return lines + ["\(agreement.proposed == nil) \(positions) \(agreement.inForce.count)"]
    }

    private mutating func change(to value: Value, by author: Int) throws {
        if try circle.state(record, at: author).conflicts.isEmpty {
            try circle.edit(record, FieldEdit(.rules, .set(value)), by: author)
        } else {
            try circle.resolve(record, by: .set(value), at: author)
        }
    }

    private mutating func speak(_ author: Int, _ dice: inout Dice) throws {
        let sayings: [Saying] = [
            .agreed, .agreed, .agreed, .agreed, .objected, .acknowledged, .withdrawn, .received,
        ]
        let saying = dice.pick(sayings) ?? .agreed
        let recent = versions.suffix(3)
        let version = dice.pick(Array(recent)) ?? versions[0]
        try circle.say(saying, of: version, record, kind: .sector, by: author)
    }

    private mutating func note(_ version: Version) {
        if !versions.contains(version) { versions.append(version) }
    }
}
