package import BankModel
import Crypto
import SwiftASN1
import X509

/// What a peer is in a TLS handshake.
package enum PeerRole: Sendable {
    /// The peer dialled us.
    case client
    /// We dialled the peer.
    case server
}

/// Judges the certificate of a peer: pure, synchronous, for any bytes at all.
///
/// Takes only a leaf that the author's own partner's CA issued itself: intermediates would be a
/// second way in. The author is the one URI among the alternative names, `jig:author:us.2`.
package enum PeerCertificate {
    static let namePrefix = "jig:author:"

    /// The author that the chain's leaf proves, or why it proves none.
    ///
    /// `chain` is DER, the leaf first; what follows the leaf is not looked at. The certificate must
    /// be made for the peer's `role`. `partner` is whom we dialled, or nil where the peer dialled
    /// us. `authorities` gives the CA certificate, DER, of a partner of the bank, and nil for a
    /// stranger. `now` is in milliseconds since 1970.
    package static func author(
        of chain: [[UInt8]],
        role: PeerRole,
        expecting partner: PartnerID?,
        authorities: (PartnerID) -> [UInt8]?,
        now: Int64
    ) throws(PeerCertificateError) -> AuthorID {
        guard let der = chain.first else { throw .noCertificate }
        guard der.count <= Limits.certificateBytesMax else {
            throw .malformed(reason: "it is too large")
        }
        guard let leaf = try? Certificate(derEncoded: der) else {
            throw .malformed(reason: "it is no X.509 certificate")
        }
        guard hasWholeSignature(der) else {
            throw .malformed(reason: "its signature is not of whole bytes")
        }
        try checkExtensions(leaf)
        guard P256.Signing.PublicKey(leaf.publicKey) != nil else {
            throw .malformed(reason: "it has no P-256 key")
        }
        let author = try name(of: leaf)
        if let partner, author.partner != partner {
            throw .wrongName(found: namePrefix + author.description)
        }
        guard let authority = authorities(author.partner) else {
            throw .unknownPartner(author.partner)
        }
        let validity = try checkIssuer(of: leaf, by: authority, partner: author.partner)
        if now > validity.until { throw .expired(author: author, until: validity.until) }
        if now < validity.from { throw .notYetValid(author: author, from: validity.from) }
        try checkUsage(of: leaf, author: author, role: role)
        return author
    }

    /// The author of a leaf's only URI; a common name is never looked at.
    static func name(of leaf: Certificate) throws(PeerCertificateError) -> AuthorID {
        var uris: [String] = []
        if let names = try? leaf.extensions.subjectAlternativeNames {
            for case .uniformResourceIdentifier(let uri) in names { uris.append(uri) }
        }
        guard let uri = uris.first else {
            throw hasAuthorAsCommonName(leaf) ? .commonNameOnly : .noName
        }
        guard uris.count == 1 else { throw .wrongName(found: uris.joined(separator: " ")) }
        guard uri.utf8.starts(with: namePrefix.utf8),
            let author = AuthorID(
                String(decoding: uri.utf8.dropFirst(namePrefix.utf8.count), as: UTF8.self)
            )
        else { throw .wrongName(found: uri) }
        return author
    }

    /// Whether a leaf bears its author where TLS no longer looks (RFC 9525 §2): said so in the log,
    /// because whoever made the certificate meant well.
    private static func hasAuthorAsCommonName(_ leaf: Certificate) -> Bool {
        leaf.subject.contains { names in
            names.contains { name in
                name.type == .RDNAttributeType.commonName
                    && String(describing: name.value).utf8.starts(with: namePrefix.utf8)
            }
        }
    }

    /// Whether the signature's BIT STRING has no unused bits.
    ///
    /// Their number is not signed, and the parser takes one for another: without this, a
    /// certificate would have several spellings.
    private static func hasWholeSignature(_ der: [UInt8]) -> Bool {
        let unused = try? DER.sequence(DER.parse(der), identifier: .sequence) { nodes in
            _ = (nodes.next(), nodes.next())
            return try ASN1BitString(derEncoded: &nodes).paddingBits
        }
        return unused == 0
    }

    /// Refuses critical extensions that nothing here looks at (RFC 5280 §4.2).
    private static func checkExtensions(_ leaf: Certificate) throws(PeerCertificateError) {
        let known: [ASN1ObjectIdentifier] = [
            .X509ExtensionID.basicConstraints, .X509ExtensionID.keyUsage,
            .X509ExtensionID.extendedKeyUsage, .X509ExtensionID.subjectAlternativeName,
        ]
        for found in leaf.extensions where found.critical && !known.contains(found.oid) {
            throw .malformed(reason: "it has the unknown critical extension \(found.oid)")
        }
    }

    /// Since and until when both the leaf and the CA that issued it are valid; the wrong way round
    /// where they never are, so that every time is too late or too early.
    private static func checkIssuer(
        of leaf: Certificate,
        by der: [UInt8],
        partner: PartnerID
    ) throws(PeerCertificateError) -> (from: Int64, until: Int64) {
        guard let authority = try? AuthorityCertificate(der: der, of: partner),
            leaf.issuer == authority.certificate.subject,
            authority.certificate.publicKey.isValidSignature(leaf.signature, for: leaf)
        else { throw .wrongAuthority(of: partner) }
        guard let validity = leaf.validity else {
            throw .malformed(reason: "its dates are inverted")
        }
        let from = max(validity.lowerBound, authority.validity.lowerBound)
        let until = min(validity.upperBound, authority.validity.upperBound)
        return (from, until)
    }

    private static func checkUsage(
        of leaf: Certificate,
        author: AuthorID,
        role: PeerRole
    ) throws(PeerCertificateError) {
        func fault(_ reason: String) -> PeerCertificateError {
            .wrongUsage(author: author, reason: reason)
        }
        do {
            if case .isCertificateAuthority? = try leaf.extensions.basicConstraints {
                throw fault("is of a CA, not of a node")
            }
            if let usage = try leaf.extensions.keyUsage, !usage.digitalSignature {
                throw fault("may not sign")
            }
            let wanted: ExtendedKeyUsage.Usage = role == .client ? .clientAuth : .serverAuth
            guard let usages = try leaf.extensions.extendedKeyUsage, usages.contains(wanted) else {
                throw fault("is not for a TLS \(role)")
            }
        } catch let error as PeerCertificateError {
            throw error
        } catch {
            throw .malformed(reason: "its key usage is damaged")
        }
    }
}
