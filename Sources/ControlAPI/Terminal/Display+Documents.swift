extension Display {
    /// A charter with its fingerprint on a line of its own, to be read out.
    package func lines(of charter: CharterAnswer) -> [Line] {
        var table = Table([
            .init("PARTNER"), .init("NAME", widthMax: 40, isElastic: true), .init("SIGNED"),
            .init("FINGERPRINT"),
        ])
        for partner in charter.partners {
            table.add([
                Line(partner.id, .bold), Line(partner.name),
                partner.signed ? Line("yes", .good) : Line("no", .bad),
                Line(partner.fingerprint, .dim),
            ])
        }
        return [
            Line("bank        ", .dim) + Line(charter.bank, .bold),
            Line("fingerprint ", .dim) + Line(charter.fingerprint, .reference),
            Line(),
        ] + table.lines(width: tableWidth) + lines(ofStages: charter.stages ?? [])
    }

    /// What all sign of the plan: each stage with its kinds and checks.
    private func lines(ofStages stages: [CharterAnswer.Stage]) -> [Line] {
        stages.isEmpty
            ? []
            : [Line()]
                + stages.enumerated().flatMap { index, stage in
                    [
                        Line("stage \(index + 1)     ", .dim) + Line(stage.name, .bold),
                        Line("  kinds     ", .dim) + Line(prose: Self.words(stage.kinds)),
                        Line("  checks    ", .dim) + Line(prose: Self.words(stage.checks)),
                    ]
                }
    }

    private static func words(_ words: [String]) -> String {
        words.isEmpty ? "none" : words.joined(separator: ", ")
    }

    /// Who the card is of, and its fingerprint.
    package func lines(of card: CardAnswer) -> [Line] {
        [
            Line(card.partner, .bold) + " · " + card.name,
            Line("fingerprint ", .dim) + Line(card.fingerprint, .reference),
        ]
    }
}
