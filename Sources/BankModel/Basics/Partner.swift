/// An organisation's short id, `[a-z][a-z0-9]{1,15}`, such as `us`.
package struct PartnerID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The id as written.
    package let text: String

    /// Nil unless `text` has the form of a partner id.
    package init?(_ text: String) {
        let letters = text.utf8
        guard Limits.partnerLetters.contains(letters.count), let first = letters.first,
            Self.isLetter(first), letters.allSatisfy({ Self.isLetter($0) || Self.isDigit($0) })
        else { return nil }
        self.text = text
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

/// The signer of a log: one node of a partner, with one log key for as long as it lives.
///
/// Written `us` for a partner's first author and `us.2` for its second: a new log key is a new
/// author, so nothing is ever renumbered.
package struct AuthorID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Whose author this is.
    package let partner: PartnerID
    /// 1 for the first author of the partner.
    package let number: UInt16

    /// Author `number` of `partner`, from 1.
    package init?(partner: PartnerID, number: UInt16) {
        guard number >= 1 else { return nil }
        self.partner = partner
        self.number = number
    }

    /// The partner's first author.
    package init(firstOf partner: PartnerID) {
        self.partner = partner
        number = 1
    }

    /// Reads `us` or `us.2`; `us.1` and `us.02` are nil, so that an author has one spelling.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first, let partner = PartnerID(String(first)) else { return nil }
        self.partner = partner
        if parts.count == 1 {
            number = 1
            return
        }
        guard parts.count == 2, let number = UInt16(parts[1]), number >= 2,
            String(number) == parts[1]
        else { return nil }
        self.number = number
    }

    package var description: String {
        number == 1 ? partner.text : "\(partner.text).\(number)"
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.partner, left.number) < (right.partner, right.number)
    }
}
