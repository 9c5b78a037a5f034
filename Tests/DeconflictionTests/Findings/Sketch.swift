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
    /// Numbers of statements that were made without hearing each other.
    var apart: [Set<UInt64>] = []

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
            words: words,
            links: links.compactMap { LinkView($0) },
            contacts: contacts
        )
    }

    /// A statement was made in sight of those with smaller numbers, unless it is one of `apart`.
    private var words: Words {
        let counters = Dictionary(statements.map { ($0.id, $0.counter) }) { first, _ in first }
        return Words(statements.compactMap { StatementView($0) }) { later, earlier in
            let (above, below) = (counters[later.id] ?? 0, counters[earlier.id] ?? 0)
            return above > below && !apart.contains { $0.contains(above) && $0.contains(below) }
        }
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
