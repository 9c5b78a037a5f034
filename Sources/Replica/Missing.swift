internal import BankModel

extension BankReading {
    /// The entries of a log that a node lacks which holds `have`, each after those that it follows,
    /// until their bytes exceed `bytesMax`; at least one if there is any.
    ///
    /// Heads in `have` that this node does not hold say nothing.
    func missing(
        in log: LogID,
        beyond have: [Head],
        bytesMax: Int
    ) throws -> [StoredEntry] {
        let known = try have.filter { try facts(of: $0.hash)?.log == log }
        guard try isForked(log) else {
            let seq = known.map(\.seq).max() ?? 0
            return try entries(in: log, from: seq + 1, bytesMax: bytesMax)
        }
        var found: [StoredEntry] = []
        var bytesLeft = bytesMax
        for head in try unheld(in: log, beyond: known) {
            guard found.isEmpty || bytesLeft > 0, let bytes = try bytes(of: head.hash) else {
                break
            }
            found.append(StoredEntry(head: head, bytes: bytes))
            bytesLeft -= bytes.count
        }
        return found
    }

    /// Where a node's holdings of a log are, for a peer to find the common point: its heads, and
    /// hashes at doubling distances below each.
    func locator(of log: LogID) throws -> [Head] {
        var places: [Head] = []
        for head in try frontier().heads(of: log) where places.count < Limits.wantHashesMax {
            places.append(head)
            var hash = head.hash
            var seq = head.seq
            var step: UInt64 = 1
            while seq > 1, places.count < Limits.wantHashesMax {
                let target = seq > step ? seq - step : 1
                guard let below = try ancestor(of: hash, in: log, at: target, from: seq) else {
                    break
                }
                places.append(Head(seq: target, hash: below))
                (hash, seq, step) = (below, target, step &* 2)
            }
        }
        return places
    }

    /// An ancestor at `target`: the only entry there, or one found by walking down.
    private func ancestor(
        of hash: EntryHash,
        in log: LogID,
        at target: UInt64,
        from seq: UInt64
    ) throws -> EntryHash? {
        let candidates = try entries(in: log, at: target)
        if candidates.count == 1 { return candidates[0] }
        var hash = hash
        var seq = seq
        while seq > target {
            guard let facts = try facts(of: hash) else { return nil }
            let below = try facts.previous.compactMap { previous in
                try self.facts(of: previous).map { (seq: $0.seq, hash: previous) }
            }
            guard let next = below.max(by: { $0.seq < $1.seq }) else { return nil }
            (hash, seq) = (next.hash, next.seq)
        }
        return hash
    }

    /// Entries of the log that are not below `known`, by (seq, hash): a seq is larger than those it
    /// follows.
    private func unheld(in log: LogID, beyond known: [Head]) throws -> [Head] {
        let walks = AncestorWalks()
        var found: [Head] = []
        var visited: Set<EntryHash> = []
        var open = try frontier().heads(of: log).map(\.hash)
        while let hash = open.popLast() {
            guard visited.insert(hash).inserted, let facts = try facts(of: hash),
                try !known.contains(where: {
                    try walks.isAncestor(hash, of: $0.hash, in: self)
                })
            else { continue }
            found.append(Head(seq: facts.seq, hash: hash))
            open += facts.previous
        }
        return found.sorted()
    }
}
