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

    /// The guard of this home's author; one of another author is damaged.
    package func openGuard() throws(IdentityError) -> Guard.Opening {
        let (author, opening) = (try author(), Guard.open(guardFile))
        if case .found(let found) = opening, found.heads.author != author {
            return .damaged(reason: "\(guardFile) is the guard of \(found.heads.author)")
        }
        return opening
    }

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
