package import BankModel
import PeerProtocol
import Replica

// The laws that hold after every step (DESIGN.md §12, marked ●).

extension World {
    /// Looks at what a transaction did to a node's bank.
    mutating func watch(_ node: Int) throws {
        let before = nodes[node].watched
        let frontier = try nodes[node].disk.read { try $0.frontier() }
        if frontier == before.frontier { return }
        let after = try nodes[node].disk.read { storage in
            try Self.watched(storage, before, frontier)
        }
        nodes[node].watched = after.watched
        for record in after.touched where !ledger.records.contains(record) {
            ledger.records.append(record)
        }
        try checkForks(node, frontier)
        try checkSameBank(node, frontier)
        if let replica = nodes[node].replica, replica.frontier != frontier {
            throw LawBreach("node \(node)'s replica has another frontier than its disk")
        }
    }

    private static func watched(
        _ storage: Disk.Transaction,
        _ before: SimNode<Disk>.Watched,
        _ frontier: Frontier
    ) throws -> (watched: SimNode<Disk>.Watched, touched: [RecordID]) {
        var after = before
        after.frontier = frontier
        let new = try Holdings.entries(of: storage, beyond: before.held)
        var touched: Set<RecordID> = []
        var named: Set<Dot> = []
        for entry in new {
            after.held.insert(entry.hash)
            for change in entry.changes {
                guard let record = try storage.record(of: change, in: entry),
                    try storage.record(record) != nil
                else { continue }
                touched.insert(record)
                for operation in try storage.history(of: record)
                where operation.dot.entry == entry.hash && operation.invalidity == nil {
                    named.formUnion(operation.supersedes)
                }
            }
        }
        for record in touched.sorted() {
            guard let state = try storage.record(record) else { continue }
            let live = Set(state.fields.flatMap { $0.live.map(\.dot) })
            let ended = (before.live[record] ?? []).subtracting(live)
            guard ended.isSubset(of: named) else {
                throw LawBreach(law: 2, "values of \(record) disappeared that nothing names")
            }
            try checkSiblings(of: state, frontier)
            after.live[record] = live
        }
        return (after, touched.sorted())
    }

    private static func checkSiblings(of state: RecordState, _ frontier: Frontier) throws {
        for field in state.fields where field.merge == .register {
            let counts = Dictionary(grouping: field.live.map(\.author), by: \.self)
            for (author, siblings) in counts {
                let heads = Channel.allCases.map {
                    frontier.heads(of: LogID(author: author, channel: $0)).count
                }
                guard siblings.count <= Limits.ownSiblingsMax * (heads.max() ?? 0) else {
                    throw LawBreach(law: 3, "\(siblings.count) values of \(author) in one field")
                }
            }
        }
    }

    private func checkForks(_ node: Int, _ frontier: Frontier) throws {
        for (log, _) in frontier.logs where !mayFork(log.author) {
            if try nodes[node].disk.read({ try $0.isForked(log) }) {
                throw LawBreach(law: 9, "\(log) is forked at node \(node)")
            }
        }
    }

    private func mayFork(_ author: AuthorID) -> Bool {
        // A clone of any partner can hold what the partner itself was never asked for.
        ledger.mayFork.contains(author) || Set(scenario.authors).count < scenario.authors.count
            || scenario.hostile.contains { scenario.authors[$0] == author }
    }

    /// Whoever has the same entries has the same bank, whenever and in whatever order they came.
    private mutating func checkSameBank(_ node: Int, _ frontier: Frontier) throws {
        let key = Hash256(hashing: frontier.logs.flatMap { $0.heads.flatMap(\.hash.bytes) })
        let bank = Ledger.Bank(
            digest: try nodes[node].disk.read { try $0.digest() },
            conflicts: try nodes[node].disk.conflicts().map(\.id)
        )
        if let known = ledger.banks[key], known != bank {
            let law = known.digest == bank.digest ? 4 : 1
            throw LawBreach(law: law, "node \(node) has the entries of another, and another bank")
        }
        ledger.banks[key] = bank
        if let replica = nodes[node].replica, replica.digest != bank.digest {
            throw LawBreach("node \(node)'s replica has another digest than its disk")
        }
    }

    /// Law 8: what a peer is told has been committed, and of our own logs guarded too.
    func checkDurable(_ payload: [UInt8], at node: Int) throws {
        guard let message = try? MessageCodec.read(payload) else {
            throw LawBreach("node \(node) sends what is no message")
        }
        switch message {
        case .entries(let log, let entries):
            for bytes in entries {
                let entry = try EntryCodec().read(bytes).entry
                try checkTold(entry.head, of: log, by: node)
            }
        case .frontier(let signed):
            for (log, heads) in signed.frontier.logs {
                for head in heads { try checkTold(head, of: log, by: node) }
            }
        default: break
        }
    }

    private func checkTold(_ head: Head, of log: LogID, by node: Int) throws {
        guard try nodes[node].disk.read({ try $0.facts(of: head.hash) }) != nil else {
            throw LawBreach(law: 8, "node \(node) tells of \(log)/\(head.seq), not committed")
        }
        guard log.author == nodes[node].author, !mayFork(log.author),
            let guarded = nodes[node].guarded, guarded[log]?.seq ?? 0 < head.seq
        else { return }
        // What others have told it of its own past needs no guard.
        for (other, holder) in nodes.enumerated() where other != node {
            if try holder.disk.read({ try $0.facts(of: head.hash) }) != nil { return }
        }
        throw LawBreach(law: 8, "node \(node) tells of \(log)/\(head.seq), not guarded")
    }
}

/// What a storage holds, found from its heads down.
package enum Holdings {
    /// The entries of a storage that are not in `known`, in no order.
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
}
