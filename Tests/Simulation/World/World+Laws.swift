import BankModel
import PeerProtocol
import Replica

// The laws that hold after every step (DESIGN.md §12, marked ●).

extension World {
    /// Looks at what a transaction did to a node's bank.
    mutating func watch(_ node: Int) throws {
        try checkMemory(node)
        guard nodes[node].disk.hasMoved() else { return }
        let before = nodes[node].watched
        let frontier = try nodes[node].disk.read { try $0.frontier() }
        if frontier == before.frontier { return }
        let seen = try nodes[node].disk.read { storage in
            try Change(in: storage, since: before.held)
        }
        for entry in seen.entries { nodes[node].watched.held.insert(entry.hash) }
        nodes[node].watched.frontier = frontier
        try checkLiveValues(node, seen, frontier)
        for occurrence in seen.met { met.add(occurrence) }
        try checkForks(node, frontier)
        try checkSameBank(node, frontier)
        if let replica = nodes[node].replica, replica.frontier != frontier {
            throw LawBreach("node \(node)'s replica has another frontier than its disk")
        }
    }

    /// Law 13: what waits in memory is covered by the credit that its senders were given.
    private func checkMemory(_ node: Int) throws {
        guard let waiting = nodes[node].replica?.bytesWaiting, waiting > 0 else { return }
        let logs = Set(scenario.authors).count * Channel.allCases.count
        let peers = nodes[node].replica?.peers.count ?? 0
        guard waiting <= peers * logs * (Limits.bulkCreditBytes + Limits.standingCreditBytes) else {
            throw LawBreach(law: 13, "node \(node) keeps \(waiting) bytes waiting")
        }
    }

    /// Laws 2 and 3, in the records that were written.
    private mutating func checkLiveValues(
        _ node: Int,
        _ seen: Change,
        _ frontier: Frontier
    ) throws {
        for state in seen.records {
            ledger.learn(state.id)
            let live = Set(state.fields.flatMap { $0.live.map(\.dot) })
            let ended = (nodes[node].watched.live[state.id] ?? []).subtracting(live)
            guard ended.isSubset(of: seen.named) else {
                let record = "\(state.id.entry.hex.prefix(8)).\(state.id.index)"
                throw LawBreach(law: 2, "values of \(record) disappeared that nothing names")
            }
            nodes[node].watched.live[state.id] = live
            for field in state.fields where field.merge == .register && field.live.count > 1 {
                try Self.checkSiblings(of: field, frontier)
            }
        }
    }

    private static func checkSiblings(of field: FieldState, _ frontier: Frontier) throws {
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

    private func checkForks(_ node: Int, _ frontier: Frontier) throws {
        for (log, _) in frontier.logs where !mayFork(log.author) {
            if try nodes[node].disk.read({ try $0.isForked(log) }) {
                throw LawBreach(law: 9, "\(log) is forked at node \(node)")
            }
        }
    }

    func mayFork(_ author: AuthorID) -> Bool {
        // A clone of any partner can hold what the partner itself was never asked for.
        ledger.mayFork.contains(author) || scenario.hasClone
            || scenario.hostile.contains { scenario.authors[$0] == author }
    }

    /// Whoever has the same entries has the same bank, whenever and in whatever order they came.
    private mutating func checkSameBank(_ node: Int, _ frontier: Frontier) throws {
        let key = Hash256(hashing: frontier.logs.flatMap { $0.heads.flatMap(\.hash.bytes) })
        let conflicts = try nodes[node].disk.conflicts()
        let bank = Ledger.Bank(
            digest: try nodes[node].disk.read { try $0.digest() },
            conflicts: conflicts.map(\.id)
        )
        if let known = ledger.banks[key], known != bank {
            let law = known.digest == bank.digest ? 4 : 1
            throw LawBreach(law: law, "node \(node) has the entries of another, and another bank")
        }
        if ledger.banks[key] != nil { try checkSameFindings(node, frontier) }
        ledger.banks[key] = bank
        mark(bank.digest.sum.word0)
        count(conflicts)
        if let replica = nodes[node].replica, replica.digest != bank.digest {
            throw LawBreach("node \(node)'s replica has another digest than its disk")
        }
    }

    private mutating func count(_ conflicts: [Conflict]) {
        for conflict in conflicts {
            met.add(conflict.kind == .values ? .valueConflict : .editWithdrawal)
        }
        let open = Set(conflicts.map(\.id))
        if !ledger.openConflicts.isSubset(of: open) { met.add(.settledConflict) }
        ledger.openConflicts = open
    }
}
