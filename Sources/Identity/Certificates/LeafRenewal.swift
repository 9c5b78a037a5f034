import BankModel

/// When a leaf has to be renewed, and how.
///
/// The daemon asks `isDue` every so often, calls `Home.renewLeaf` and hands the new credentials to
/// the transport: new handshakes use them, live sessions go on.
package enum LeafRenewal {
    /// How long a leaf lives unless told otherwise: 30 days.
    package static let lifetimeMilliseconds: Int64 = 30 * CertificateAuthority.dayMilliseconds

    /// When two thirds of the leaf's life are over, in milliseconds since 1970.
    package static func dueAt(_ credentials: TLSCredentials) -> Int64 {
        let life = credentials.validity.upperBound - credentials.validity.lowerBound
        return credentials.validity.lowerBound + life / 3 * 2
    }

    /// Whether the leaf should be renewed now.
    ///
    /// True as well before the leaf's start: a clock that was set back must not leave the node
    /// without a leaf that others take.
    package static func isDue(_ credentials: TLSCredentials, now: Int64) -> Bool {
        now >= dueAt(credentials) || now < credentials.validity.lowerBound
    }
}
