package import BankModel
package import Identity

/// Why a connection was not let in; each has its own word in the log.
package enum RefusalReason: Error, Equatable, Sendable {
    /// The peer's certificate is not one that the trust accepts.
    case certificate(PeerCertificateError)
    /// Another partner's CA issued the certificate than that of the partner it names.
    case otherPartnersAuthority(named: PartnerID, issuer: PartnerID)
    /// The caller showed no certificate.
    case noCertificate
    /// The certificate is good, but not that of the node that was called.
    case otherAuthor(AuthorID)
    /// TLS older than 1.3.
    case oldTLS
    /// TLS, but not for the protocol `jig/1`.
    case otherProtocol
    /// Text where a TLS handshake belongs.
    case plainText
    /// Bytes that are not a TLS handshake.
    case garbage
    /// A session of an earlier connection was offered, which would skip the certificate check.
    case resumedSession
    /// The handshake did not end in time.
    case handshakeTimeout
    /// The peer went away before the handshake had ended.
    case handshakeCut
    /// The peer ended the handshake with this TLS alert.
    case alert(String)
    /// The TLS library gave up; its word for why.
    case tls(String)
    /// As many connections as are allowed had not authenticated yet, and this was the oldest.
    case tooManyUnauthenticated
    /// Only the descriptors kept in reserve for the store were left.
    case descriptorsExhausted
    /// Our own credentials cannot be used; nobody can connect until they are mended.
    case ownCredentials
    /// We ended it ourselves, by `close` or at the transport's end.
    case cancelled

    /// The reason as one word, the same for every peer: for logs and counters.
    package var word: String {
        switch self {
        case .certificate(let error): error.word
        case .otherPartnersAuthority: "other_partners_authority"
        case .noCertificate: "no_certificate"
        case .otherAuthor: "other_author"
        case .oldTLS: "old_tls"
        case .otherProtocol: "other_protocol"
        case .plainText: "plain_text"
        case .garbage: "garbage"
        case .resumedSession: "resumed_session"
        case .handshakeTimeout: "handshake_timeout"
        case .handshakeCut: "handshake_cut"
        case .alert: "alert"
        case .tls: "tls"
        case .tooManyUnauthenticated: "too_many_unauthenticated"
        case .descriptorsExhausted: "descriptors_exhausted"
        case .ownCredentials: "own_credentials"
        case .cancelled: "cancelled"
        }
    }
}

/// Why a call that we made did not become a connection.
package enum DialFailure: Equatable, Sendable {
    /// Nobody answered at that address; the system's word for why.
    case unreachable(String)
    /// Somebody answered, but not as the peer would; or the call was cancelled.
    case refused(RefusalReason)

    /// The reason as one word: for logs and counters.
    package var word: String {
        switch self {
        case .unreachable: "unreachable"
        case .refused(let reason): reason.word
        }
    }
}

/// Why an open connection ended.
package enum CloseReason: Equatable, Sendable {
    /// We closed it, and said why.
    case local(String)
    /// The peer ended it in order.
    case peerClosed
    /// The peer ended it without the TLS farewell, so that its last words may be missing.
    case cutShort
    /// The network or the peer's system reset it.
    case reset
    /// The peer ended it with this TLS alert: as a rule it does not accept our certificate.
    case alert(String)
    /// The peer's bytes were no frame.
    case badFrame(String)
    /// The peer's bytes were no TLS.
    case badTLS(String)
    /// No HELLO-ACK in time.
    case helloTimeout
    /// No byte for as long as a session may be silent.
    case idle
    /// The trust no longer accepts the peer's certificate.
    case revoked
    /// More was sent than the output may hold: a defect of ours.
    case outputOverflow
    /// The transport is ending.
    case shutdown

    /// The reason as one word: for logs and counters.
    package var word: String {
        switch self {
        case .local: "local"
        case .peerClosed: "peer_closed"
        case .cutShort: "cut_short"
        case .reset: "reset"
        case .alert: "alert"
        case .badFrame: "bad_frame"
        case .badTLS: "bad_tls"
        case .helloTimeout: "hello_timeout"
        case .idle: "idle"
        case .revoked: "revoked"
        case .outputOverflow: "output_overflow"
        case .shutdown: "shutdown"
        }
    }
}
