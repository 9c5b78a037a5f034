package import BankModel
import Crypto

/// Signs what this node's author says: entries, hellos and frontiers.
package struct LogSigner: Sendable {
    /// Whose log key this is.
    package let author: AuthorID
    private let key: Curve25519.Signing.PrivateKey

    init(author: AuthorID, key: Curve25519.Signing.PrivateKey) {
        self.author = author
        self.key = key
    }

    /// A signer with a new key: for tests and simulations; a home's is `Home.logSigner()`.
    package init(author: AuthorID) { self.init(author: author, key: .init()) }

    /// The 32 bytes by which rosters name this key.
    package var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    /// The key that verifies what this signs.
    package var logKey: LogKey { LogKey(key.publicKey) }

    /// The 64-byte signature of an entry: of the 32 bytes of its hash.
    package func sign(_ hash: EntryHash) -> [UInt8] { sign(bytes: hash.bytes) }

    /// The 64-byte signature of a hello's transcript or of a frontier.
    ///
    /// The bytes must begin with a domain string and be longer than a hash, so that no such
    /// signature is ever one of an entry.
    package func sign(message: [UInt8]) -> [UInt8] {
        precondition(message.count > 32, "a message of \(message.count) bytes could be a hash")
        return sign(bytes: message)
    }

    private func sign(bytes: [UInt8]) -> [UInt8] { Ed25519File.signature(of: bytes, by: key) }
}
