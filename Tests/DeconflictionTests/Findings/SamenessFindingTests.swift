import BankModel
import Deconfliction
import Testing

/// Records that may be about one thing, and lists that differ about it.
@Suite struct SamenessFindingTests {
    private typealias S = Sketch

    private func site(
        _ number: UInt64,
        by owner: String = "us",
        _ metres: [Double] = [0],
        named names: [String] = ["Clinic of Anah"],
        ids: [String] = [],
        _ more: [FieldID: [Value]] = [:]
    ) -> RecordState {
        let fields: [FieldID: [Value]] = [
            .name: names.map { .text($0) }, .externalIDs: ids.map { .word($0) },
        ]
        return S.site(number, by: owner, metres.map { S.place($0) }, fields.merging(more) { $1 })
    }

    private func check(
        _ first: RecordState,
        _ second: RecordState,
        _ expected: [Finding.Certainty],
        links: [RecordState] = [],
        _ location: SourceLocation = #_sourceLocation
    ) {
        var bank = S(records: [first, second])
        bank.links = links
        bank.check(.possibleDuplicate, expected, at: S.noon, nil, location)
    }

    @Test func `records with one external id are suggested as one, wherever they are`() throws {
        let one = site(1, ids: ["osm:1", "osm:2"])
        let other = site(2, by: "ru", [90_000], named: ["Else"], ids: ["osm:2", "osm:3"])
        check(one, other, [.certain])
        #expect(
            try S(records: [one, other]).only(.possibleDuplicate).facts == [.sharedID("osm:2")]
        )
        check(one, site(2, by: "ru", [90_000], named: ["Else"], ids: ["osm:3"]), [])
        check(one, S.withdrawn(other), [])
        let target = S.target(2, by: "ru", [S.place(0)], [.externalIDs: [.word("osm:2")]])
        check(one, target, [])
        check(target, S.target(3, [S.place(9_000)], [.externalIDs: [.word("osm:2")]]), [.certain])
    }

    @Test func `records near and alike in name are suggested as one`() {
        check(site(1), site(2, by: "ru", [990]), [.possible])
        check(site(1), site(2, by: "us", [990]), [.possible])
        check(site(1), site(2, by: "ru", [1_010]), [])
        check(site(1), site(2, by: "ru", [50_000, 990]), [.possible])
        check(site(1), site(2, by: "ru", named: ["Else", "Clinic of Anah"]), [.possible])
        let vague = S.site(
            2,
            by: "ru",
            [S.place(1_500, uncertainty: 600)],
            [.name: [.text("Clinic of Anah")]]
        )
        check(site(1), vague, [.possible])
    }

    @Test func `names are alike that differ by case, marks or two letters of eight`() {
        for (one, other, isAlike) in [
            ("Clinic of Anah", "CLINIC OF ANAH!", true), ("Clinic", "clinic 7", true),
            ("Clinic", "Clinik", false), ("abcdefgh", "abcdefgx", true),
            ("abcdefgh", "abcdefxy", true), ("abcdefgh", "abcdexyz", false),
            ("abcdefgh", "abcdefghij", true), ("abcdefgh", "abcdefghijk", false),
            ("abcdefg", "abcdefgh", false), ("abcdefgh", "bacdefgh", true),
            ("Больница №1", "больница", true), ("12", "12", false), ("", "", false),
            ("مستشفى", "مستشفى", true),
        ] {
            let expected: [Finding.Certainty] = isAlike ? [.possible] : []
            check(site(1, named: [one]), site(2, named: [other]), expected)
        }
    }

    @Test(arguments: ["same_as", "related", "supersedes"])
    func `whoever links two records has answered`(relation: String) {
        let (one, other) = (site(1, ids: ["a:1"]), site(2, by: "ru", ids: ["a:1"]))
        check(one, other, [], links: [S.link(one, other, [relation])])
        check(one, other, [], links: [S.link(other, one, [relation])])
        check(one, other, [.certain], links: [S.link(one, site(3), [relation])])
        check(one, other, [.certain], links: [S.withdrawn(S.link(one, other, [relation]))])
    }

    private func disagreement(
        _ first: RecordState,
        _ second: RecordState,
        links: [RecordState] = [],
        _ statements: [RecordState] = []
    ) -> Finding? {
        var bank = S(records: [first, second])
        bank.links = links
        bank.statements = statements
        return bank.findings().findings.first { $0.rule == .listsDisagree }
    }

    private func fields(_ finding: Finding?) -> [FieldID] {
        (finding?.facts ?? []).compactMap { fact in
            if case .differs(let field) = fact { field } else { nil }
        }
    }

    @Test func `lists disagree about place, buffer, function and validity`() {
        let one = site(1, ids: ["a:1"], [.function: [.word("unknown")]])
        func check(
            _ metres: [Double],
            _ more: [FieldID: [Value]],
            _ expected: [FieldID],
            by owner: String = "ru",
            _ location: SourceLocation = #_sourceLocation
        ) {
            let known: [FieldID: [Value]] = [.function: [.word("unknown")]]
            let other = site(2, by: owner, metres, ids: ["a:1"], known.merging(more) { $1 })
            #expect(fields(disagreement(one, other)) == expected, sourceLocation: location)
        }
        check([0], [:], [])
        check([0.5], [:], [])
        check([5], [:], [.place])
        check([5], [:], [], by: "us")
        check([0, 5], [:], [.place])
        check([0], [.buffer: [.millimetres(1)]], [.buffer])
        check([0], [.buffer: [.millimetres(0), .millimetres(1)]], [.buffer])
        check([0], [.function: [.word("functioning")]], [.function])
        check([0], [.function: [.word("functioning"), .word("unknown")]], [.function])
        check([0], [.validity: [.interval(S.minutes(0, nil))]], [.validity])
        check([0], [.validity: [.cleared]], [])
        check(
            [9],
            [
                .buffer: [.millimetres(1)], .function: [.word("functioning")],
                .validity: [.interval(S.minutes(0, nil))],
            ],
            [.place, .buffer, .function, .validity]
        )
    }

    @Test func `uncertainty of either list is allowed for`() {
        func site(_ number: UInt64, by owner: String, _ place: Place) -> RecordState {
            S.site(number, by: owner, [place], [.externalIDs: [.word("a:1")]])
        }
        let one = site(1, by: "us", S.place(0, uncertainty: 60))
        #expect(disagreement(one, site(2, by: "ru", S.place(100, uncertainty: 41))) == nil)
        let apart = disagreement(one, site(2, by: "ru", S.place(110, uncertainty: 41)))
        #expect(fields(apart) == [.place])
        #expect(apart?.certainty == .certain)
    }

    @Test func `a link makes two sites one as far as its partners say so`() {
        let one = site(1)
        let other = site(2, by: "ru", [50_000])
        let link = S.link(by: "us", one, other)
        #expect(disagreement(one, other) == nil)
        #expect(disagreement(one, other, links: [link])?.certainty == .possible)
        #expect(disagreement(one, other, links: [S.link(one, other, ["related"])]) == nil)
        let torn = S.link(one, other, ["related", "same_as"])
        #expect(disagreement(one, other, links: [torn])?.certainty == .possible)
        let agreed = S.statement(1, by: "ru", .agreed, link)
        #expect(disagreement(one, other, links: [link], [agreed])?.certainty == .certain)
        let objected = S.statement(2, by: "ru", .objected, link)
        #expect(disagreement(one, other, links: [link], [agreed, objected]) == nil)
        let own = S.statement(1, by: "us", .agreed, link)
        #expect(disagreement(one, other, links: [link], [own])?.certainty == .possible)
        #expect(disagreement(one, S.withdrawn(other), links: [link], [agreed]) == nil)
    }

    @Test(arguments: ["ru", "ru.2"])
    func `a link that one node of a partner agreed to and another objected to is denied`(
        other: String
    ) {
        let (here, there) = (site(1), site(2, by: "ru", [50_000]))
        var bank = S(records: [here, there])
        bank.links = [S.link(by: "us", here, there)]
        bank.statements = [
            S.statement(1, by: "ru", .objected, bank.links[0]),
            S.statement(2, by: other, .agreed, bank.links[0]),
        ]
        bank.check(.listsDisagree, [.certain])
        bank.apart = [[1, 2]]
        bank.check(.listsDisagree, [])
    }
}
