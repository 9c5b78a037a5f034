import BankModel
import Crypto
import Foundation

/// A log key that is the same in every run, so that its signatures can be written down.
struct TestKey {
    private let key: Curve25519.Signing.PrivateKey

    /// The key whose secret bytes are all 1.
    init() throws {
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: 1, count: 32))
    }

    func sign(_ hash: Hash256) throws -> [UInt8] { Array(try key.signature(for: hash.bytes)) }

    func isSigned(_ hash: Hash256, signature: [UInt8]) -> Bool {
        key.publicKey.isValidSignature(signature, for: hash.bytes)
    }
}
