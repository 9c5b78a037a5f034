import BankModel
import ControlAPI
import Testing

/// What people see, line by line.
struct RenderingTests {
    private let display = Display(width: 100)
    private let abroad = Display(
        width: 100,
        zone: .init { _ in (540, "JST") }
    )

    private func check(_ lines: [Line], _ expected: String, _ location: SourceLocation) {
        let text = display.text(of: lines)
        #expect(text == expected + "\n", sourceLocation: location)
    }

    @Test func `a status begins with converged, with whom and its proof`() {
        check(
            display.lines(of: Sample.converged),
            """
            converged with ru (digest ab12cd34ef56…)
            us in bank demo · 283 records · 0 open conflicts · 0 drafts · 0 alarms

            PARTNER  STATE      CONVERGED  BEHIND  AHEAD  LAST CONTACT          ADDRESS
            ru       connected  yes             0      0  2016-09-12 16:00:00Z  127.0.0.1:7701
            """,
            #_sourceLocation
        )
    }

    @Test func `a status that is not converged says what is missing and why`() {
        var status = Sample.converged
        status.converged = false
        status.reason = "fr is unreachable"
        status.peers = [Sample.connectedPeer, Sample.unreachablePeer]
        status.conflictsOpen = 1
        status.alarms = 2
        check(
            display.lines(of: status),
            """
            NOT CONVERGED with fr: 1,204 entries not sent, 3 entries not received: nothing answers at 192.0.2.7:7700 (digest ab12cd34ef56…)
            us in bank demo · 283 records · 1 open conflict · 0 drafts · 2 alarms
              a conflict waits for a person: jigctl conflicts
              something is wrong: jigctl alarms

            PARTNER  STATE        CONVERGED  BEHIND  AHEAD  LAST CONTACT          ADDRESS
            ru       connected    yes             0      0  2016-09-12 16:00:00Z  127.0.0.1:7701
            fr       unreachable  no              3  1,204  never                 192.0.2.7:7700
              fr: nothing answers at 192.0.2.7:7700
            """,
            #_sourceLocation
        )
    }

    @Test func `a node without a bank says how to get one`() {
        var status = Sample.converged
        status.bank = nil
        status.converged = false
        status.reason = "no charter has been adopted"
        status.peers = []
        check(
            display.lines(of: status),
            """
            NOT CONVERGED: no charter has been adopted (digest ab12cd34ef56…)
            us in bank (none yet) · 283 records · 0 open conflicts · 0 drafts · 0 alarms
              this node is in no bank yet: jigctl charter adopt FILE
            """,
            #_sourceLocation
        )
    }

    @Test func `a sealed bank says so calmly, by whom and why`() {
        var status = Sample.converged
        let word = BankWord(
            id: "ru-w1",
            partner: "ru",
            operatorName: "Boris",
            says: "left",
            reason: "It is over",
            claimedAt: Sample.time,
            receivedAt: Sample.time
        )
        status.sealed = word
        status.peers[0].state = .left
        status.peers[0].standing = word
        check(
            display.lines(of: status),
            """
            converged with ru (digest ab12cd34ef56…)
            SEALED: ru left the bank 2016-09-12 16:00:00Z (ru · Boris): It is over
              nothing can be written here; reading, export and log verify go on
            us in bank demo · 283 records · 0 open conflicts · 0 drafts · 0 alarms

            PARTNER  STATE  CONVERGED  BEHIND  AHEAD  LAST CONTACT          ADDRESS
            ru       left   yes             0      0  2016-09-12 16:00:00Z  127.0.0.1:7701
              ru left the bank 2016-09-12 16:00:00Z (ru · Boris): It is over
            """,
            #_sourceLocation
        )
    }

    @Test func `a partner that has suspended its part is shown so, and what waits says so`() {
        var status = Sample.converged
        status.converged = false
        status.suspended = BankWord(
            id: "us-w1",
            partner: "us",
            operatorName: "Anna",
            says: "suspended",
            reason: "Talks",
            claimedAt: Sample.time,
            receivedAt: Sample.time
        )
        status.peers[0].state = .suspended
        status.peers[0].converged = false
        status.peers[0].reason = "this partner has suspended its part"
        check(
            display.lines(of: status),
            """
            NOT CONVERGED with ru: this partner has suspended its part (digest ab12cd34ef56…)
            SUSPENDED: us suspended its part 2016-09-12 16:00:00Z (us · Anna): Talks
              nothing is exchanged, and what is written waits: jigctl resume
            us in bank demo · 283 records · 0 open conflicts · 0 drafts · 0 alarms

            PARTNER  STATE      CONVERGED  BEHIND  AHEAD  LAST CONTACT          ADDRESS
            ru       suspended  no              0      0  2016-09-12 16:00:00Z  127.0.0.1:7701
              ru: this partner has suspended its part
            """,
            #_sourceLocation
        )
        check(
            display.lines(of: Written(id: "us-t1", version: "v1", draft: false, waiting: true)),
            """
            us-t1  version v1
              kept and signed here; it goes to the partners after jigctl resume
            """,
            #_sourceLocation
        )
        check(
            display.lines(of: Resolved(id: "us-t1", version: "v2", waiting: true))
                + display.lines(of: ResolvedAll(resolved: 2, skipped: 1, waiting: true))
                + display.lines(
                    of: Accepted(
                        id: "us-t1",
                        version: "v3",
                        statement: "us-w1",
                        draft: false,
                        waiting: true
                    )
                ),
            """
            us-t1 resolved  version v2
              kept and signed here; it goes to the partners after jigctl resume
            2 conflicts resolved, 1 left open
              kept and signed here; it goes to the partners after jigctl resume
            us-t1  version v3
              agreed in us-w1
              kept and signed here; it goes to the partners after jigctl resume
            """,
            #_sourceLocation
        )
    }

