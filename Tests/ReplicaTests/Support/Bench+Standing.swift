import BankModel
import Replica
import Simulation

extension Bench {
    func partner(_ node: Int) -> PartnerID { nodes[node].keys.author.partner }

    /// Delivers what there is, and what follows from the frontiers that come due.
    mutating func settle() throws {
        try run()
        for _ in 0..<3 { try pass(2 * Limits.frontierCoalesceMilliseconds) }
    }

    /// Whether a node would call another that is due.
    func isWorthCalling(_ other: Int, at node: Int) -> Bool {
        nodes[node].replica.isWorthCalling(
            partner(other),
            receipts: nodes[node].bank.receipts()
        )
    }

    func convergence(with partner: PartnerID, at node: Int) -> Convergence {
        nodes[node].replica.convergence(with: partner, receipts: nodes[node].bank.receipts())
    }

    /// How many records of a kind a node holds.
    func count(_ kind: Kind, at node: Int) -> Int {
        nodes[node].bank.allRecords.count { $0.kind == kind.number }
    }

    /// How a node sees the part of a partner.
    func part(of other: Int, at node: Int) -> PartnerPart {
        nodes[node].replica.standing.part(of: partner(other))
    }
}
