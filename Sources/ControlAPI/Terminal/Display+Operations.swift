import BankModel

extension Display {
    /// The positions that a write came to, to be compared with what was meant.
    package func lines(ofPositions positions: [String]) -> [Line] {
        positions.map { Line("  at ", .dim) + $0 }
    }

    /// The record that a proposal changed, and the statement that says so.
    package func lines(of accepted: Accepted) -> [Line] {
        let written = Written(
            id: accepted.id,
            version: accepted.version,
            draft: accepted.draft
        )
        guard let statement = accepted.statement else { return lines(of: written) }
        return lines(of: written) + [Line("  agreed in ", .dim) + Line(statement, .reference)]
            + waiting(accepted)
    }

    /// A line for each link: who says so, what it joins, and why.
    package func lines(ofLinks list: RecordList) -> [Line] {
        guard !list.records.isEmpty else { return [Line("no links", .dim)] }
        var table = Table([
            .init("ID"), .init("OWNER"), .init("FROM"), .init("RELATION"), .init("TO"),
            .init("REASON", widthMax: 60, isElastic: true),
        ])
        for link in list.records {
            func cell(_ field: String) -> Line { link.fields[field].map { value($0) } ?? Line() }
            table.add([
                Line(link.id, .bold), Line(link.owner), cell("from"), cell("relation"),
                cell("to"), cell("reason"),
            ])
        }
        let shown = Line(count(list.records.count, "link"), .dim)
        guard let next = list.next else { return table.lines(width: tableWidth) + [shown] }
        return table.lines(width: tableWidth) + [
            shown + ", more with: " + Line("--after \(next)", .reference)
        ]
    }
}