    @Test func `times show the operator's zone beside UTC, and its date where it differs`() {
        #expect(display.time(Sample.time).text(colour: false) == "2016-09-12 16:00:00Z")
        let east = abroad.time(Sample.time).text(colour: false)
        #expect(east == "2016-09-12 16:00:00Z (2016-09-13 01:00 JST)")
        let earlier = Moment(milliseconds: Sample.time.milliseconds - 3_600_000 * 4)
        #expect(abroad.time(earlier).text(colour: false) == "2016-09-12 12:00:00Z (21:00 JST)")
        #expect(!abroad.time(Moment(milliseconds: .max)).text(colour: false).isEmpty)
    }

    @Test func `conflicts stand side by side with who and when`() {
        check(
            display.lines(of: page([conflict])),
            """
            1 open conflict

            kqzmbwta  us-t1 "Bridge north": place has different values
              opened 2016-09-12 16:00:00Z
              │ us · Anna                     │ ru · Борис
              │ 34.5, 38.25 ±100 m            │ 34.6, 38.25 ±100 m
              │ written  2016-09-12 16:00:00Z │ written  2016-09-12 16:00:00Z
              │ received 2016-09-12 16:00:00Z │ received 2016-09-12 16:00:05Z
              │ us/bank/17.3                  │ ru/bank/9.0
              settle it with a dot: jigctl resolve kqzmbwta --pick DOT --reason TEXT
            """,
            #_sourceLocation
        )
    }

    @Test func `a narrow terminal stacks the siblings`() {
        let lines = Display(width: 50).lines(of: page([conflict]))
        let text = lines.map { $0.text(colour: false) }
        #expect(text.contains("  │ us · Anna"))
        #expect(text.contains("  │ ru · Борис"))
        #expect(!text.contains { $0.contains("Anna") && $0.contains("Борис") })
    }

    @Test func `a page of conflicts says how many there are in all, and how to go on`() {
        let list = ConflictList(conflicts: [conflict], open: 1445, next: "17")
        let lines = display.lines(of: list).map { $0.text(colour: false) }
        #expect(lines.first == "1,445 open conflicts")
        #expect(lines.last == "more: jigctl conflicts --after 17")
    }

    private func page(_ conflicts: [OpenConflict]) -> ConflictList {
        ConflictList(conflicts: conflicts, open: conflicts.count, next: nil)
    }

    @Test func `no open conflict is good news`() {
        check(
            display.lines(of: page([])),
            "no open conflicts",
            #_sourceLocation
        )
    }

    private var conflict: OpenConflict {
        OpenConflict(
            id: "kqzmbwta",
            record: "us-t1",
            name: "Bridge north",
            kind: .values,
            field: "place",
            openedAt: Sample.time,
            siblings: [
                Sample.sibling(Sample.place(345), dot: "us/bank/17.3"),
                Sample.sibling(
                    Sample.place(346),
                    dot: "ru/bank/9.0",
                    by: "ru",
                    "Борис",
                    receivedAfter: 5000
                ),
            ]
        )
    }

    @Test func `an edit beside a withdrawal names the edited field`() {
        var crossed = conflict
        crossed.kind = .editWithdrawal
        crossed.field = "@life"
        crossed.siblings[0].field = "@life"
        crossed.siblings[0].value = .text("withdrawn")
        crossed.siblings[0].reason = "demolished"
        crossed.siblings[1].field = "place"
        let text = display.text(of: display.lines(of: page([crossed])))
        #expect(text.contains("withdrawn on one side, edited on the other"))
        #expect(text.contains("│ withdrawn "))
        #expect(text.contains("because: demolished"))
        #expect(text.contains("place = 34.6, 38.25 ±100 m"))
    }

