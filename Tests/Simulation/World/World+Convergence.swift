import BankModel
import Replica

// What must be true once the network is whole and all has been said.

extension World {
    mutating func checkConvergence() throws {
        let active = nodes.indices.filter { !retired.contains($0) }
        for node in active {
            guard nodes[node].replica != nil else { throw LawBreach("node \(node) is down") }
            try checkAgainstOracle(node)
        }
        let first = try nodes[0].disk.read { try $0.frontier() }
        for node in active.dropFirst() {
            let frontier = try nodes[node].disk.read { try $0.frontier() }
            guard frontier == first else {
                throw LawBreach(
                    "nodes 0 and \(node) have not converged:\n\(describe(first))\n"
                        + describe(frontier)
                )
            }
        }
        try checkAllFind(active)
        try checkNothingLost()
        try checkForkProofs()
        try checkEverybodyKnows()
        countCompany()
    }

    private func describe(_ frontier: Frontier) -> String {
        frontier.logs.map { log, heads in
            let heads = heads.map { "\($0.seq)~\($0.hash.hex.prefix(6))" }
            return "\(log): \(heads.joined(separator: " "))"
        }
        .joined(separator: "; ")
    }

    /// Laws 1 and 16: what a node holds is what its entries alone give, once more and from scratch.
    private mutating func checkAgainstOracle(_ node: Int) throws {
        let charter = members.charter
        let keys = members.keyring(of: nodes[node].author)
        if let fault = try nodes[node].disk.faultFound(charter: charter, keys: keys) {
            throw LawBreach(law: 16, "node \(node): \(fault)")
        }
        let oracle = try nodes[node].disk.read { storage in
            Oracle(of: try Holdings.entries(of: storage), charter: charter)
        }
        if let difference = try nodes[node].disk.read({ try oracle.differenceInParts(from: $0) }) {
            throw LawBreach(law: 1, "node \(node): \(difference)")
        }
        guard try nodes[node].disk.conflicts().count == oracle.disputes.count else {
            throw LawBreach(law: 1, "node \(node) has conflicts open that nothing gives")
        }
    }

    private func checkNothingLost() throws {
        for hash in ledger.acknowledged
        where try nodes[0].disk.read({ try $0.facts(of: hash) }) == nil {
            throw LawBreach(law: 8, "entry \(hash.hex.prefix(8)) was acknowledged and is nowhere")
        }
    }

    /// Law 10: whoever holds both branches of a fork has its proof, and has raised the alarm.
    private mutating func checkForkProofs() throws {
        for node in nodes.indices where !retired.contains(node) && !scenario.hostile.contains(node)
        {
            for (log, _) in nodes[node].watched.frontier.logs
            where try nodes[node].disk.read({ try $0.isForked(log) }) {
                met.add(reasonForFork(of: log.author))
                if try nodes[node].disk.alarmCount() == 0 {
                    throw LawBreach(law: 10, "node \(node) has no alarm for the fork of \(log)")
                }
            }
        }
    }

    private func reasonForFork(of author: AuthorID) -> Occurrence {
        if scenario.hostile.contains(where: { scenario.authors[$0] == author }) {
            return .forkByHostile
        }
        return ledger.mayFork.contains(author) ? .forkByRestore : .forkByClone
    }

    /// Counts what the nodes had to do for each other.
    private mutating func countCompany() {
        let writers = Set(nodes[0].watched.frontier.logs.map(\.log.author))
        if Set(writers.map(\.partner)).count < writers.count { met.add(.secondAuthor) }
        for first in nodes.indices {
            for second in nodes.indices.dropFirst(first + 1)
            where !scenario.links.contains(Scenario.Link(first, second))
                && nodes[first].author != nodes[second].author
                && writers.isSuperset(of: [nodes[first].author, nodes[second].author])
            {
                met.add(.relayedEntry)
            }
        }
    }

    /// Status says "converged" of every neighbour, and nothing else.
    private func checkEverybodyKnows() throws {
        for link in scenario.links where retired.isDisjoint(with: [link.first, link.second]) {
            for (node, other) in [(link.first, link.second), (link.second, link.first)] {
                let partner = nodes[other].author.partner
                guard let replica = nodes[node].replica, partner != nodes[node].author.partner
                else { continue }
                let convergence = replica.convergence(
                    with: partner,
                    receipts: try nodes[node].disk.receipts()
                )
                guard convergence.isConverged else {
                    throw LawBreach(
                        "node \(node) does not know that it has converged with \(partner): "
                            + (convergence.reason ?? "")
                    )
                }
            }
        }
    }
}
