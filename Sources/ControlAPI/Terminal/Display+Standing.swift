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
        [
            "the bank is left: nothing can be written here any more",
            "what is here can be read, exported, verified and backed up",
        ]
    }

    /// A partner's word about the bank: who said it, when and why.
    func line(of word: BankWord) -> Line {
        let what = word.says == "left" ? " left the bank" : " \(word.says)"
        let reason = word.reason.map { Line(": ") + $0 } ?? Line()
        return Line(word.partner, .bold) + what + " " + time(word.claimedAt)
            + Line(" (\(word.partner) · ", .dim) + Line(word.operatorName, .dim) + Line(")", .dim)
            + reason
    }
}
