/// One of the two independent logs that an author keeps, so that an urgent notice never queues
/// behind a bulk load.
package enum Channel: UInt8, CaseIterable, Comparable, Sendable, CustomStringConvertible {
    /// Records of the bank.
    case bank = 1
    /// Notices, incidents and statements.
    case ops = 2

    package var description: String {
        switch self {
        case .bank: "bank"
        case .ops: "ops"
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Names a log: there is one for each author and channel.
package struct LogID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Who signs the log.
    package let author: AuthorID
    /// Which of the author's logs.
    package let channel: Channel

    package init(author: AuthorID, channel: Channel) {
        self.author = author
        self.channel = channel
    }

    package var description: String { "\(author)/\(channel)" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.author, left.channel) < (right.author, right.channel)
    }
}

/// SHA-256("jig entry 1" ‖ header bytes): the identity of an entry everywhere.
package typealias EntryHash = Hash256

/// An entry as it is pointed at: where it stands in its log, and its hash.
package struct Head: Hashable, Comparable, Sendable {
    /// Position in the log, from 1.
    package let seq: UInt64
    /// The entry itself.
    package let hash: EntryHash

    package init(seq: UInt64, hash: EntryHash) {
        self.seq = seq
        self.hash = hash
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.seq, left.hash) < (right.seq, right.hash)
    }
}

/// The heads of every log that a node holds, in the order of their logs.
///
/// A log that forked has several heads; a log that the node does not hold is absent.
package struct Frontier: Equatable, Sendable {
    /// Sorted by log; the heads of one log are sorted and never empty.
    package private(set) var logs: [(log: LogID, heads: [Head])] = []

    package init() {}

    /// The frontier with these heads, in any order; logs without heads are left out.
    package init(_ heads: [LogID: [Head]]) {
        logs = heads.filter { !$0.value.isEmpty }
            .sorted { $0.key < $1.key }
            .map { (log: $0.key, heads: $0.value.sorted()) }
    }

    /// The heads of one log; empty if the log is not held.
    package func heads(of log: LogID) -> [Head] {
        logs.first { $0.log == log }?.heads ?? []
    }

    /// Replaces the heads of one log.
    package mutating func set(_ heads: [Head], of log: LogID) {
        let index = logs.firstIndex { $0.log >= log } ?? logs.endIndex
        if index < logs.endIndex, logs[index].log == log {
            if heads.isEmpty { logs.remove(at: index) } else { logs[index].heads = heads.sorted() }
        } else if !heads.isEmpty {
            logs.insert((log: log, heads: heads.sorted()), at: index)
        }
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.logs.count == right.logs.count
            && zip(left.logs, right.logs).allSatisfy { $0.log == $1.log && $0.heads == $1.heads }
    }
}
