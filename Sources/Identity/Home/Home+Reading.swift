package import BankModel
import Crypto
import Glibc

extension Home {
    /// This partner's card, its signatures checked.
    package func readCard() throws(IdentityError) -> Card {
        try check()
        return try Card(file: try SafeFile.read(card, bytesMax: Armour.bytesMax))
    }

    /// Signs what this node says, with the log key.
    ///
    /// Refused where no roster of this home lists the key.
    package func logSigner() throws(IdentityError) -> LogSigner {
        let key = try Ed25519File.read(logKey)
        let publicKey = Array(key.publicKey.rawRepresentation)
        let roster = try newestRoster().roster
        guard let author = roster.authors.first(where: { $0.logKey == publicKey }) else {
            throw .contradiction(path: logKey, reason: "is a key that no author of this home has")
        }
        return LogSigner(author: author.id, key: key)
    }

    /// The author that this home is.
    package func author() throws(IdentityError) -> AuthorID { try logSigner().author }

    /// The root key, here or where `init --root-key` put it.
    package func readRootKey() throws(IdentityError) -> RootKey {
        let path = try locateRootKey()
        let key = try RootKey(path: path)
        guard key.publicKey == (try readCard().entry.rootKey) else {
            throw .contradiction(path: path, reason: "is not the root key of this home's card")
        }
        return key
    }

    /// The path of the root key.
    package func locateRootKey() throws(IdentityError) -> String {
        guard SafeFile.exists(rootKeyPath) else { return rootKey }
        let bytes = try SafeFile.read(rootKeyPath, bytesMax: Int(PATH_MAX))
        let path = String(decoding: bytes, as: UTF8.self)
        guard path.hasPrefix("/"), path.hasSuffix("\n") else {
            throw .contradiction(path: rootKeyPath, reason: "does not hold a path")
        }
        return String(path.dropLast())
    }
}
