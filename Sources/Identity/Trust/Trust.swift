package import BankModel

/// Whom a bank trusts for what: its charter and the newest roster of each partner.
///
/// A value: the daemon takes a roster into its copy, stores the roster and hands out the new copy.
package struct Trust: Equatable, Sendable {
    /// The adopted charter.
    package let charterDocument: CharterDocument
    private var rosters: [PartnerID: RosterDocument]
    private var logKeys: [AuthorID: LogKey] = [:]
    private var revoked: Set<AuthorID> = []

    /// Trusts a charter, which the caller has checked, and the rosters that it pins.
    package init(_ charter: CharterDocument) {
        charterDocument = charter
        rosters = [:]
        for roster in charter.rosters { put(roster) }
    }

    /// The charter as the rest of jig asks it.
    package var charter: Charter { charterDocument.charter }

    /// The newest roster of a partner.
    package func roster(of partner: PartnerID) -> Roster? { rosters[partner]?.roster }

    /// The newest rosters as they were signed, sorted by partner: what a peer may lack.
    package var rosterDocuments: [RosterDocument] {
        rosters.values.sorted { $0.roster.partner < $1.roster.partner }
    }

    /// The CA certificate, DER, of a partner; nil for a stranger.
    package func authority(for partner: PartnerID) -> [UInt8]? {
        rosters[partner]?.roster.certificateAuthority
    }

    /// The key that verifies what an author says, revoked or not; nil for an unknown author.
    package func logKey(of author: AuthorID) -> LogKey? { logKeys[author] }

    /// Whether the author's partner has revoked it: its sessions end, its entries remain.
    package func isRevoked(_ author: AuthorID) -> Bool { revoked.contains(author) }

    /// Every author of the bank, revoked ones included, sorted.
    package var authors: [AuthorID] { logKeys.keys.sorted() }

    /// Takes a roster, and says whether it is news; an older or equal one is not.
    ///
    /// Refused unless the partner's root key signed it and it may follow the one that is held.
    package mutating func take(_ document: RosterDocument) throws(IdentityError) -> Bool {
        let partner = document.roster.partner
        guard let entry = charterDocument.entry(of: partner), let held = rosters[partner] else {
            throw .stranger(partner: partner)
        }
        try document.check(rootKey: entry.rootKey)
        guard document.roster.number > held.roster.number else {
            // Two rosters of one number show the root key in two hands; neither replaces the other.
            if document.roster.number == held.roster.number, document.hash != held.hash {
                throw .badSuccession(
                    partner: partner,
                    number: held.roster.number,
                    reason: "exists twice"
                )
            }
            return false
        }
        try document.checkFollows(held)
        try checkKeysAreNew(document)
        put(document)
        return true
    }

    /// The author that a peer's certificate proves; see `PeerCertificate`.
    package func author(
        of chain: [[UInt8]],
        role: PeerRole,
        expecting partner: PartnerID?,
        now: Int64
    ) throws(PeerCertificateError) -> AuthorID {
        let author = try PeerCertificate.author(
            of: chain,
            role: role,
            expecting: partner,
            authorities: authority(for:),
            now: now
        )
        if isRevoked(author) { throw .revoked(author: author) }
        return author
    }

    private mutating func put(_ document: RosterDocument) {
        rosters[document.roster.partner] = document
        for author in document.roster.authors {
            logKeys[author.id] = LogKey(bytes: author.logKey)
            if author.isRevoked { revoked.insert(author.id) }
        }
    }

    private func checkKeysAreNew(_ document: RosterDocument) throws(IdentityError) {
        for author in document.roster.authors {
            let other = logKeys.keys.sorted().first {
                $0 != author.id && logKeys[$0]?.bytes == author.logKey
            }
            if let other { throw .duplicateKey(other.description, author.id.description) }
        }
    }
}

extension RosterDocument {
    /// Refuses a roster that may not replace `held`.
    ///
    /// Numbers grow; an author, once listed, stays, with its log key, and stays revoked.
    func checkFollows(_ held: RosterDocument) throws(IdentityError) {
        func fault(_ reason: String) -> IdentityError {
            .badSuccession(partner: roster.partner, number: roster.number, reason: reason)
        }
        guard roster.partner == held.roster.partner, roster.number > held.roster.number else {
            throw fault("does not follow roster \(held.roster.number)")
        }
        for author in held.roster.authors {
            guard let now = roster.author(author.id) else { throw fault("drops \(author.id)") }
            guard now.logKey == author.logKey else {
                throw fault("gives \(author.id) another log key")
            }
            guard now.isRevoked || !author.isRevoked else {
                throw fault("takes back the revocation of \(author.id)")
            }
        }
    }
}
