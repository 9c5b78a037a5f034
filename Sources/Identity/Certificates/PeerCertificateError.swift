package import BankModel

/// Why a peer's certificate was refused.
package enum PeerCertificateError: Error, Equatable, Sendable {
    /// The peer sent none.
    case noCertificate
    /// Not a certificate, or one with parts that this release may not ignore.
    case malformed(reason: String)
    /// No URI among the alternative names.
    case noName
    /// No URI among the alternative names, but an author as the common name, which proves nothing.
    case commonNameOnly
    /// Not exactly one URI of the form `jig:author:us`, or not of the partner that was dialled.
    case wrongName(found: String)
    /// The author's partner is not one of the bank.
    case unknownPartner(PartnerID)
    /// Not directly issued by the CA of the author's partner.
    case wrongAuthority(of: PartnerID)
    /// The leaf or its CA is not valid any more.
    case expired(author: AuthorID, until: Int64)
    /// The leaf or its CA is not valid yet.
    case notYetValid(author: AuthorID, from: Int64)
    /// Not made for the peer's role in TLS.
    case wrongUsage(author: AuthorID, reason: String)
    /// The partner has revoked the author.
    case revoked(author: AuthorID)
}

extension PeerCertificateError: CustomStringConvertible {
    /// The reason as a log line has it; nothing in it can act upon a terminal.
    package var description: String {
        switch self {
        case .noCertificate: "the peer sent no certificate"
        case .malformed(let reason): "the peer's certificate is malformed: \(reason)"
        case .noName: "the peer's certificate names no author"
        case .commonNameOnly:
            "the peer's certificate names its author as common name only, which counts for nothing"
        case .wrongName(let found):
            "the peer's certificate names “\(Printable.escape(found))”"
        case .unknownPartner(let partner): "\(partner) is no partner of this bank"
        case .wrongAuthority(let partner):
            "the peer's certificate was not issued by the CA of \(partner)"
        case .expired(let author, _): "the certificate of \(author) has expired"
        case .notYetValid(let author, _): "the certificate of \(author) is not valid yet"
        case .wrongUsage(let author, let reason): "the certificate of \(author) \(reason)"
        case .revoked(let author): "\(author) is revoked"
        }
    }

    /// One word for it, for metrics and for telling repeated refusals from new ones.
    package var word: String {
        switch self {
        case .noCertificate: "no_certificate"
        case .malformed: "malformed"
        case .noName: "no_name"
        case .commonNameOnly: "common_name_only"
        case .wrongName: "wrong_name"
        case .unknownPartner: "unknown_partner"
        case .wrongAuthority: "wrong_authority"
        case .expired: "expired"
        case .notYetValid: "not_yet_valid"
        case .wrongUsage: "wrong_usage"
        case .revoked: "revoked"
        }
    }
}
