import BankModel

extension Display {
    /// One record with all its siblings, each with who and when.
    package func lines(of record: RecordDetail) -> [Line] {
        var head =
            Line(record.id, .bold) + "  \(record.kind) of \(record.owner)  "
            + Line("version ", .dim) + Line(record.version, .reference)
        if record.withdrawn { head = head + "  " + Line("WITHDRAWN", .warning) }
        if record.conflicted { head = head + "  " + Line("IN CONFLICT", .bad) }
        let names = FieldOrder.sorted(record.fields.keys, kind: record.kind)
        let shown = names.filter { $0 != "@life" || record.fields[$0]?.conflicted == true }
        var table = Table([
            .init("FIELD"), .init(""), .init("VALUE", widthMax: valueWidthMax),
            .init("WHO"), .init("WHEN"), .init("CHANGE"),
        ])
        for name in shown {
            if let detail = record.fields[name] { add(name, detail, to: &table) }
        }
        let notes = shown.flatMap { name in
            (record.fields[name]?.values ?? []).flatMap { sibling in
                [whole(sibling.value, name, sibling.dot)].compactMap(\.self)
                    + typed(sibling.typed, sibling.dot)
            }
        }
        return [head] + table.lines(indent: 2, width: tableWidth) + notes
            + protections(record, shown) + statements(of: record)
    }

    /// How wide a value may be in a table of changes.
    var valueWidthMax: Int { max(24, width / 2) }

    /// A value that a table had to cut, whole: what was not shown was not seen.
    func whole(_ plain: Plain, _ field: String, _ dot: String) -> Line? {
        let line = value(plain)
        guard line.width > valueWidthMax else { return nil }
        return Line("  ") + Line(dot, .reference) + " " + Line(field, .bold) + " = " + line
    }

    /// In what words a change gave its value, where they are not the value's own.
    func typed(_ texts: [String]?, _ dot: String) -> [Line] {
        guard let texts, !texts.isEmpty else { return [] }
        return [
            Line("  ") + Line(dot, .reference) + Line(" typed as ", .dim)
                + texts.joined(separator: " · ")
        ]
    }

    private func add(_ name: String, _ detail: FieldDetail, to table: inout Table) {
        for (index, sibling) in detail.values.enumerated() {
            table.add([
                index == 0 ? Line(name, .bold) : Line(),
                detail.conflicted ? Line("!", .bad) : Line(),
                value(sibling.value),
                author(sibling.partner, sibling.operatorName),
                time(sibling.claimedAt),
                Line(sibling.dot, .reference),
            ])
        }
    }

    /// Says of each field in conflict that it is one, and what is taken meanwhile.
    private func protections(_ record: RecordDetail, _ names: [String]) -> [Line] {
        var lines: [Line] = []
        for name in names {
            guard let detail = record.fields[name], detail.conflicted else { continue }
            let id = detail.conflict.map { " " + $0 } ?? ""
            lines.append(
                Line("  ! \(name)", .bad) + " is in conflict" + Line(id, .reference)
                    + ": all values are shown, checks take the protective reading"
            )
            if let reading = detail.protective { lines.append(Line("    ") + value(reading)) }
        }
        return lines + resolveHints(record.conflicts ?? [])
    }

    private func resolveHints(_ conflicts: [String]) -> [Line] {
        conflicts.isEmpty
            ? [] : [Line("  to resolve: ", .dim) + Line("jigctl conflicts", .reference)]
    }

    /// A line for each record, and how to see more.
    package func lines(of list: RecordList) -> [Line] {
        guard !list.records.isEmpty else { return [Line("no records", .dim)] }
        var table = Table([
            .init("ID"), .init("KIND"), .init("OWNER"), .init(""),
            .init("NAME", widthMax: 40, isElastic: true),
            .init("CATEGORY", widthMax: 20, isElastic: true),
            .init("PLACE", widthMax: 50, isElastic: true),
        ])
        for record in list.records {
            table.add([
                Line(record.id, .bold), Line(record.kind), Line(record.owner), mark(record),
                cell(record, "name", "title", "relation", "says"),
                cell(record, "category", "activity"),
                cell(record, "place", "volumes", "areas"),
            ])
        }
        let shown = Line(count(list.records.count, "record"), .dim)
        guard let next = list.next else { return table.lines(width: tableWidth) + [shown] }
        return table.lines(width: tableWidth) + [
            shown + ", more with: " + Line("--after \(next)", .reference)
        ]
    }

    private func mark(_ record: RecordSummary) -> Line {
        if record.conflicted { return Line(record.withdrawn ? "! withdrawn" : "!", .bad) }
        return record.withdrawn ? Line("withdrawn", .warning) : Line()
    }

    /// The first of these fields that the record has.
    private func cell(_ record: RecordSummary, _ names: String...) -> Line {
        names.lazy.compactMap { record.fields[$0] }.first.map { value($0) } ?? Line()
    }

    /// The identity and version that a write came to.
    package func lines(of written: Written) -> [Line] {
        let id = Line(written.id, .bold)
        if written.draft {
            return [
                id + " " + Line("kept as a draft", .warning)
                    + ": it enters the log once this node's past is known"
            ]
        }
        let version = Line("  version ", .dim) + Line(written.version ?? "?", .reference)
        return [id + version] + waiting(written)
    }
}
