extension Display {
    /// What needs a human's attention, newest first.
    package func lines(of list: AlarmList) -> [Line] {
        guard !list.alarms.isEmpty else { return [Line("no alarms", .good)] }
        return list.alarms.flatMap { alarm in
            let whom = alarm.partner.map { Line("  ") + Line($0, .bold) } ?? Line()
            let head = time(alarm.at) + "  " + Line(alarm.kind, .bad) + whom
            return [head + Line("  \(alarm.id)", .dim)]
                + Line(prose: alarm.message).wrapped(to: max(20, width - 4)).map {
                    Line("    ") + $0
                }
        }
    }

    /// What waits for this node's past to be known.
    package func lines(of list: DraftList) -> [Line] {
        guard !list.drafts.isEmpty else { return [Line("no drafts", .good)] }
        var table = Table([.init("DRAFT"), .init("WHEN"), .init("WHO"), .init("WHAT")])
        for draft in list.drafts {
            table.add([
                Line(draft.id, .bold), time(draft.at), Line(draft.operatorName),
                Line(prose: draft.summary),
            ])
        }
        return table.lines(width: tableWidth)
    }

    /// What was taken back.
    package func lines(ofDropped draft: Draft) -> [Line] {
        [Line(draft.id, .bold) + " dropped: " + Line(prose: draft.summary)]
    }

    /// What an import came to, or would come to, and every row that was not taken.
    package func lines(of report: ImportReport, isRehearsal: Bool = false) -> [Line] {
        let rejected = report.rejected.count + (report.rejectedMore ?? 0)
        let head =
            Line("\(Self.grouped(report.read)) read: ", .bold)
            + "\(Self.grouped(report.added)) added, \(Self.grouped(report.changed)) changed, "
            + "\(Self.grouped(report.unchanged)) unchanged, "
            + Line("\(Self.grouped(rejected)) rejected", rejected > 0 ? .bad : .plain)
        let rows = report.rejected.map { row in
            Line("  line \(Self.grouped(row.line)): ", .warning) + row.reason
        }
        let more = report.rejectedMore.map { [Line("  and \(Self.grouped($0)) more", .dim)] } ?? []
        let notes = (report.notes ?? []).map { Line("  ") + $0 }
        return [head] + fate(of: report, isRehearsal: isRehearsal) + rows + more + notes
    }

    /// Where the rows are that were taken, if that is not in the log.
    private func fate(of report: ImportReport, isRehearsal: Bool) -> [Line] {
        if isRehearsal { return [Line("  nothing was written: this was a rehearsal", .warning)] }
        guard let drafts = report.drafts, drafts > 0 else { return waiting(report) }
        let what = count(drafts, "row") + (drafts == 1 ? " waits" : " wait") + " as drafts"
        return [
            Line("  \(what)", .warning) + " until this node's past is known: "
                + Line("jigctl drafts", .reference)
        ]
    }

    /// That an export holds readings where the bank has no one value.
    package func lines(ofConflictedInExport records: Int) -> [Line] {
        let what = count(records, "record") + (records == 1 ? " is" : " are")
        return [
            Line("\(what) in conflict", .warning)
                + ": the file has the protective readings and names the fields in jig:conflicted",
            Line("  to settle: ", .dim) + Line("jigctl conflicts", .reference),
        ]
    }

    /// What the format of an export could not carry.
    package func lines(ofExportNotes notes: [String]) -> [Line] {
        notes.map { Line("note: ", .dim) + Line($0) }
    }

    /// Where the copy is.
    package func lines(of backup: Backup) -> [Line] {
        [
            Line(backup.file, .bold) + "  \(Self.grouped(Int(clamping: backup.bytes))) bytes  "
                + Line("digest " + shortHash(backup.digest), .reference)
        ]
    }

    /// Whether the state computed again is the state that was there.
    package func lines(of rebuilt: Rebuilt) -> [Line] {
        let digest = Line("digest " + shortHash(rebuilt.digestAfter), .reference)
        let what = count(rebuilt.records, "record") + " rebuilt from the log, "
        if rebuilt.same {
            return [Line(what) + Line("nothing differed", .good) + " (" + digest + ")"]
        }
        let before = Line("digest " + shortHash(rebuilt.digestBefore), .reference)
        return [
            Line(what) + Line("THE STATE DIFFERED", .bad) + " (" + before + " before, " + digest
                + " now)"
        ]
    }

    /// Whether every hash and signature of the log is good.
    package func lines(of check: LogCheck) -> [Line] {
        let isGood = check.failures.isEmpty && check.digestMatches
        let checked =
            "\(Self.grouped(check.checked)) of \(count(check.entries, "entry", plural: "entries"))"
        let head =
            Line(isGood ? "the log is good" : "THE LOG IS NOT GOOD", isGood ? .good : .bad)
            + ": \(checked) checked, the digest "
            + Line(
                check.digestMatches ? "matches" : "DOES NOT MATCH",
                check.digestMatches ? .plain : .bad
            )
        return [head] + check.failures.map { Line("  ") + Line($0, .bad) }
    }

    /// How many writes entered the log.
    package func lines(of confirmed: PastConfirmed) -> [Line] {
        [
            Line("this node's past is confirmed", .good)
                + ": \(count(confirmed.released, "draft")) entered the log"
        ]
    }

    /// An error for standard error: what, the values in the way, and what to do next.
    package func lines(of failure: Failure) -> [Line] {
        let head = Line("jigctl: ", .dim) + Line(prose: failure.message, .bad)
        let conflict = failure.conflict.map { id in
            [Line("  conflict ") + Line(id, .reference)]
        }
        let values = (failure.values ?? []).map { sibling in
            Line("  ") + Line(sibling.field.map { "\($0) = " } ?? "", .bold) + value(sibling.value)
                + "  " + author(sibling.partner, sibling.operatorName) + "  "
                + time(sibling.claimedAt) + "  " + Line(sibling.dot, .reference)
        }
        return [head] + (conflict ?? []) + values
            + (failure.next.map { [Line("  next: ", .dim) + Line(prose: $0)] } ?? [])
    }
}
