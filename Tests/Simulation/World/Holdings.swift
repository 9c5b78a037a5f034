package import BankModel

/// What a storage holds, looked up without the code that judges and merges.
package enum Holdings {
    /// The entries of a storage that are not in `known`, found from its heads down, in no order.
    package static func entries(
        of storage: some BankReading,
        beyond known: Set<EntryHash> = []
    ) throws -> [Entry] {
        var open = try storage.frontier().logs.flatMap { $0.heads.map(\.hash) }
        var visited = known
        var found: [Entry] = []
        while let hash = open.popLast() {
            guard visited.insert(hash).inserted, let entry = try storage.entry(hash) else {
                continue
            }
            found.append(entry)
            open += entry.header.previous
        }
        return found
    }

    /// The record that a change is about; nil where it means none.
    static func record(
        of change: EntryChange,
        in entry: Entry,
        _ storage: some BankReading
    ) throws -> RecordID? {
        switch change.record {
        case .create: Dot(entry: entry.hash, index: change.firstIndex)
        case .existing(let reference): try dots(reference, in: entry, storage).first
        }
    }

    /// The dots that a reference can mean: one, if it is any good.
    static func dots(
        _ reference: DotReference,
        in entry: Entry,
        _ storage: some BankReading
    ) throws -> [Dot] {
        switch reference {
        case .exact(_, let dot): return [dot]
        case .ancestor(let head, let seq, let index):
            let heads = entry.header.dependencies
            guard head < heads.count else { return [] }
            return try ancestors(of: heads[Int(head)], at: seq, storage)
                .map { Dot(entry: $0, index: index) }
        }
    }

    /// The entries at `seq` that lie below one of its log, itself included.
    private static func ancestors(
        of head: EntryHash,
        at seq: UInt64,
        _ storage: some BankReading
    ) throws -> [EntryHash] {
        guard let facts = try storage.facts(of: head) else { return [] }
        let candidates = try storage.entries(in: facts.log, at: seq)
        if candidates.count < 2 { return candidates }
        var layer: Set<EntryHash> = [head]
        while !layer.isEmpty && !layer.isSubset(of: candidates) {
            layer = try layer.reduce(into: []) { below, hash in
                let facts = try storage.facts(of: hash)
                below.formUnion(facts?.seq == seq ? [hash] : facts?.previous ?? [])
            }
        }
        return layer.sorted()
    }
}
