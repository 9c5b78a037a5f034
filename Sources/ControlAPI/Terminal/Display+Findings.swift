extension Display {
    /// Each finding in a few lines, and what both sides can compare.
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

    /// A finding: its letters and its rule, the versions of the records, and what that rests on; each
    /// is said once.
    package func lines(of finding: FindingDetail) -> [Line] {
        let style: Line.Style = finding.certainty == "certain" ? .bad : .warning
        let head =
            Line(finding.id, .reference) + "  " + Line(finding.rule, style)
            + " (\(finding.certainty))"
        let styles = [Line.Style.bold] + finding.lines.dropFirst().map { _ in .dim }
        let rest = zip(finding.lines, styles).filter { !$0.0.isEmpty }.flatMap { text, style in
            Line(text, style).wrapped(to: max(width - 10, 30))
        }
        return [head] + rest.map { Line("          ") + $0 }
    }
}
