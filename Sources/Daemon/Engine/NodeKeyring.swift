import BankModel
import Identity
import PeerProtocol

/// The keys, charter and rosters of this node, as the protocol asks for them.
struct NodeKeyring: Keyring {
    private let signer: LogSigner
    /// Whom the bank trusts.
    private(set) var trust: Trust

    init(signer: LogSigner, trust: Trust) {
        self.signer = signer
        self.trust = trust
    }

    var author: AuthorID { signer.author }

    var charter: Charter { trust.charter }

    var rosters: [PartnerID: Roster] {
        Dictionary(
            uniqueKeysWithValues: trust.rosterDocuments.map { ($0.roster.partner, $0.roster) }
        )
    }

    func sign(_ hash: Hash256) throws -> [UInt8] { signer.sign(hash) }

    func isSigned(_ hash: Hash256, signature: [UInt8], by author: AuthorID) -> Bool {
        trust.logKey(of: author)?.isValid(signature, of: hash) ?? false
    }

    func refusal(of author: AuthorID) -> String? {
        if trust.logKey(of: author) == nil { return "\(author) is on no roster of this bank" }
        return trust.isRevoked(author) ? "\(author) has been revoked by its partner" : nil
    }

    func charter(numbered number: UInt64) -> Charter? {
        number == trust.charter.number ? trust.charter : nil
    }

    func lists(_ author: AuthorID, onRoster number: UInt64) -> Bool {
        guard let roster = trust.roster(of: author.partner), roster.number >= number else {
            return false
        }
        return roster.author(author) != nil
    }

    func documents(beyond hello: Hello) -> [StoredDocument] {
        trust.rosterDocuments
            .filter { $0.roster.number > hello.rosters[$0.roster.partner] ?? 0 }
            .map {
                StoredDocument(
                    kind: .roster,
                    partner: $0.roster.partner,
                    number: $0.roster.number,
                    bytes: $0.bytes
                )
            }
    }

    mutating func learn(_ document: StoredDocument) throws -> Bool {
        guard document.kind == .roster else { return false }
        let roster = try RosterDocument(bytes: document.bytes)
        guard roster.roster.partner == document.partner, roster.roster.number == document.number
        else { throw ProtocolViolation("a roster under another name") }
        return try trust.take(roster)
    }
}