    @Test func `a record shows all siblings, marks them and says what is taken meanwhile`() {
        let record = RecordDetail(
            id: "us-t1",
            kind: "target",
            owner: "us",
            version: "3f9a",
            withdrawn: false,
            conflicted: true,
            conflicts: ["kqzmbwta"],
            fields: [
                "attributes.b": .init(
                    conflicted: false,
                    values: [Sample.sibling(.null, dot: "us/bank/1.9")]
                ),
                "place": .init(
                    conflicted: true,
                    values: conflict.siblings,
                    conflict: "kqzmbwta",
                    protective: .list([Sample.place(345), Sample.place(346)])
                ),
                "name": .init(conflicted: false, values: [Sample.name]),
            ]
        )
        check(
            display.lines(of: record),
            """
            us-t1  target of us  version 3f9a  IN CONFLICT
              FIELD            VALUE               WHO         WHEN                  CHANGE
              name             Bridge              us · Anna   2016-09-12 16:00:00Z  us/bank/17.3
              place         !  34.5, 38.25 ±100 m  us · Anna   2016-09-12 16:00:00Z  us/bank/17.3
                            !  34.6, 38.25 ±100 m  ru · Борис  2016-09-12 16:00:00Z  ru/bank/9.0
              attributes.b     (cleared)           us · Anna   2016-09-12 16:00:00Z  us/bank/1.9
              ! place is in conflict kqzmbwta: all values are shown, checks take the protective reading
                34.5, 38.25 ±100 m, 34.6, 38.25 ±100 m
              to resolve: jigctl conflicts
            """,
            #_sourceLocation
        )
    }

    @Test(arguments: [20, 100])
    func `values that differ where a table cuts them are shown whole`(width: Int) throws {
        let long = String(repeating: "k", count: max(24, width / 2))
        let display = Display(width: width)
        for (text, isCut) in [(long, false), (long + "1", true)] {
            let record = RecordDetail(
                id: "us-t1",
                kind: "target",
                owner: "us",
                version: "3f9a",
                withdrawn: false,
                conflicted: false,
                fields: [
                    "control": .init(
                        conflicted: false,
                        values: [Sample.sibling(.text(text), dot: "us/bank/1.9")]
                    )
                ]
            )
            let whole = "  us/bank/1.9 control = \(text)\n"
            #expect(display.text(of: display.lines(of: record)).contains(whole) == isCut)
            let entry = HistoryEntry(
                dot: "us/bank/1.9",
                field: "control",
                value: .text(text),
                supersedes: [],
                partner: "us",
                operatorName: "Anna",
                claimedAt: Sample.time,
                receivedAt: Sample.time,
                reason: nil
            )
            let history = display.lines(of: History(entries: [entry]))
            #expect(display.text(of: history).contains(whole) == isCut)
        }
    }

    @Test func `a history says who changed what, instead of what, and why`() {
        var second = Sample.cleared
        second.reason = "wrong\nletter"
        second.receivedAt = Moment(milliseconds: Sample.time.milliseconds + 61_000)
        let first = HistoryEntry(
            dot: "us/bank/17.3",
            field: "grade",
            value: .text("A1"),
            supersedes: [],
            partner: "us",
            operatorName: "Anna",
            claimedAt: Sample.time,
            receivedAt: Sample.time,
            reason: nil,
            invalid: "no authority there",
            clockAhead: true
        )
        check(
            display.lines(of: History(entries: [first, second])),
            """
            WHEN                  WHO         CHANGE        FIELD  VALUE      INSTEAD OF
            2016-09-12 16:00:00Z  us · Anna   us/bank/17.3  grade  A1
            2016-09-12 16:00:00Z  ru · Boris  ru/bank/9.0   grade  (cleared)  us/bank/17.3
              us/bank/17.3 has no effect: no authority there
              us/bank/17.3 its author's clock was ahead
              ru/bank/9.0 because: wrong\\u{A}letter
              ru/bank/9.0 received 2016-09-12 16:01:01Z
            """,
            #_sourceLocation
        )
    }

    @Test func `a list has a line for each record and says how to go on`() {
        let record = RecordSummary(
            id: "us-s1",
            kind: "site",
            owner: "us",
            version: "v",
            withdrawn: false,
            conflicted: true,
            fields: [
                "name": .list([.text("東京"), .text("Kyoto")]), "category": .text("facility"),
                "place": Sample.place(345),
            ]
        )
        check(
            display.lines(of: RecordList(records: [record], next: "c2")),
            """
            ID     KIND  OWNER     NAME         CATEGORY  PLACE
            us-s1  site  us     !  東京, Kyoto  facility  34.5, 38.25 ±100 m
            1 record, more with: --after c2
            """,
            #_sourceLocation
        )
    }

    @Test func `an error says what, what stands in the way, and what next`() {
        let failure = Failure(
            .stale,
            "place has changed",
            next: "look again: jigctl show us-t1",
            conflict: "kqzmbwta",
            values: [conflict.siblings[1]]
        )
        check(
            display.lines(of: failure),
            """
            jigctl: place has changed
              conflict kqzmbwta
              34.6, 38.25 ±100 m  ru · Борис  2016-09-12 16:00:00Z  ru/bank/9.0
              next: look again: jigctl show us-t1
            """,
            #_sourceLocation
        )
    }
}
