import BankModel
import Replica

// Partners that suspend their part for a while.

extension World {
    mutating func suspend(_ node: Int) throws {
        guard nodes[node].replica?.isSuspended == false else { return }
        tell("suspend \(node)")
        try write([.saying(.suspended, because: "talks")], to: .ops, at: node)
        if nodes[node].replica?.isSuspended == true { met.add(.suspension) }
    }

    mutating func resume(_ node: Int) throws {
        guard let replica = nodes[node].replica, replica.isSuspended else { return }
        tell("resume \(node)")
        let receipts = try nodes[node].disk.receipts()
        let others = Set(scenario.authors.map(\.partner)).subtracting([nodes[node].author.partner])
        if !others.allSatisfy({ replica.isWorthCalling($0, receipts: receipts) }) {
            met.add(.toldOfSuspension)
        }
        try write([.saying(.resumed, because: "they are over")], to: .ops, at: node)
        if nodes[node].replica?.isSuspended == false { met.add(.resumption) }
    }

    mutating func resumeAll() throws {
        for node in nodes.indices where !retired.contains(node) { try resume(node) }
    }

    /// Lets every partner resume its part.
    ///
    /// Once is not enough: a node may learn late that its partner had suspended its part, from a
    /// draft that waited, from a branch of its own log, or from the partner's other node.
    mutating func settleParts() throws {
        for _ in 0..<4 where nodes.contains(where: { $0.replica?.isSuspended == true }) {
            try resumeAll()
            try advance(by: 40_000)
        }
        if let node = nodes.indices.first(where: { nodes[$0].replica?.isSuspended == true }) {
            throw LawBreach("node \(node) stays suspended though its partner has resumed")
        }
    }
}
