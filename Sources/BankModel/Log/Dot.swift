/// The identity of one change: the entry that made it, and its place among that entry's operations.
///
/// Shown as `us/bank/17.3`: author, channel, seq, index.
package struct Dot: Hashable, Comparable, Sendable {
    /// The entry that made the change.
    package let entry: EntryHash
    /// The operation's index in that entry, from 0; below `Limits.operationsMax`.
    package let index: UInt32

    package init(entry: EntryHash, index: UInt32) {
        self.entry = entry
        self.index = index
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.entry, left.index) < (right.entry, right.index)
    }

    /// Hash and big-endian index, 36 bytes: how a dot enters any hash of ours.
    package var bytes: [UInt8] { entry.bytes + Bytes.bigEndian(index) }
}

/// A record's identity: the dot of the operation that created it.
package typealias RecordID = Dot

/// A dot as an entry names it, before it has been looked up.
package enum DotReference: Hashable, Sendable {
    /// The ancestor at `seq` of head number `head` among the entry's `previous` and then `seen`.
    case ancestor(head: UInt32, seq: UInt64, index: UInt32)
    /// The same with the full hash, where a joined fork has several ancestors at `seq`.
    case exact(head: UInt32, dot: Dot)
}
