import Crypto
import SwiftASN1

/// Ed25519 private keys as PKCS#8 (RFC 5958, RFC 8410), which swift-crypto does not write.
///
///     SEQUENCE {
///         INTEGER 0 or 1              version; 1 where a public key follows
///         SEQUENCE { OID 1.3.101.112 }
///         OCTET STRING { OCTET STRING (32 bytes) }
///         [0] attributes, [1] public key: ignored where present
///     }
enum PKCS8 {
    private static let ed25519: ASN1ObjectIdentifier = [1, 3, 101, 112]

    /// The key of a PKCS#8 structure; nil for anything that is not an Ed25519 key.
    static func ed25519Key(der: [UInt8]) -> Curve25519.Signing.PrivateKey? {
        guard let raw = try? rawKey(der) else { return nil }
        return try? Curve25519.Signing.PrivateKey(rawRepresentation: raw)
    }

    /// The PKCS#8 structure of a key.
    static func der(of key: Curve25519.Signing.PrivateKey) -> [UInt8] {
        // Every length is known, so the DER around the 32 bytes never varies.
        let frame: [UInt8] = [
            0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22,
            0x04, 0x20,
        ]
        return frame + Array(key.rawRepresentation)
    }

    private static let notEd25519 = ASN1Error.invalidASN1Object(reason: "not an Ed25519 key")

    private static func rawKey(_ der: [UInt8]) throws -> [UInt8] {
        try DER.sequence(DER.parse(der), identifier: .sequence) { nodes in
            let version = try Int(derEncoded: &nodes)
            guard let identifier = nodes.next() else { throw notEd25519 }
            let algorithm = try DER.sequence(identifier, identifier: .sequence) { nodes in
                try ASN1ObjectIdentifier(derEncoded: &nodes)
            }
            let wrapped = try ASN1OctetString(derEncoded: &nodes)
            while nodes.next() != nil {}
            guard version == 0 || version == 1, algorithm == ed25519 else { throw notEd25519 }
            return try Array(ASN1OctetString(derEncoded: Array(wrapped.bytes)).bytes)
        }
    }
}
