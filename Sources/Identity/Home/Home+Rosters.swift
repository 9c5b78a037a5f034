package import BankModel
import FoundationEssentials

extension Home {
    /// This partner's newest roster: the card's, or one issued since.
    package func newestRoster() throws(IdentityError) -> RosterDocument {
        let card = try readCard()
        var newest = card.roster
        for roster in try storedRosters(of: card.entry.partner)
        where roster.roster.number > newest.roster.number {
            try roster.check(rootKey: card.entry.rootKey)
            newest = roster
        }
        return newest
    }

    /// Signs and stores the next roster of this partner; needs the root key.
    ///
    /// Refused unless it may follow the newest one: the next number, every author that there was,
    /// each with its log key, none revoked unrevoked.
    package func issueRoster(_ roster: Roster) throws(IdentityError) -> RosterDocument {
        let next = try RosterDocument(signing: roster, with: try readRootKey())
        try next.checkFollows(try newestRoster())
        try store(next)
        return next
    }

    /// Stores a roster that `Trust` took.
    package func store(_ document: RosterDocument) throws(IdentityError) {
        let path = roster(of: document.roster.partner, number: document.roster.number)
        let text = Armour.text([document.document])
        try SafeFile.write(Array(text.utf8), to: path, mode: 0o600)
    }

    /// The rosters of a partner that lie in the home, by number; nothing is checked yet.
    func storedRosters(of partner: PartnerID) throws(IdentityError) -> [RosterDocument] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: rosters) else {
            throw .missingFile(path: rosters)
        }
        let numbers = names.compactMap { name -> UInt64? in
            guard name.hasPrefix("\(partner)-") else { return nil }
            let digits = name.dropFirst(partner.text.count + 1)
            return UInt64(digits).flatMap { String($0) == digits ? $0 : nil }
        }
        var found: [RosterDocument] = []
        for number in numbers.sorted() {
            let path = roster(of: partner, number: number)
            let bytes = try SafeFile.read(path, bytesMax: Armour.bytesMax)
            let documents = try Armour.read(bytes, kind: .roster)
            let roster = try RosterDocument(documents[0])
            guard documents.count == 1, roster.roster.partner == partner,
                roster.roster.number == number
            else { throw .contradiction(path: path, reason: "holds another roster") }
            found.append(roster)
        }
        return found
    }
}
