import Crypto
import SwiftASN1

/// A partner's root key: signs its cards, charters and rosters, and may be kept offline.
package struct RootKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// Makes a new key.
    package init() { key = Curve25519.Signing.PrivateKey() }

    /// Reads a PKCS#8 PEM file of mode 0600.
    package init(path: String) throws(IdentityError) {
        key = try Ed25519File.read(path)
    }

    /// Writes the key to a new file of mode 0600.
    package func write(to path: String) throws(IdentityError) {
        try Ed25519File.write(key, to: path)
    }

    /// The 32 bytes by which charters name this key.
    package var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    func sign(_ bytes: [UInt8]) -> [UInt8] { Ed25519File.signature(of: bytes, by: key) }
}

/// What the two Ed25519 keys of a home have in common.
enum Ed25519File {
    static let wanted = "Ed25519 private key"

    static func read(_ path: String) throws(IdentityError) -> Curve25519.Signing.PrivateKey {
        let der = try PEM.readPrivateKey(path, wanted: wanted)
        guard let key = PKCS8.ed25519Key(der: der) else {
            throw .badKey(path: path, wanted: wanted)
        }
        return key
    }

    static func write(
        _ key: Curve25519.Signing.PrivateKey,
        to path: String
    ) throws(IdentityError) {
        let document = PEMDocument(type: "PRIVATE KEY", derBytes: PKCS8.der(of: key))
        try SafeFile.write(Array(PEM.text([document]).utf8), to: path, mode: 0o600)
    }

    /// Ed25519 signs any bytes with any key: the library's `throws` is for a process that is out
    /// of memory, and such a process may not go on as if it had signed.
    static func signature(
        of bytes: [UInt8],
        by key: Curve25519.Signing.PrivateKey
    ) -> [UInt8] {
        do {
            return Array(try key.signature(for: bytes))
        } catch {
            preconditionFailure("signing \(bytes.count) bytes failed: \(error)")
        }
    }
}
