import BankModel

extension Display {
    /// What the partners said about a record, and what of it is in force.
    func statements(of record: RecordDetail) -> [Line] {
        let listed = record.statements ?? []
        let rest = (record.statementsCounted ?? listed.count) - listed.count
        let more =
            rest > 0
            ? [
                Line("  and \(Self.grouped(rest)) older: ", .dim)
                    + Line("jigctl list --kind statement", .reference)
            ] : []
        return agreement(record) + said(listed) + more
    }

    /// A line for each answer that is overdue, and how many more there are.
    func overdue(of status: Status) -> [Line] {
        guard status.overdueCount > 0 else { return [] }
        let head = Line(count(status.overdueCount, "answer") + " overdue", .bad) + ":"
        let lines = status.overdue.map { answer in
            Line("  ") + Line(answer.partner, .bold) + " owes one to "
                + Line(answer.record, .bold) + Line(" version ", .dim)
                + Line(answer.version, .reference) + " since " + time(answer.respondBy)
        }
        let more = status.overdueCount - status.overdue.count
        guard more > 0 else { return [head] + lines }
        return [head] + lines + [
            Line("  and \(Self.grouped(more)) more: ", .dim) + Line("jigctl check", .reference)
        ]
    }

    private func said(_ statements: [StatementDetail]) -> [Line] {
        guard !statements.isEmpty else { return [] }
        var table = Table([
            .init("SAID"), .init(""), .init("VERSION"), .init("WHO"), .init("WHEN"),
            .init("STATEMENT"),
        ])
        for statement in statements {
            table.add([
                Line(statement.says, statement.says == "objected" ? .bad : .bold),
                mark(statement), Line(statement.version ?? "any", .reference),
                author(statement.partner, statement.operatorName), time(statement.claimedAt),
                Line(statement.id, .reference),
            ])
        }
        let reasons = statements.compactMap { statement in
            statement.reason.map {
                Line("  ") + Line(statement.id, .reference) + Line(" because: ", .dim) + $0
            }
        }
        return [Line()] + table.lines(indent: 2, width: tableWidth) + reasons
    }

    /// Whether it still holds: the record has changed since, or its partner has said something else.
    private func mark(_ statement: StatementDetail) -> Line {
        var words: [String] = []
        if statement.stale { words.append("STALE") }
        if statement.overruled == true { words.append("no longer said") }
        return Line(words.joined(separator: ", "), .warning)
    }

    private func agreement(_ record: RecordDetail) -> [Line] {
        guard let inForce = record.inForce else { return [] }
        var lines: [Line] = []
        if inForce.isEmpty {
            lines.append(Line("  not in force", .warning) + ": no version is agreed by all")
        }
        for version in inForce {
            lines.append(
                Line("  in force: ", .good) + Line(version.version, .reference)
                    + (version.version == record.version ? "" : " (not the values above)")
            )
            if version.version != record.version { lines += values(version) }
        }
        if inForce.count > 1 {
            lines.append(
                Line("  several are in force: checks take the protective reading", .warning)
            )
        }
        if let proposed = record.proposed {
            let missing = (record.missing ?? []).joined(separator: ", ")
            lines.append(
                Line("  proposed: ", .warning) + Line(proposed, .reference)
                    + "; not agreed by \(missing)"
            )
        }
        return lines
    }

    private func values(_ version: VersionDetail) -> [Line] {
        guard let fields = version.fields else {
            return [Line("    its values are not here yet", .warning)]
        }
        return FieldOrder.sorted(fields.keys, kind: Kind.sector.name).compactMap { name in
            fields[name].map { Line("    ") + Line(name, .bold) + " = " + value($0) }
        }
    }
}
