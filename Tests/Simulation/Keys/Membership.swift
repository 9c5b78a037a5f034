package import BankModel

/// The members of a simulated bank: their charter, their rosters and their log keys.
package struct Membership: Sendable {
    /// The newest charter.
    package var charter: Charter
    /// Every charter, by number.
    package var charters: [UInt64: Charter]
    /// The newest roster of each partner.
    package var rosters: [PartnerID: Roster]

    /// A bank of these authors' partners; an author may be `us` or `us.2`.
    package init(
        of authors: [AuthorID],
        ruleSet: UInt32 = 1,
        roster number: UInt64 = 1,
        stages: [Stage] = []
    ) {
        let partners = Set(authors.map(\.partner)).sorted()
        charter = Charter(
            bank: Hash256(hashing: Array("simulated bank".utf8)),
            number: 1,
            name: "simulated",
            partners: partners.map {
                Charter.Member(id: $0, name: $0.text, rootKey: Array(repeating: 0, count: 32))
            },
            ruleSet: ruleSet,
            categories: Charter.builtInCategories,
            stages: stages
        )
        charters = [1: charter]
        rosters = [:]
        for partner in partners {
            rosters[partner] = Self.roster(
                of: partner,
                number: number,
                authors.filter { $0.partner == partner }
            )
        }
    }

    /// A partner's roster with these authors.
    package static func roster(
        of partner: PartnerID,
        number: UInt64,
        _ authors: [AuthorID],
        revoked: Set<AuthorID> = []
    ) -> Roster {
        Roster(
            partner: partner,
            number: number,
            authors: authors.sorted().map {
                Roster.Author(id: $0, logKey: logKey(of: $0), isRevoked: revoked.contains($0))
            },
            certificateAuthority: [],
            address: "\(partner):7700"
        )
    }

    /// The public half of an author's log key.
    static func logKey(of author: AuthorID) -> [UInt8] {
        Hash256(hashing: Array("simulated key \(author)".utf8)).bytes
    }

    /// The keyring of one author.
    package func keyring(of author: AuthorID) -> SimKeyring {
        SimKeyring(author: author, members: self)
    }

    /// The keyring of one author, which holds its own partner's newest roster as a document and,
    /// where rosters are late, of each other partner only the one before, with one author.
    func keyring(of author: AuthorID, lateRosters isLate: Bool) -> SimKeyring {
        var keyring = keyring(of: author)
        guard isLate else { return keyring }
        for (partner, roster) in rosters where partner != author.partner {
            keyring.members.rosters[partner] = Self.roster(
                of: partner,
                number: roster.number - 1,
                [roster.authors[0].id]
            )
        }
        if let own = rosters[author.partner] { keyring.documents = [SimKeyring.document(of: own)] }
        return keyring
    }
}
