extension Display {
    /// What a partner said about the bank, and what follows from it.
    package func lines(of written: Written, saying says: String) -> [Line] {
        if written.draft {
            return lines(of: written) + [Line("  it counts once the draft is in the log", .warning)]
        }
        return [Line(written.id, .reference) + " says it to every partner"]
            + consequences(of: says).map { Line("  ") + Line(prose: $0) }
    }

    private func consequences(of says: String) -> [String] {
        switch says {
        case "left":
            [
                "the bank is left: nothing can be written here any more",
                "what is here can be read, exported, verified and backed up",
            ]
        case "suspended":
            [
                "once a partner has heard it, nothing is exchanged with it",
                "what is written here is kept and waits for jigctl resume",
            ]
        case "agreed": ["the stage is in force once every partner has agreed: see jigctl stage"]
        default: ["the partners are called at once, and what waited goes to them"]
        }
    }

    /// That a write stays here for a time, where it does.
    func waiting(_ written: some WriteAnswer) -> [Line] {
        guard written.waiting == true else { return [] }
        return [
            Line("  kept and signed here; it goes to the partners after ", .warning)
                + Line("jigctl resume", .reference)
        ]
    }

    /// That nothing may be written any more, or that what is written waits, and who said so.
    func standing(of status: Status) -> [Line] {
        if let word = status.sealed {
            return [
                Line("SEALED", .bold) + ": " + line(of: word),
                Line("  nothing can be written here; reading, export and log verify go on", .dim),
            ]
        }
        guard let word = status.suspended else { return [] }
        return [
            Line("SUSPENDED", .warning) + ": " + line(of: word),
            Line("  nothing is exchanged, and what is written waits: ", .dim)
                + Line("jigctl resume", .reference),
        ]
    }

    /// A partner's word about the bank: who said it, when and why.
    func line(of word: BankWord) -> Line {
        let what = word.says == "left" ? " left the bank" : " \(word.says) its part"
        let reason = word.reason.map { Line(": ") + $0 } ?? Line()
        return Line(word.partner, .bold) + what + " " + time(word.claimedAt)
            + Line(" (\(word.partner) · ", .dim) + Line(word.operatorName, .dim) + Line(")", .dim)
            + reason
    }
}
