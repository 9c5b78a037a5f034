package import BankModel

/// What `jigd.yaml` in a node's home says, checked: whatever holds one may act on it.
///
/// The form of the file is that of `template(partner:listen:operators:)`, which is the one place
/// where it is written down.
package struct Configuration: Equatable, Sendable {
    /// Where partners' nodes reach this one.
    package var listen: NetworkAddress
    /// Where to reach a partner instead of at the address on its card.
    package var peers: [PartnerID: NetworkAddress]
    /// Which user of this machine acts under which operator's name; everybody else may only read.
    package var operators: [UserID: OperatorName]
    /// What is logged, and how.
    package var log: Log
    /// Permission bits of the control socket: one of `controlModesAllowed`.
    package var controlMode: UInt32
    /// Whether the control socket serves `/metrics`.
    package var servesMetrics: Bool
    /// For how many days a new TLS leaf is valid; it is renewed long before.
    package var leafDays: Int

    /// What is logged, and how.
    package struct Log: Equatable, Sendable {
        /// One JSON object a line, or text for people.
        package var format: LogFormat
        /// The least severe level that is written.
        package var level: LogLevel

        package init(format: LogFormat = .text, level: LogLevel = .info) {
            self.format = format
            self.level = level
        }
    }

    /// The modes that a control socket may have: nobody outside owner and group, ever.
    package static let controlModesAllowed: [UInt32] = [0o600, 0o660]
    /// Days for which a leaf may be valid.
    package static let leafDaysAllowed = 1...397

    /// A configuration that leaves all but the address at its default.
    package init(listen: NetworkAddress) {
        self.listen = listen
        peers = [:]
        operators = [:]
        log = Log()
        controlMode = 0o660
        servesMetrics = true
        leafDays = 30
    }

    /// The name under which a user of this machine may write; nil for one who may only read.
    package func operatorName(of user: UserID?) -> OperatorName? {
        user.flatMap { operators[$0] }
    }
}
