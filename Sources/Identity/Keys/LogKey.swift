package import BankModel
import Crypto

/// An Ed25519 public key, parsed once: verifies entries, hellos, frontiers and documents.
package struct LogKey: Sendable, Equatable {
    /// The 32 bytes of the key.
    package let bytes: [UInt8]
    private let key: Curve25519.Signing.PublicKey

    /// Nil unless there are 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        else { return nil }
        self.bytes = bytes
        self.key = key
    }

    init(_ key: Curve25519.Signing.PublicKey) {
        bytes = Array(key.rawRepresentation)
        self.key = key
    }

    /// Whether `signature` is this key's signature of an entry's hash.
    package func isValid(_ signature: [UInt8], of hash: EntryHash) -> Bool {
        isValid(signature, of: hash.bytes)
    }

    /// Whether `signature` is this key's signature of `message`; any bytes may be asked about.
    package func isValid(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        signature.count == 64 && key.isValidSignature(signature, for: message)
    }

    /// Whether `signature` is the signature of `message` by the key of these 32 bytes.
    ///
    /// For one signature; who verifies many keeps a `LogKey`.
    package static func verify(signature: [UInt8], of message: [UInt8], key: [UInt8]) -> Bool {
        LogKey(bytes: key)?.isValid(signature, of: message) ?? false
    }

    package static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }
}
