package import BankModel

/// Orders of entries in which each stands after all that it depends on.
package enum CausalOrder {
    /// The entries in one such order, the same for the same set.
    package static func sorted(_ entries: [Entry]) -> [Entry] {
        order(entries.sorted { $0.hash < $1.hash }) { _ in 0 }
    }

    /// The entries in a random such order.
    package static func shuffled(_ entries: [Entry], _ dice: inout Dice) -> [Entry] {
        order(entries.sorted { $0.hash < $1.hash }) { dice.below($0) }
    }

    /// Every such order of a few entries.
    package static func all(_ entries: [Entry]) -> [[Entry]] {
        guard !entries.isEmpty else { return [[]] }
        let hashes = Set(entries.map(\.hash))
        return entries.indices.filter { index in
            hashes.isDisjoint(with: entries[index].header.dependencies)
        }
        .flatMap { index in
            var rest = entries
            let first = rest.remove(at: index)
            return all(rest).map { [first] + $0 }
        }
    }

    private static func order(_ entries: [Entry], choose: (Int) -> Int) -> [Entry] {
        let hashes = Set(entries.map(\.hash))
        var needs: [EntryHash: Int] = [:]
        var followers: [EntryHash: [Entry]] = [:]
        var ready: [Entry] = []
        for entry in entries {
            let inside = Set(entry.header.dependencies).intersection(hashes)
            needs[entry.hash] = inside.count
            for dependency in inside { followers[dependency, default: []].append(entry) }
            if inside.isEmpty { ready.append(entry) }
        }
        var sorted: [Entry] = []
        while !ready.isEmpty {
            let entry = ready.remove(at: choose(ready.count))
            sorted.append(entry)
            for follower in followers[entry.hash] ?? [] {
                needs[follower.hash, default: 0] -= 1
                if needs[follower.hash] == 0 { ready.append(follower) }
            }
        }
        return sorted
    }
}
