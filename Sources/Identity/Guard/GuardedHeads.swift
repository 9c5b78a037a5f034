package import BankModel

/// The newest heads of one author's own logs, as its guard knows them.
package struct GuardedHeads: Equatable, Sendable {
    /// Whose logs.
    package let author: AuthorID
    /// The newest head of the bank log; nil before its first entry.
    package var bank: Head?
    /// The newest head of the ops log; nil before its first entry.
    package var ops: Head?

    package init(author: AuthorID, bank: Head? = nil, ops: Head? = nil) {
        self.author = author
        self.bank = bank
        self.ops = ops
    }

    /// The newest head of a channel's log.
    package subscript(channel: Channel) -> Head? {
        get {
            switch channel {
            case .bank: bank
            case .ops: ops
            }
        }
        set {
            switch channel {
            case .bank: bank = newValue
            case .ops: ops = newValue
            }
        }
    }

    /// The same as logs and heads, in the order of the logs.
    package var logs: [(log: LogID, head: Head)] {
        Channel.allCases.compactMap { channel in
            self[channel].map { (log: LogID(author: author, channel: channel), head: $0) }
        }
    }
}
