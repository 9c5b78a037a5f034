extension Display {
    /// Each finding in two or three lines, and what both sides can compare.
    package func lines(of list: FindingList) -> [Line] {
        let digest = Line("digest " + shortHash(list.digest), .reference)
        let asked = Line(" at ") + time(list.at) + " (" + digest + ")"
        guard list.counted > 0 else {
            return [Line("no findings", .good) + asked] + notInForce(list)
        }
        let rest = list.counted - list.findings.count
        return [Line(count(list.counted, "finding"), .warning) + asked] + notInForce(list)
            + list.findings.flatMap { lines(of: $0) }
            + (rest > 0 ? [Line("and \(Self.grouped(rest)) more", .dim)] : [])
    }

    /// What a record that is not written yet would run into.
    package func lines(ofPreview list: FindingList) -> [Line] {
        let rest = list.counted - list.findings.count
        return [Line("it would run into " + count(list.counted, "finding"), .warning) + ":"]
            + list.findings.flatMap { lines(of: $0) }
            + (rest > 0 ? [Line("and \(Self.grouped(rest)) more", .dim)] : [])
    }

    /// A finding: its letters, what was found about which records, and what that rests on.
    package func lines(of finding: FindingDetail) -> [Line] {
        let style: Line.Style = finding.certainty == "certain" ? .bad : .warning
        let about = finding.records.map { "\($0.kind) \($0.id)" }.joined(separator: ", ")
        let head =
            Line(finding.id, .reference) + "  " + Line(finding.rule, style)
            + " (\(finding.certainty)): " + Line(about, .bold)
        let rest = finding.lines.filter { !$0.isEmpty }.flatMap {
            Line($0, .dim).wrapped(to: max(width - 10, 30))
        }
        return [head] + rest.map { Line("          ") + $0 }
    }
}
