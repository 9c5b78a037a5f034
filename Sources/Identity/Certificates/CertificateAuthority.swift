package import BankModel
import Crypto
import FoundationEssentials
import SwiftASN1
import X509

/// A partner's private CA: issues the leaves of its nodes and nothing else.
package struct CertificateAuthority: Sendable {
    /// Days that a CA is valid.
    static let lifetimeDays: Int64 = 20 * 365
    /// How far a certificate's start lies in the past, for clocks that are behind.
    static let backdatedMilliseconds: Int64 = Limits.clockAheadMillisecondsMax
    static let dayMilliseconds: Int64 = 24 * 60 * 60 * 1000

    let key: P256.Signing.PrivateKey
    private let certificate: Certificate
    /// The CA's certificate as DER, as the roster has it.
    package let der: [UInt8]

    /// Makes the CA of a partner; `now` is in milliseconds since 1970.
    package init(of partner: PartnerID, now: Int64) throws(IdentityError) {
        try self.init(of: partner, key: P256.Signing.PrivateKey(), now: now)
    }

    init(of partner: PartnerID, key: P256.Signing.PrivateKey, now: Int64) throws(IdentityError) {
        do {
            let name = try DistinguishedName { CommonName("jig CA of \(partner)") }
            certificate = try Certificate(
                version: .v3,
                serialNumber: Certificate.SerialNumber(),
                publicKey: Certificate.PublicKey(key.publicKey),
                notValidBefore: Self.date(now - Self.backdatedMilliseconds),
                notValidAfter: Self.date(now + Self.lifetimeDays * Self.dayMilliseconds),
                issuer: name,
                subject: name,
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                    Critical(KeyUsage(keyCertSign: true))
                    SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey))
                },
                issuerPrivateKey: Certificate.PrivateKey(key)
            )
            der = try certificate.der()
        } catch {
            throw .badCertificate(of: "the CA of \(partner)", reason: "cannot be made: \(error)")
        }
        self.key = key
    }

    /// Reads a CA from its files; `certificate` has to be of the key.
    init(
        of partner: PartnerID,
        key: P256.Signing.PrivateKey,
        certificate der: [UInt8]
    ) throws(IdentityError) {
        let parsed = try AuthorityCertificate(der: der, of: partner).certificate
        guard parsed.publicKey == Certificate.PublicKey(key.publicKey) else {
            throw .badCertificate(of: "the CA of \(partner)", reason: "is not of its key")
        }
        certificate = parsed
        self.der = der
        self.key = key
    }

    /// Issues the leaf of an author, with a new key.
    ///
    /// It lasts from five minutes before `now`, in milliseconds since 1970, to so many milliseconds
    /// after it.
    package func leaf(
        for author: AuthorID,
        now: Int64,
        lifetimeMilliseconds: Int64 = LeafRenewal.lifetimeMilliseconds
    ) throws(IdentityError) -> TLSCredentials {
        let leafKey = P256.Signing.PrivateKey()
        do {
            let leaf = try Certificate(
                version: .v3,
                serialNumber: Certificate.SerialNumber(),
                publicKey: Certificate.PublicKey(leafKey.publicKey),
                notValidBefore: Self.date(now - Self.backdatedMilliseconds),
                notValidAfter: Self.date(now + lifetimeMilliseconds),
                issuer: certificate.subject,
                subject: DistinguishedName { CommonName("jig node \(author)") },
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: Certificate.Extensions {
                    Critical(BasicConstraints.notCertificateAuthority)
                    Critical(KeyUsage(digitalSignature: true))
                    try ExtendedKeyUsage([.serverAuth, .clientAuth])
                    try AuthorityKeyIdentifier(
                        keyIdentifier: certificate.extensions.subjectKeyIdentifier?.keyIdentifier
                    )
                    SubjectKeyIdentifier(hash: Certificate.PublicKey(leafKey.publicKey))
                    SubjectAlternativeNames([
                        .uniformResourceIdentifier(PeerCertificate.namePrefix + author.description)
                    ])
                },
                issuerPrivateKey: Certificate.PrivateKey(key)
            )
            guard let validity = leaf.validity else {
                throw IdentityError.badArgument(name: "the leaf's lifetime", reason: "is negative")
            }
            return TLSCredentials(
                author: author,
                certificateChainDER: [try leaf.der()],
                privateKeyDER: Array(leafKey.derRepresentation),
                validity: validity
            )
        } catch let error as IdentityError {
            throw error
        } catch {
            throw .badCertificate(of: author.description, reason: "cannot be made: \(error)")
        }
    }

    /// Certificates count whole seconds.
    private static func date(_ milliseconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(milliseconds / 1000))
    }
}
