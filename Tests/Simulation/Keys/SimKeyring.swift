package import BankModel
package import PeerProtocol

/// Keys that cost next to nothing: a signature is what is signed, crossed with the author's name.
///
/// Whoever can read this can forge; nobody in the simulation does.
package struct SimKeyring: Keyring {
    /// The author that this node signs as.
    package let author: AuthorID
    /// Charters and rosters.
    package var members: Membership
    /// Documents learned, or held from the beginning, that can be passed on.
    package var documents: [StoredDocument] = []

    package init(author: AuthorID, members: Membership) {
        self.author = author
        self.members = members
    }

    /// The newest charter held.
    package var charter: Charter { members.charter }
    /// The newest roster of each partner.
    package var rosters: [PartnerID: Roster] { members.rosters }

    /// Signs a hash.
    package func sign(_ hash: Hash256) -> [UInt8] { Self.signature(of: hash, by: author) }

    /// What `author` writes under a hash.
    package static func signature(of hash: Hash256, by author: AuthorID) -> [UInt8] {
        var name: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in author.description.utf8 { name = (name ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let half = Hash256(
            word0: hash.word0 ^ name,
            word1: hash.word1 ^ name,
            word2: hash.word2 ^ name,
            word3: hash.word3 ^ name
        )
        return half.bytes + half.bytes
    }

    /// Whether the signature is the author's.
    package func isSigned(_ hash: Hash256, signature: [UInt8], by author: AuthorID) -> Bool {
        lists(author, onRoster: 0) && signature == Self.signature(of: hash, by: author)
    }

    /// Why no session with the author may go on.
    package func refusal(of author: AuthorID) -> String? {
        guard let listed = rosters[author.partner]?.author(author) else {
            return "\(author) is on no roster"
        }
        return listed.isRevoked ? "\(author) is revoked" : nil
    }

    /// The charter with this number.
    package func charter(numbered number: UInt64) -> Charter? { members.charters[number] }

    /// Whether the roster with this number, or a later one, lists the author.
    package func lists(_ author: AuthorID, onRoster number: UInt64) -> Bool {
        guard let roster = rosters[author.partner], roster.number >= number else { return false }
        return roster.author(author) != nil
    }

    /// Documents that a node with this hello lacks.
    package func documents(beyond hello: Hello) -> [StoredDocument] {
        documents.filter { document in
            guard let partner = document.partner else { return document.number > hello.charter }
            return document.number > hello.rosters[partner] ?? 0
        }
    }

    /// Learns a roster; a simulated document is `roster`, the authors and the revoked ones.
    package mutating func learn(_ document: StoredDocument) throws -> Bool {
        guard let partner = document.partner, charter.has(partner) else {
            throw ProtocolViolation("not a roster of a partner")
        }
        if document.number <= rosters[partner]?.number ?? 0 { return false }
        guard let roster = Self.roster(in: document) else {
            throw ProtocolViolation("not a roster")
        }
        members.rosters[partner] = roster
        documents.removeAll { $0.partner == partner }
        documents.append(document)
        return true
    }

    /// A roster as the document that `learn` reads.
    package static func document(of roster: Roster) -> StoredDocument {
        let authors = roster.authors.map { ($0.isRevoked ? "-" : "") + $0.id.description }
        return StoredDocument(
            kind: .roster,
            partner: roster.partner,
            number: roster.number,
            bytes: Array("roster \(authors.joined(separator: " "))".utf8)
        )
    }

    private static func roster(in document: StoredDocument) -> Roster? {
        var words = String(decoding: document.bytes, as: UTF8.self).split(separator: " ")[...]
        guard words.popFirst() == "roster", let partner = document.partner else { return nil }
        var authors: [AuthorID] = []
        var revoked: Set<AuthorID> = []
        for word in words {
            let name = word.hasPrefix("-") ? word.dropFirst() : word
            guard let author = AuthorID(String(name)), author.partner == partner else { return nil }
            authors.append(author)
            if word.hasPrefix("-") { revoked.insert(author) }
        }
        return Membership.roster(
            of: partner,
            number: document.number,
            authors,
            revoked: revoked
        )
    }
}
