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
