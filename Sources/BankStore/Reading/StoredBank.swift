package import BankModel

/// What a snapshot and a transaction have in common: everything that can be read of a bank.
///
/// The extensions of this protocol, one for each topic, are the reading half of the storage port
/// and the questions that the control API asks.
package protocol StoredBank: BankReading {
    /// The connection that the bank is read through.
    var connection: StoreConnection { get }
}
