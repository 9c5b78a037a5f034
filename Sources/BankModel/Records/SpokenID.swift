/// A record's short, speakable id: partner, kind letter and the author's counter: `us-t1042`.
///
/// For people. A record's identity is its creating dot; where two records bear one spoken id (their
/// author restored a backup and forked), both are shown with `~` and hex digits of that dot's hash.
package struct SpokenID: Hashable, Sendable, CustomStringConvertible {
    /// The creator's partner.
    package let partner: PartnerID
    /// The kind's letter.
    package let letter: Character
    /// The creator's counter, from 1.
    package let counter: UInt64
    /// Hexadecimal digits of the creating entry's hash that tell equal ids apart; may be empty.
    package let suffix: String

    package init(partner: PartnerID, letter: Character, counter: UInt64, suffix: String = "") {
        self.partner = partner
        self.letter = letter
        self.counter = counter
        self.suffix = suffix
    }

    /// Reads `us-t1042` or `us-t1042~3f9a1c22`.
    package init?(_ text: String) {
        let halves = text.split(separator: "~", omittingEmptySubsequences: false)
        guard halves.count <= 2, let spoken = halves.first else { return nil }
        let parts = spoken.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let partner = PartnerID(String(parts[0])),
            let letter = parts[1].first, letter.isASCII, letter.isLowercase,
            let counter = UInt64(parts[1].dropFirst()), counter > 0,
            String(counter) == parts[1].dropFirst()
        else { return nil }
        if halves.count == 2 {
            guard (4...64).contains(halves[1].utf8.count),
                halves[1].utf8.allSatisfy({ Hex.isLowerCaseDigit($0) })
            else { return nil }
        }
        self.partner = partner
        self.letter = letter
        self.counter = counter
        suffix = halves.count == 2 ? String(halves[1]) : ""
    }

    package var description: String {
        let spoken = "\(partner)-\(letter)\(counter)"
        return suffix.isEmpty ? spoken : "\(spoken)~\(suffix)"
    }

    /// The id without what tells it apart.
    package var unsuffixed: Self { Self(partner: partner, letter: letter, counter: counter) }
}
