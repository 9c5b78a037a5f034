package import BankModel

/// The layout of a node's home directory.
///
///     jigd.yaml                     configuration
///     keys/                         0700; each file 0600
///         root.pem                  Ed25519: signs charters and rosters
///         root.path                 instead of root.pem: where the root key is
///         log.pem                   Ed25519: signs entries and hellos
///         ca.pem                    P-256: signs leaves
///         tls.pem                   the leaf's P-256 key and the leaf, renewed in one rename
///     certificates/ca.crt.pem       the CA's certificate
///     card                          this partner's card; written last, so it marks a whole home
///     charters/1                    the charter of the bank, once adopted
///     rosters/us-1                  each roster that is held: partner and number
///     guard                         the newest own heads; only `init` makes it
///     bank.sqlite, bank.lock        the store and its lock
///     control.sock                  the control API
///
/// The home has mode 0700. Mode 0710 is taken too, so that operators of the daemon's group can
/// reach `control.sock`; anything wider is refused.
package struct Home: Equatable, Sendable {
    /// The directory, as it was given, without slashes at its end.
    package let path: String

    /// The home at a path; slashes at its end are left out.
    package init(path: String) {
        var letters = Array(path.utf8)
        while letters.count > 1, letters.last == UInt8(ascii: "/") { letters.removeLast() }
        self.path = String(decoding: letters, as: UTF8.self)
    }

    /// The configuration file.
    package var configuration: String { "\(path)/jigd.yaml" }
    /// The directory of the private keys.
    package var keys: String { "\(path)/keys" }
    /// The root key, unless it is kept elsewhere.
    package var rootKey: String { "\(keys)/root.pem" }
    /// A file with the path of a root key that is kept elsewhere.
    package var rootKeyPath: String { "\(keys)/root.path" }
    /// The log key.
    package var logKey: String { "\(keys)/log.pem" }
    /// The private key of the CA.
    package var authorityKey: String { "\(keys)/ca.pem" }
    /// The leaf's private key, followed by the leaf.
    package var leaf: String { "\(keys)/tls.pem" }
    /// The directory of certificates.
    package var certificates: String { "\(path)/certificates" }
    /// The CA's certificate.
    package var authority: String { "\(certificates)/ca.crt.pem" }
    /// This partner's card.
    package var card: String { "\(path)/card" }
    /// The directory of charters.
    package var charters: String { "\(path)/charters" }
    /// The bank's founding charter.
    package var charter: String { "\(charters)/1" }
    /// The directory of rosters.
    package var rosters: String { "\(path)/rosters" }
    /// The store.
    package var store: String { "\(path)/bank.sqlite" }
    /// The store's lock file.
    package var storeLock: String { "\(path)/bank.lock" }
    /// The guard file.
    package var guardFile: String { "\(path)/guard" }
    /// The control API's socket.
    package var controlSocket: String { "\(path)/control.sock" }

    /// One roster of a partner.
    package func roster(of partner: PartnerID, number: UInt64) -> String {
        "\(rosters)/\(partner)-\(number)"
    }

    /// Refuses a home without an identity, or one that is open to others.
    package func check() throws(IdentityError) {
        guard SafeFile.exists(path) else { throw .notInitialised(home: path) }
        try SafeFile.checkDirectory(path, refused: 0o067, wanted: 0o700)
        guard SafeFile.exists(card) else { throw .notInitialised(home: path) }
        try SafeFile.checkDirectory(keys, refused: 0o077, wanted: 0o700)
    }

    /// Writes `jigd.yaml`, whole and durable, replacing the one that is there.
    package func writeConfiguration(_ text: String) throws(IdentityError) {
        try SafeFile.write(Array(text.utf8), to: configuration, mode: 0o600)
    }
}
