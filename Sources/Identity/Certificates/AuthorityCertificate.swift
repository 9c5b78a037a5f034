import BankModel
import Crypto
import FoundationEssentials
import SwiftASN1
import X509

/// A partner's CA certificate, parsed and found fit to issue leaves.
struct AuthorityCertificate {
    let certificate: Certificate
    /// From and until when it is valid, in milliseconds since 1970.
    let validity: ClosedRange<Int64>

    /// Refuses a certificate that is no self-signed P-256 CA.
    init(der: [UInt8], of partner: PartnerID) throws(IdentityError) {
        func fault(_ reason: String) -> IdentityError {
            .badCertificate(of: "the CA of \(partner)", reason: reason)
        }
        guard der.count <= Limits.certificateBytesMax,
            let certificate = try? Certificate(derEncoded: der),
            let constraints = try? certificate.extensions.basicConstraints,
            let validity = certificate.validity
        else { throw fault("is no CA certificate") }
        guard case .isCertificateAuthority = constraints else { throw fault("is not of a CA") }
        if let usage = try? certificate.extensions.keyUsage, !usage.keyCertSign {
            throw fault("may not sign certificates")
        }
        guard P256.Signing.PublicKey(certificate.publicKey) != nil else {
            throw fault("has no P-256 key")
        }
        guard certificate.issuer == certificate.subject,
            certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
        else { throw fault("is not signed by its own key") }
        self.certificate = certificate
        self.validity = validity
    }
}

extension Certificate {
    /// From and until when the certificate is valid, in milliseconds since 1970; nil if inverted.
    var validity: ClosedRange<Int64>? {
        let from = notValidBefore.timeIntervalSince1970
        let until = notValidAfter.timeIntervalSince1970
        // Four-digit years keep both far inside what a Double and an Int64 hold.
        guard from <= until, abs(from) < 1e12, abs(until) < 1e12 else { return nil }
        return Int64(from * 1000)...Int64(until * 1000)
    }

    /// The certificate as DER.
    func der() throws -> [UInt8] {
        var serializer = DER.Serializer()
        try serializer.serialize(self)
        return serializer.serializedBytes
    }
}
