import BankModel
import Identity
import NIOSSL

/// What one TLS handshake has found out; lives on its connection's event loop.
final class Handshake {
    let role: Role
    private let transport: PeerTransport
    private let expected: ExpectedPeer?

    /// What the peer has shown, once the trust has accepted it.
    private(set) var accepted: AcceptedPeer?
    /// Why the peer was not accepted: the reason for whatever TLS makes of it.
    private(set) var refusal: RefusalReason?
    /// Why TLS will fail, as far as the first bytes tell.
    var suspicion: RefusalReason?

    init(role: Role, transport: PeerTransport, expected: ExpectedPeer?) {
        self.role = role
        self.transport = transport
        self.expected = expected
    }

    /// Judges what the peer shows during the handshake, in place of all of BoringSSL's checks.
    func judge(_ certificates: [NIOSSLCertificate]) -> NIOSSLVerificationResult {
        guard let chain = try? certificates.map({ try $0.toDERBytes() }), let leaf = chain.first
        else {
            refusal = .certificate(.malformed(reason: "it cannot be read"))
            return .failed
        }
        let now = transport.configuration.now()
        switch judge(chain, at: now) {
        case .success(let author):
            accepted = AcceptedPeer(
                author: author,
                chainDER: chain,
                leafHash: Hash256(hashing: leaf),
                judgedAt: now
            )
            return .certificateVerified
        case .failure(let reason):
            refusal = reason
            return .failed
        }
    }

    /// Judges the peer again once the handshake is over.
    ///
    /// A resumed session would bring us here without `judge` ever having been called, and the trust
    /// may have been replaced meanwhile.
    func confirm(_ leaf: NIOSSLCertificate?) -> Result<AcceptedPeer, RefusalReason> {
        guard let leaf else { return .failure(.noCertificate) }
        guard let accepted, let shown = try? leaf.toDERBytes(), shown == accepted.chainDER.first
        else { return .failure(.resumedSession) }
        return judge(accepted.chainDER, at: transport.configuration.now()).map { _ in accepted }
    }

    private func judge(_ chain: [[UInt8]], at now: Int64) -> Result<AuthorID, RefusalReason> {
        let verdict = transport.switchboard.trust.judge(
            chain,
            shownTo: role,
            expecting: expected?.partner,
            at: now
        )
        guard case .success(let author) = verdict, let wanted = expected?.author, author != wanted
        else { return verdict }
        return .failure(.otherAuthor(author))
    }
}

/// A peer whose certificate the trust has accepted.
struct AcceptedPeer: Sendable {
    let author: AuthorID
    /// DER, the leaf first.
    let chainDER: [[UInt8]]
    let leafHash: Hash256
    /// Milliseconds since 1970, UTC.
    let judgedAt: Int64
}

/// Whom a call is meant for.
struct ExpectedPeer: Sendable {
    let partner: PartnerID
    /// Nil if any node of the partner will do.
    let author: AuthorID?
}
