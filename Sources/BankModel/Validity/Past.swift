/// What one entry can see: the logs below its `previous` and its `seen`.
///
/// Everything here is a function of the entry's causal past, which is the same wherever the entry
/// is held, so every node answers alike in whatever order entries reached it.
struct Past {
    /// The entry's own log comes first, as dots count its heads.
    private let heads: [EntryHash]
    private let previousCount: Int
    private let walks = AncestorWalks()

    /// The past of an entry with this header.
    init(of header: EntryHeader) {
        heads = header.dependencies
        previousCount = header.previous.count
    }

    /// The dot that a reference names; nil unless exactly one is in the past.
    func dot(_ reference: DotReference, in storage: some BankReading) throws -> Dot? {
        switch reference {
        case .ancestor(let head, let seq, let index):
            guard head < heads.count, index < Limits.operationsMax else { return nil }
            return try ancestor(of: heads[Int(head)], at: seq, in: storage).map {
                Dot(entry: $0, index: index)
            }
        case .exact(let head, let dot):
            guard head < heads.count, dot.index < Limits.operationsMax,
                try walks.isAncestor(dot.entry, of: heads[Int(head)], in: storage)
            else { return nil }
            return dot
        }
    }

    /// How an entry with this past names a dot; nil where the dot is not in it.
    ///
    /// The short form wherever the dot's log never forked here: it may fork elsewhere, but the
    /// head already says which branch is meant.
    func reference(to dot: Dot, in storage: some BankReading) throws -> DotReference? {
        guard let facts = try storage.facts(of: dot.entry) else { return nil }
        for (index, head) in heads.enumerated()
        where try walks.isAncestor(dot.entry, of: head, in: storage) {
            let head = UInt32(index)
            return try storage.isForked(facts.log)
                ? .exact(head: head, dot: dot)
                : .ancestor(head: head, seq: facts.seq, index: dot.index)
        }
        return nil
    }

    /// Whether an entry of the author's own log is in the past.
    func holdsOwn(_ entry: EntryHash, in storage: some BankReading) throws -> Bool {
        try heads.prefix(previousCount).contains {
            try walks.isAncestor(entry, of: $0, in: storage)
        }
    }

    /// The only ancestor of `head` at `seq`, itself included.
    private func ancestor(
        of head: EntryHash,
        at seq: UInt64,
        in storage: some BankReading
    ) throws -> EntryHash? {
        guard let facts = try storage.facts(of: head), seq >= 1, seq <= facts.seq else {
            return nil
        }
        let candidates = try storage.entries(in: facts.log, at: seq)
        if candidates.count == 1 { return candidates[0] }
        let ancestors = try candidates.filter { try walks.isAncestor($0, of: head, in: storage) }
        return ancestors.count == 1 ? ancestors[0] : nil
    }
}

/// Remembers which ancestors of a head were met on the way down, so that many questions about one
/// past cost one walk.
///
/// A class, since the questions come through values that are copied; it is used by one task and
/// holds immutable facts alone.
package final class AncestorWalks {
    private struct Walk {
        var visited: Set<EntryHash>
        /// Met, but not gone below yet.
        var open: [EntryHash]
    }

    private var walks: [EntryHash: Walk] = [:]

    package init() {}

    /// Whether `entry` is `head` or below it in the same log.
    ///
    /// Every entry's seq is one more than its largest predecessor's, so each head has an ancestor at
    /// each seq below its own: where a log has but one entry there, that is it.
    package func isAncestor(
        _ entry: EntryHash,
        of head: EntryHash,
        in storage: some BankReading
    ) throws -> Bool {
        if entry == head { return true }
        guard let below = try storage.facts(of: entry), let above = try storage.facts(of: head),
            below.log == above.log, below.seq < above.seq
        else { return false }
        if try !storage.isForked(below.log) { return true }
        if try storage.entries(in: below.log, at: below.seq).count == 1 { return true }
        return try walk(from: head, downTo: below.seq, in: storage).contains(entry)
    }

    private func walk(
        from head: EntryHash,
        downTo seq: UInt64,
        in storage: some BankReading
    ) throws -> Set<EntryHash> {
        // Taken out while it grows, so that it grows in place.
        var walk = walks.removeValue(forKey: head) ?? Walk(visited: [head], open: [head])
        var left: [EntryHash] = []
        while let next = walk.open.popLast() {
            guard let facts = try storage.facts(of: next) else { continue }
            if facts.seq <= seq {
                left.append(next)
                continue
            }
            for previous in facts.previous where walk.visited.insert(previous).inserted {
                walk.open.append(previous)
            }
        }
        walk.open = left
        walks[head] = walk
        return walk.visited
    }
}
