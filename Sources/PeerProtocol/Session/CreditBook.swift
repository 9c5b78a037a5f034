package import BankModel

/// How many bytes of each log one side may still send.
///
/// Every log starts with the standing credit, so that a new log, or a push after a long silence,
/// needs no asking.
package struct CreditBook: Equatable, Sendable {
    /// What a log has before anything was granted or spent.
    package let standing: Int
    private var balances: [LogID: Int] = [:]

    /// More than this is never counted, whatever a peer grants.
    private static let balanceMax = 1 << 30

    package init(standing: Int) { self.standing = min(standing, Self.balanceMax) }

    /// What may still be sent.
    package func available(for log: LogID) -> Int { balances[log] ?? standing }

    /// Adds to a log's credit.
    package mutating func grant(_ bytes: Int, for log: LogID) {
        let granted = min(max(0, bytes), Self.balanceMax)
        balances[log] = min(available(for: log) + granted, Self.balanceMax)
    }

    /// Takes from a log's credit.
    package mutating func spend(_ bytes: Int, on log: LogID) {
        balances[log] = available(for: log) - bytes
    }
}
