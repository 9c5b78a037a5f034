extension Display {
    /// Every change that a record has had: when, who, what, instead of what, and why.
    package func lines(of history: History) -> [Line] {
        guard !history.entries.isEmpty else { return [Line("no changes", .dim)] }
        var table = Table([
            .init("WHEN"), .init("WHO"), .init("CHANGE"), .init("FIELD"),
            .init("VALUE", widthMax: valueWidthMax), .init("INSTEAD OF"),
        ])
        for entry in history.entries {
            table.add([
                time(entry.claimedAt), author(entry.partner, entry.operatorName),
                Line(entry.dot, .reference), Line(entry.field, .bold), change(entry),
                Line(entry.supersedes.joined(separator: " "), .dim),
            ])
        }
        return table.lines(width: tableWidth) + notes(history.entries)
    }

    private func change(_ entry: HistoryEntry) -> Line {
        switch entry.action {
        case .add: Line("+ ", .good) + value(entry.value)
        case .remove: Line("- ", .warning) + value(entry.value)
        case .append: Line("» ", .dim) + value(entry.value)
        case .set, .clear, nil: value(entry.value)
        }
    }

    /// Reasons, late arrivals and defects, below the table so that its columns stay narrow.
    private func notes(_ entries: [HistoryEntry]) -> [Line] {
        var lines: [Line] = []
        for entry in entries {
            let dot = Line("  ") + Line(entry.dot, .reference) + " "
            if let long = whole(entry.value, entry.field, entry.dot) { lines.append(long) }
            lines += typed(entry.typed, entry.dot)
            if let reason = entry.reason { lines.append(dot + Line("because: ", .dim) + reason) }
            if let invalid = entry.invalid {
                lines.append(dot + Line("has no effect: ", .bad) + invalid)
            }
            if entry.clockAhead == true {
                lines.append(dot + Line("its author's clock was ahead", .warning))
            }
            if let late = lateness(entry) { lines.append(dot + Line("received ", .dim) + late) }
        }
        return lines
    }

    /// When it came, if that was more than a minute after it was written.
    private func lateness(_ entry: HistoryEntry) -> Line? {
        let (delay, isBeyond) = entry.receivedAt.milliseconds
            .subtractingReportingOverflow(entry.claimedAt.milliseconds)
        return isBeyond || delay > 60_000 ? time(entry.receivedAt) : nil
    }
}
