extension Display {
    /// The stages of the plan, which of them is in force, and who has agreed to the next.
    package func lines(of plan: Plan) -> [Line] {
        guard !plan.stages.isEmpty else {
            return [Line("the charter has no stages: every kind and every check is in force")]
        }
        var lines: [Line] = []
        for (index, stage) in plan.stages.enumerated() {
            let name = Line("\(index + 1). ") + Line(stage.name, .bold)
            lines.append(name + " " + mark(stage.state))
            lines.append(Line("   kinds   ", .dim) + words(stage.kinds))
            lines.append(Line("   checks  ", .dim) + words(stage.checks))
            for word in stage.agreed { lines.append(Line("   ") + agreement(word)) }
            guard stage.state == "next" else { continue }
            lines.append(
                Line("   not agreed by ", .warning) + stage.missing.joined(separator: ", ")
                    + Line(": ") + Line("jigctl stage agree \(stage.name)", .reference)
            )
        }
        return lines
    }

    /// That some checks do not hold yet, where it is so.
    func notInForce(_ list: FindingList) -> [Line] {
        guard let stage = list.stage, let rules = list.notInForce, !rules.isEmpty else { return [] }
        return [
            Line("  stage ", .dim) + Line(stage, .bold) + Line(": not checked yet: ", .dim)
                + Line(prose: rules.joined(separator: ", "))
        ]
    }

    private func agreement(_ word: BankWord) -> Line {
        let reason = word.reason.map { Line(": ") + $0 } ?? Line()
        return Line("agreed by ", .dim) + author(word.partner, word.operatorName) + " "
            + time(word.claimedAt) + reason
    }

    private func mark(_ state: String) -> Line {
        switch state {
        case "in_force": Line("(in force)", .good)
        case "next": Line("(next)", .warning)
        default: Line("(\(state))", .dim)
        }
    }

    private func words(_ words: [String]) -> Line {
        Line(prose: words.isEmpty ? "none" : words.joined(separator: ", "))
    }
}
