import BankModel
import Crypto
import SwiftASN1
import X509

extension Home {
    static let leafKeyWanted = "P-256 private key"

    /// This home's CA.
    package func certificateAuthority() throws(IdentityError) -> CertificateAuthority {
        let partner = try readCard().entry.partner
        let certificate = try PEM.read(authority, isSecret: false, wanted: "certificate")
        guard certificate.count == 1, certificate[0].discriminator == "CERTIFICATE" else {
            throw .badKey(path: authority, wanted: "certificate")
        }
        return try CertificateAuthority(
            of: partner,
            key: try p256Key(authorityKey),
            certificate: certificate[0].derBytes
        )
    }

    /// The leaf and its key, as they are stored; expired ones too.
    package func credentials() throws(IdentityError) -> TLSCredentials {
        let blocks = try PEM.read(leaf, isSecret: true, wanted: Self.leafKeyWanted)
        guard blocks.map(\.discriminator) == ["PRIVATE KEY", "CERTIFICATE"],
            let key = try? P256.Signing.PrivateKey(derRepresentation: blocks[0].derBytes)
        else { throw .badKey(path: leaf, wanted: "\(Self.leafKeyWanted) followed by its leaf") }
        guard let certificate = try? Certificate(derEncoded: blocks[1].derBytes),
            let validity = certificate.validity,
            let author = try? PeerCertificate.name(of: certificate),
            certificate.publicKey == Certificate.PublicKey(key.publicKey)
        else { throw .contradiction(path: leaf, reason: "holds a leaf that is not of its key") }
        return TLSCredentials(
            author: author,
            certificateChainDER: [blocks[1].derBytes],
            privateKeyDER: blocks[0].derBytes,
            validity: validity
        )
    }

    /// Makes a new leaf with a new key, and puts both in the place of the old ones in one rename.
    ///
    /// `now` is in milliseconds since 1970.
    package func renewLeaf(
        now: Int64,
        lifetimeMilliseconds: Int64 = LeafRenewal.lifetimeMilliseconds
    ) throws(IdentityError) -> TLSCredentials {
        let credentials = try certificateAuthority().leaf(
            for: try author(),
            now: now,
            lifetimeMilliseconds: lifetimeMilliseconds
        )
        try write(credentials)
        return credentials
    }

    func write(_ credentials: TLSCredentials) throws(IdentityError) {
        let key = PEMDocument(type: "PRIVATE KEY", derBytes: credentials.privateKeyDER)
        let chain = credentials.certificateChainDER.map {
            PEMDocument(type: "CERTIFICATE", derBytes: $0)
        }
        try SafeFile.write(Array(PEM.text([key] + chain).utf8), to: leaf, mode: 0o600)
    }

    func p256Key(_ path: String) throws(IdentityError) -> P256.Signing.PrivateKey {
        let der = try PEM.readPrivateKey(path, wanted: Self.leafKeyWanted)
        guard let key = try? P256.Signing.PrivateKey(derRepresentation: der) else {
            throw .badKey(path: path, wanted: Self.leafKeyWanted)
        }
        return key
    }
}
