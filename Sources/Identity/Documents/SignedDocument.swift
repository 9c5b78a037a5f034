package import BankModel

/// The three kinds of signed document.
package enum DocumentKind: UInt8, Sendable, CaseIterable, CustomStringConvertible {
    /// A partner's public identity.
    case card = 1
    /// A bank's founding document.
    case charter = 2
    /// A partner's authors, log keys and CA.
    case roster = 3

    package var description: String {
        switch self {
        case .card: "card"
        case .charter: "charter"
        case .roster: "roster"
        }
    }

    /// What stands before the body under every signature, so that none fits another kind.
    var domain: [UInt8] { Array("jig \(self) 1".utf8) }
}

/// A partner's signature under a document.
package struct DocumentSignature: Equatable, Sendable {
    /// Who signed.
    package let partner: PartnerID
    /// Which key signed, 32 bytes.
    ///
    /// It is believed only as a reason: what verifies is the key that the document names, and where
    /// the two differ the refusal can say so.
    package let key: [UInt8]
    /// Ed25519 of domain ‖ body, 64 bytes.
    package let signature: [UInt8]
}

/// A body and the signatures under it: the same bytes in files and on the wire.
///
/// The signatures cover exactly `body`, whatever it says; `Card`, `CharterDocument` and
/// `RosterDocument` are what a body says.
package struct SignedDocument: Equatable, Sendable {
    /// What the body is.
    package let kind: DocumentKind
    /// Canonical JSON, as it was signed.
    package let body: [UInt8]
    /// Sorted by partner, one for each.
    package private(set) var signatures: [DocumentSignature]

    init(kind: DocumentKind, body: [UInt8], signatures: [DocumentSignature] = []) {
        self.kind = kind
        self.body = body
        self.signatures = signatures
    }

    /// The identity of the body: how a card names its roster.
    package var hash: Hash256 { Hash256(hashing: kind.domain, body) }

    /// Adds a partner's signature, or replaces it.
    mutating func sign(as partner: PartnerID, with key: RootKey) {
        let signature = DocumentSignature(
            partner: partner,
            key: key.publicKey,
            signature: key.sign(kind.domain + body)
        )
        signatures.removeAll { $0.partner == partner }
        let index = signatures.firstIndex { partner < $0.partner } ?? signatures.endIndex
        signatures.insert(signature, at: index)
    }

    /// Refuses the document unless the partner signed exactly these bytes with this root key.
    func check(_ partner: PartnerID, rootKey: [UInt8]) throws(IdentityError) {
        guard let signature = signatures.first(where: { $0.partner == partner }) else {
            throw .lacksSignature(kind: kind, partner: partner)
        }
        guard signature.key == rootKey else { throw .anothersKey(kind: kind, partner: partner) }
        let message = kind.domain + body
        guard LogKey.verify(signature: signature.signature, of: message, key: rootKey) else {
            throw .changedAfterSigning(kind: kind, partner: partner)
        }
    }
}
