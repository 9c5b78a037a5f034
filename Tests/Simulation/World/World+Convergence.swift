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
        try checkNothingLost()
        try checkForkProofs()
        try checkEverybodyKnows()
    }

    private func describe(_ frontier: Frontier) -> String {
        frontier.logs.map { log, heads in
            let heads = heads.map { "\($0.seq)~\($0.hash.hex.prefix(6))" }
            return "\(log): \(heads.joined(separator: " "))"
        }
        .joined(separator: "; ")
    }

    private func checkAgainstOracle(_ node: Int) throws {
        let charter = members.charter
        let difference = try nodes[node].disk.read { storage in
            let oracle = Oracle(of: try Holdings.entries(of: storage), charter: charter)
            return try oracle.differenceInParts(from: storage)
        }
        if let difference { throw LawBreach(law: 1, "node \(node): \(difference)") }
    }

    private func checkNothingLost() throws {
        for hash in ledger.acknowledged
        where try nodes[0].disk.read({ try $0.facts(of: hash) }) == nil {
            throw LawBreach(law: 8, "entry \(hash.hex.prefix(8)) was acknowledged and is nowhere")
        }
    }

    /// Law 10: whoever holds both branches of a fork has its proof, and has raised the alarm.
    private func checkForkProofs() throws {
        for node in nodes.indices where !retired.contains(node) && !scenario.hostile.contains(node)
        {
            try nodes[node].disk.read { storage in
                for (log, _) in try storage.frontier().logs where try storage.isForked(log) {
                    if try storage.alarmCount() == 0 {
                        throw LawBreach(law: 10, "node \(node) has no alarm for the fork of \(log)")
                    }
                }
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
                let convergence = try nodes[node].disk.read {
                    try replica.convergence(with: partner, receipts: $0.receipts())
                }
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
