import BankModel
import ControlAPI
import Testing

/// A record about which much is said is still shown in bounds.
@Suite struct ForemostTests {
    private func said(
        _ number: Int,
        _ says: String = "received",
        stale: Bool = true
    ) -> StatementDetail {
        StatementDetail(
            id: "ru-w\(number)",
            partner: "ru",
            operatorName: "somebody",
            says: says,
            version: "v",
            stale: stale,
            claimedAt: Moment(milliseconds: Int64(number)),
            receivedAt: Moment(milliseconds: Int64(number))
        )
    }

    private func display(_ listed: [StatementDetail], counted: Int) -> String {
        let record = RecordDetail(
            id: "us-n1",
            kind: "notice",
            owner: "us",
            version: "v",
            withdrawn: false,
            conflicted: false,
            fields: [:],
            statements: listed,
            statementsCounted: counted
        )
        return Display(width: 80).text(of: Display(width: 80).lines(of: record))
    }

    @Test(arguments: [(-1, 0), (0, 0), (1, 1), (50, 50)])
    func `beyond the limit the newest are listed, and the rest is counted`(
        beyond: Int,
        missing: Int
    ) {
        let count = Limits.statementsListedMax + beyond
        let all = (1...count).map { said($0) }
        let listed = StatementDetail.foremost(of: all.reversed())
        #expect(listed == Array(all.dropFirst(missing)))
        let text = display(listed, counted: count)
        #expect(
            text.contains("and \(missing) older: jigctl list --kind statement") == (missing > 0)
        )
    }

    @Test func `what is still said stays, however old it is`() {
        let objection = said(1, "objected", stale: false)
        let others = (2...300).map { said($0, "acknowledged") }
        let listed = StatementDetail.foremost(of: [objection] + others)
        #expect(listed.first == objection)
        #expect(listed.dropFirst() == others.suffix(Limits.statementsListedMax - 1))
    }

    @Test func `overdue answers beyond those that are listed are counted, and said where to see`() {
        let answer = OverdueAnswer(
            record: "us-n1",
            version: "v",
            respondBy: Moment(milliseconds: 0),
            partner: "ru"
        )
        for (count, isMore) in [(1, false), (3, true)] {
            var status = Sample.converged
            status.overdue = [answer]
            status.overdueCount = count
            let text = Display(width: 80).text(of: Display(width: 80).lines(of: status))
            #expect(text.contains("and \(count - 1) more: jigctl check") == isMore)
        }
    }
}
