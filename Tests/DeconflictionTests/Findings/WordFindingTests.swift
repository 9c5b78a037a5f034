import BankModel
import Deconfliction
import Testing

/// What was said of versions, and what should have been said by now.
@Suite struct WordFindingTests {
    private typealias S = Sketch

    private let older = Sketch.notice(1, [Sketch.volume(Sketch.place(1))])
    private let notice = Sketch.notice(1)

    private func check(
        _ rule: FindingRule,
        _ record: RecordState,
        _ statements: [RecordState],
        finds count: Int,
        partners: [String] = ["us", "ru"],
        apart: [Set<UInt64>] = [],
        at time: Int64 = Sketch.noon,
        _ location: SourceLocation = #_sourceLocation
    ) {
        for statements in [statements, statements.reversed()] {
            var bank = S(partners: partners, records: [record])
            bank.statements = statements
            bank.apart = apart
            bank.check(
                rule,
                Array(repeating: .certain, count: count),
                at: time,
                nil,
                location
            )
        }
    }

    @Test(arguments: [Saying.acknowledged, .agreed, .objected])
    func `a word about a version that the record no longer has is stale`(says: Saying) throws {
        let said = S.statement(1, by: "us", says, older)
        check(.statementStale, notice, [said], finds: 1)
        check(.statementStale, older, [said], finds: 0)
        check(.statementStale, notice, [said, S.statement(2, by: "us", says, notice)], finds: 0)
        // A word about the present version counts, in whatever order the two were said.
        check(
            .statementStale,
            notice,
            [
                S.statement(2, by: "us", says, older),
                S.statement(1, by: "us", says, notice),
            ],
            finds: 0
        )
        check(
            .statementStale,
            notice,
            [said, S.statement(2, by: "us", .withdrawn, older)],
            finds: 0
        )
        check(
            .statementStale,
            notice,
            [S.statement(1, by: "us", says, older, asSuch: true)],
            finds: 0
        )
        var bank = S(records: [notice])
        bank.statements = [said]
        let finding = try bank.only(.statementStale)
        #expect(Set(finding.records.map(\.record)) == [said.id, notice.id])
        #expect(finding.facts == [.said(S.partner("us"), says, older.version.id)])
    }

    @Test func `what the daemon says, and what was said about what is over, is never stale`() {
        check(.statementStale, notice, [S.statement(1, by: "us", .received, older)], finds: 0)
        let said = S.statement(1, by: "us", .agreed, older)
        check(.statementStale, S.withdrawn(notice), [said], finds: 0)
        let ended = S.notice(1, [S.volume(S.place(0))], [.state: [.word("ended")]])
        check(.statementStale, ended, [said], finds: 0)
        let torn = S.notice(1, [S.volume(S.place(0))], [.state: [.word("ended"), .word("active")]])
        check(.statementStale, torn, [said], finds: 1)
        check(
            .statementStale,
            S.site(1, [S.place(1)]),
            [S.statement(1, by: "ru", .acknowledged, S.site())],
            finds: 1
        )
    }

    @Test func `each partner's last stale word is told`() {
        let first = S.statement(1, by: "us", .acknowledged, older)
        let second = S.statement(2, by: "us", .objected, older)
        check(.statementStale, notice, [first, second], finds: 1)
        let three = ["us", "ru", "fr"]
        let other = S.statement(3, by: "fr", .agreed, older)
        check(.statementStale, notice, [first, other], finds: 2, partners: three)
        check(.statementStale, notice, [first, other], finds: 1)
    }

    @Test(arguments: ["us", "us.2"])
    func `what a partner's nodes or the branches of its log said apart is told of each`(
        other: String
    ) {
        let first = S.statement(1, by: "us", .acknowledged, older)
        let second = S.statement(2, by: other, .objected, older)
        check(.statementStale, notice, [first, second], finds: 2, apart: [[1, 2]])
        check(.statementStale, notice, [first, second], finds: 1)
        // A later word that heard only one of the two leaves the other.
        let third = S.statement(3, by: other, .agreed, older)
        check(
            .statementStale,
            notice,
            [first, second, third],
            finds: 2,
            apart: [[1, 2], [1, 3]]
        )
        check(.statementStale, notice, [first, second, third], finds: 1, apart: [[1, 2]])
    }

    @Test(
        arguments: [
            (.withdrawn, .acknowledged, 1), (.acknowledged, .withdrawn, 1),
            (.objected, .withdrawn, 0), (.agreed, .objected, 0),
        ] as [(Saying, Saying, Int)]
    )
    func `of what was said apart, that which grants least is the answer`(
        one: Saying,
        other: Saying,
        count: Int
    ) {
        for author in ["us", "us.2"] {
            let said = [
                S.statement(1, by: "us", one, due(-5)),
                S.statement(2, by: author, other, due(-5)),
            ]
            check(.statementOverdue, due(-5), said, finds: count, apart: [[1, 2]])
        }
    }

    private func due(_ minutes: Int64...) -> RecordState {
        let times = minutes.map { Value.instant(S.noon + $0 * S.minute) }
        return S.notice(1, [S.volume(S.place(0))], [.respondBy: times])
    }

    @Test func `an answer is overdue once its time has passed`() throws {
        check(.statementOverdue, due(0), [], finds: 0)
        check(.statementOverdue, due(0), [], finds: 1, at: S.noon + 1)
        check(.statementOverdue, due(5), [], finds: 0)
        check(.statementOverdue, notice, [], finds: 0)
        check(.statementOverdue, due(5, -5), [], finds: 1)
        let finding = try S(records: [due(-5)]).only(.statementOverdue)
        #expect(finding.overlap == S.minutes(-5, nil))
        #expect(finding.facts.contains(.missing([S.partner("us")])))
    }

    @Test(arguments: [Saying.acknowledged, .agreed, .objected])
    func `any answer of every other partner to the present version is one`(says: Saying) throws {
        let late = due(-5)
        let answer = S.statement(1, by: "us", says, late)
        check(.statementOverdue, late, [answer], finds: 0)
        check(.statementOverdue, due(-6), [answer], finds: 1)
        check(.statementOverdue, late, [S.statement(1, by: "ru", says, late)], finds: 1)
        let back = S.statement(2, by: "us", .withdrawn, late)
        check(.statementOverdue, late, [answer, back], finds: 1)
        let again = S.statement(3, by: "us", says, late)
        check(.statementOverdue, late, [answer, back, again], finds: 0)
        let three = ["us", "ru", "fr"]
        check(.statementOverdue, late, [answer], finds: 1, partners: three)
        let other = S.statement(4, by: "fr", says, late)
        check(.statementOverdue, late, [answer, other], finds: 0, partners: three)
    }

    @Test func `receipt is no answer, and nobody answers what is over`() {
        check(.statementOverdue, due(-5), [S.statement(1, by: "us", .received, due(-5))], finds: 1)
        check(.statementOverdue, S.withdrawn(due(-5)), [], finds: 0)
        let states: [FieldID: [Value]] = [
            .respondBy: [.instant(S.noon - S.minute)], .state: [.word("cancelled")],
        ]
        check(.statementOverdue, S.notice(1, [S.volume(S.place(0))], states), [], finds: 0)
    }
}
