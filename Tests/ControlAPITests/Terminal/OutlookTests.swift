import BankModel
import ControlAPI
import Testing

/// Findings as people read them, and what a watch tells of.
struct OutlookTests {
    private let display = Display(width: 100)

    private func list(_ ids: String..., counted: Int? = nil) -> FindingList {
        let findings = ids.map { id in
            FindingDetail(
                id: id,
                rule: "site_in_notice",
                certainty: "certain",
                records: [
                    FindingRecord(id: "ru-s1", version: "v1", kind: "site"),
                    FindingRecord(id: "us-n1", version: "v2", kind: "notice"),
                ],
                lines: ["ru-s1 (version v1) and us-n1 (version v2)", "12.345 m apart"]
            )
        }
        return FindingList(
            findings: findings,
            digest: "ab12cd34ef56ab12",
            at: Moment(milliseconds: 0),
            ruleSet: 1,
            counted: counted ?? findings.count
        )
    }

    private func notice(_ id: String, _ state: Plain?) -> RecordSummary {
        var fields: [String: Plain] = ["title": .text("Convoy")]
        fields["state"] = state
        return RecordSummary(
            id: id,
            kind: "notice",
            owner: "us",
            version: "v",
            withdrawn: false,
            conflicted: false,
            fields: fields
        )
    }

    private func outlook(
        _ notices: [RecordSummary] = [],
        _ findings: FindingList? = nil,
        _ change: (inout Status) -> Void = { _ in }
    ) -> Outlook {
        var status = Sample.converged
        change(&status)
        return Outlook(status: status, notices: notices, findings: findings ?? list())
    }

    /// The events as `kind id change`.
    private func events(_ after: Outlook, since before: Outlook?) -> [String] {
        after.lines(since: before).map { "\($0.kind) \($0.id) \($0.change)" }
    }

    @Test func `a long finding stays within the terminal, and says nothing twice`() {
        let record = "us-n1042 (version 0123456789abcdef)"
        let finding = FindingDetail(
            id: "abcdefgh",
            rule: "sector_needs_acknowledgement",
            certainty: "possible",
            records: [],
            lines: [
                "\(record) and ru-z17 (version fedcba9876543210, in conflict: all siblings count)",
                "0.000 m apart; from 2031-01-01 10:00:00Z to 2031-01-01 12:00:00Z; "
                    + "kept 5100.000 m (extents 5000.000 m, uncertainties 100.000 m, "
                    + "buffer 0.000 m); us: notify_first; no answer from ru; "
                    + "altitudes not comparable",
            ]
        )
        let text = Display(width: 80).text(of: Display(width: 80).lines(of: finding))
        let lines = text.split(separator: "\n")
        #expect(lines.first == "abcdefgh  sector_needs_acknowledgement (possible)")
        #expect(lines.allSatisfy { $0.count <= 80 }, "\(text)")
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("          ") })
        for word in ["us-n1042", "ru-z17", "sector_needs", "possible", "0.000 m apart"] {
            #expect(text.ranges(of: word).count == 1, "\(word)")
        }
    }

    @Test func `a finding is three lines, and the rest is counted`() {
        #expect(
            display.text(of: display.lines(of: list("abcdefgh", counted: 3))) == """
                3 findings at 1970-01-01 00:00:00Z (digest ab12cd34ef56…)
                abcdefgh  site_in_notice (certain)
                          ru-s1 (version v1) and us-n1 (version v2)
                          12.345 m apart
                and 2 more

                """
        )
        #expect(
            display.text(of: display.lines(of: list()))
                == "no findings at 1970-01-01 00:00:00Z (digest ab12cd34ef56…)\n"
        )
    }

    @Test func `what is over is not in force, and a disputed state is each of its words`() {
        let shown = outlook([
            notice("us-n1", .text("ended")), notice("us-n2", .text("active")),
            notice("us-n3", .list([.text("active"), .text("ended")])), notice("us-n4", nil),
            notice("us-n5", .list([.text("cancelled"), .text("ended")])),
        ])
        #expect(shown.notices.map(\.id) == ["us-n2", "us-n3", "us-n4"])
        #expect(display.text(of: display.lines(of: shown)).contains("active or ended"))
    }

    @Test func `a watch begins with all that there is, and goes on with what changes`() {
        let first = outlook([notice("us-n1", .text("issued"))], list("abcdefgh"))
        #expect(
            events(first, since: nil) == [
                "link ru connected", "notice us-n1 issued", "finding abcdefgh new",
            ]
        )
        #expect(events(first, since: first) == [])
        let second = outlook([notice("us-n1", .text("active"))], list("hgfedcba")) { status in
            status.overdue = [
                OverdueAnswer(
                    record: "us-n1",
                    version: "v",
                    respondBy: Moment(milliseconds: 0),
                    partner: "ru"
                )
            ]
            status.peers = []
        }
        #expect(
            events(second, since: first) == [
                "link ru gone", "notice us-n1 active", "finding hgfedcba new",
                "finding abcdefgh gone", "overdue us-n1 ru new",
            ]
        )
    }

    @Test func `an event is one line of JSON and one line for a person`() throws {
        let event = try #require(
            outlook([notice("us-n1", .text("issued\n\u{1B}"))]).lines(since: outlook()).first
        )
        #expect(!(try event.json().contains(UInt8(ascii: "\n"))))
        let line = display.text(of: [display.line(of: event)])
        #expect(line.hasPrefix("1970-01-01 00:00:00Z  notice us-n1 "))
        #expect(line.filter(\.isNewline).count == 1)
        #expect(!line.contains("\u{1B}"))
    }
}
