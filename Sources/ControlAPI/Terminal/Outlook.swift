import BankModel

/// How things stand at one moment, for whoever watches.
package struct Outlook: Equatable, Sendable {
    /// The node and its links.
    package let status: Status
    /// The notices that have neither ended nor been called off.
    package let notices: [RecordSummary]
    /// What the checks find.
    package let findings: FindingList

    /// Of all notices; those that are over are left out.
    package init(status: Status, notices: [RecordSummary], findings: FindingList) {
        self.status = status
        self.notices = notices.filter { Self.state(of: $0) != nil }
        self.findings = findings
    }

    /// `issued`, `active` or, while that is in conflict, the words for both; nil for what is over.
    static func state(of notice: RecordSummary) -> String? {
        switch notice.fields["state"] {
        case .text(let state): return Self.isOver(state) ? nil : state
        case .list(let siblings):
            let states = siblings.compactMap { if case .text(let text) = $0 { text } else { nil } }
            return states.allSatisfy(isOver) ? nil : states.joined(separator: " or ")
        default: return "issued"
        }
    }

    private static func isOver(_ state: String) -> Bool { ["ended", "cancelled"].contains(state) }
}

/// Something that has changed since the outlook before.
package struct OutlookEvent: Codable, Equatable, Sendable {
    /// When it was noticed: the time of the checks.
    package var at: Moment
    /// `link`, `notice`, `finding` or `overdue`.
    package var kind: String
    /// The partner, record or finding.
    package var id: String
    /// What it is now: `connected`, `active`, `new`, `gone`.
    package var change: String
    /// More about it, for a person.
    package var text: String
}

extension Outlook {
    /// What has changed since; all that there is where nothing came before.
    package func lines(since before: Self?) -> [OutlookEvent] {
        changes("link", links, before?.links) + changes("notice", inForce, before?.inForce)
            + changes("finding", found, before?.found) + changes("overdue", owed, before?.owed)
    }

    private typealias Thing = (id: String, change: String, text: String)

    private var links: [Thing] {
        status.peers.map { peer in
            let standing = peer.converged ? "converged" : peer.reason ?? "not converged"
            return (peer.partner, peer.state.word, peer.state == .connected ? "" : standing)
        }
    }

    private var inForce: [Thing] {
        notices.map { ($0.id, Self.state(of: $0) ?? "over", Self.title(of: $0)) }
    }

    private static func title(of notice: RecordSummary) -> String {
        if case .text(let title)? = notice.fields["title"] { title } else { "" }
    }

    private var found: [Thing] {
        findings.findings.map { finding in
            let records = finding.records.map(\.id).joined(separator: ", ")
            return (finding.id, "new", "\(finding.rule) (\(finding.certainty)): \(records)")
        }
    }

    private var owed: [Thing] {
        status.overdue.map { answer in
            (
                "\(answer.record) \(answer.partner)", "new",
                "\(answer.partner) owes an answer to \(answer.record) since \(answer.respondBy)"
            )
        }
    }

    private func changes(
        _ kind: String,
        _ things: [Thing],
        _ before: [Thing]?
    ) -> [OutlookEvent] {
        let known = Dictionary(
            (before ?? []).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let new = things.filter { known[$0.id].map { $0.change } != $0.change }
        let kept = Set(things.map(\.id))
        let gone = (before ?? []).filter { !kept.contains($0.id) }
            .map { (id: $0.id, change: "gone", text: $0.text) }
        return (new + gone).map {
            OutlookEvent(
                at: findings.at,
                kind: kind,
                id: $0.id,
                change: $0.change,
                text: $0.text
            )
        }
    }
}

extension OutlookEvent {
    /// The event as JSON on one line.
    package func json() throws -> [UInt8] { Array(try ControlJSON.encode(self)) }
}

extension Display {
    /// One line for a log: `2016-09-12 16:00:00Z  notice us-n3 active  Relief convoy`.
    package func line(of event: OutlookEvent) -> Line {
        let style: Line.Style = event.change == "gone" ? .dim : .warning
        let head = time(event.at) + "  \(event.kind) " + Line(event.id, .bold) + " "
        return head + Line(event.change, style) + (event.text.isEmpty ? "" : "  \(event.text)")
    }

    /// The whole view: links, notices in force, overdue answers, findings.
    package func lines(of outlook: Outlook) -> [Line] {
        var lines = self.lines(of: outlook.status)
        lines += [Line(), Line(count(outlook.notices.count, "notice") + " in force", .bold)]
        for notice in outlook.notices {
            let title = notice.fields["title"].map { value($0) } ?? Line()
            lines.append(
                Line("  ") + Line(notice.id, .bold) + "  "
                    + Line(Outlook.state(of: notice) ?? "", .good) + "  " + title
            )
        }
        return lines + [Line()] + self.lines(of: outlook.findings)
    }
}
