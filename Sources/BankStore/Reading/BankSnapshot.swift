import BankModel

/// The last commit, read-only: what the control API and the peers are answered from.
package struct BankSnapshot: StoredBank {
    /// The reading connection.
    package let connection: StoreConnection
}
