import BankModel
import PeerProtocol
import Replica

// Law 8: what a peer is told has been committed, and of our own logs guarded too.

extension World {
    /// Looks at what a node is about to send; returns the entries in it.
    ///
    /// What it has just sent to another peer was durable then and is so now.
    mutating func checkDurable(_ payload: [UInt8], at node: Int) throws -> [EntryHash] {
        if let checked = nodes[node].lastChecked, checked.payload == payload {
            return checked.entries
        }
        let entries = try checkTold(payload, by: node)
        nodes[node].lastChecked = (payload, entries)
        return entries
    }

    private mutating func checkTold(_ payload: [UInt8], by node: Int) throws -> [EntryHash] {
        guard let message = try? MessageCodec.read(payload) else {
            throw LawBreach("node \(node) sends what is no message")
        }
        switch message {
        case .entries(let log, let entries):
            let heads = try entries.map { try ledger.head(of: $0) }
            for head in heads { try checkTold(head, of: log, by: node) }
            try checkShares(log, at: node)
            return heads.map(\.hash)
        case .frontier(let signed):
            for (log, heads) in signed.frontier.logs {
                for head in heads { try checkTold(head, of: log, by: node) }
            }
        default: break
        }
        return []
    }

    /// While a partner has suspended its part no record leaves it, only what is said.
    private func checkShares(_ log: LogID, at node: Int) throws {
        guard nodes[node].replica?.isSuspended == true, log.channel == .bank else { return }
        throw LawBreach("node \(node) sends records though its partner has suspended its part")
    }

    private func checkTold(_ head: Head, of log: LogID, by node: Int) throws {
        guard nodes[node].watched.held.contains(head.hash) else {
            throw LawBreach(law: 8, "node \(node) tells of \(log)/\(head.seq), not committed")
        }
        guard log.author == nodes[node].author, !mayFork(log.author),
            let guarded = nodes[node].guarded, guarded[log]?.seq ?? 0 < head.seq
        else { return }
        // What others have told it of its own past needs no guard.
        for (other, holder) in nodes.enumerated() where other != node {
            if holder.watched.held.contains(head.hash) { return }
        }
        throw LawBreach(law: 8, "node \(node) tells of \(log)/\(head.seq), not guarded")
    }
}
