import BankModel
import PeerProtocol
import Replica

// What humans do.

extension World {
    /// An operator writes something.
    mutating func act(_ node: Int) throws {
        guard nodes[node].replica != nil else { return }
        let author = nodes[node].author
        let records = ledger.records
        var workload = nodes[node].workload
        var dice = dice
        let act = try nodes[node].disk.read { storage in
            try workload.changes(
                by: author,
                among: records.filter { try storage.record($0) != nil },
                in: storage,
                &dice
            )
        }
        nodes[node].workload = workload
        self.dice = dice
        guard let act else { return }
        try write(act.changes, to: act.channel, at: node)
    }

    /// An operator says something of what there is.
    mutating func answer(_ node: Int) throws {
        guard nodes[node].replica != nil else { return }
        let author = nodes[node].author
        let records = ledger.records
        let workload = nodes[node].workload
        var dice = dice
        let said = try nodes[node].disk.read { storage in
            try workload.answers(
                by: author,
                among: records.filter { try storage.record($0) != nil },
                in: storage,
                &dice
            )
        }
        self.dice = dice
        guard let said else { return }
        try write(said.changes, to: said.channel, at: node)
    }

    mutating func write(
        _ changes: [AuthoredChange],
        to channel: Channel,
        at node: Int
    ) throws {
        let circumstances = circumstances(at: node)
        var effects: [Effect] = []
        do {
            let outcome = try transact(node) { replica, storage in
                try replica.write(
                    changes,
                    to: channel,
                    summary: "an act",
                    circumstances,
                    in: &storage,
                    &effects
                )
            }
            guard let outcome else { return }
            tell("write at \(node)")
            try perform(effects, at: node)
            acknowledge(outcome, at: node)
        } catch is WriteRefusal {
            tell("refused write at \(node)")
        }
    }

    private mutating func circumstances(at node: Int) -> Authoring.Circumstances {
        let salt = dice.bytes(16)
        return Authoring.Circumstances(
            operatorName: "operator \(node)",
            now: now + nodes[node].skew,
            salt: { salt }
        )
    }

    /// The operator was told, unless the process died first.
    private mutating func acknowledge(_ outcome: WriteOutcome, at node: Int) {
        guard nodes[node].replica != nil else { return }
        switch outcome {
        case .written(let entries): ledger.acknowledged.formUnion(entries.map(\.hash))
        case .draft: met.add(.draft)
        }
    }

    /// Makes entries of the drafts that waited; one that can be none is set aside.
    mutating func publishDrafts(at node: Int) throws {
        while nodes[node].replica != nil {
            let circumstances = circumstances(at: node)
            var effects: [Effect] = []
            do {
                let isPublished = try transact(node) { replica, storage in
                    try replica.publishDraft(
                        salt: circumstances.salt,
                        at: circumstances.now,
                        in: &storage,
                        &effects
                    )
                }
                guard let isPublished else { continue }
                try perform(effects, at: node)
                if !isPublished { return }
                met.add(.draftPublished)
            } catch let refusal as WriteRefusal {
                try setDraftAside(at: node, because: "\(refusal)", circumstances.now)
            }
        }
    }

    private mutating func setDraftAside(
        at node: Int,
        because reason: String,
        _ time: Int64
    ) throws {
        tell("draft set aside at \(node)")
        _ = try transact(node) { replica, storage in
            guard let draft = try replica.nextDraft(in: storage) else { return }
            try replica.setAside(draft, because: reason, at: time, in: &storage)
        }
    }

    mutating func setPaused(_ isPaused: Bool, _ partner: PartnerID, at node: Int) throws {
        let effects = try transact(node) { replica, storage in
            try replica.setPaused(isPaused, partner, in: &storage)
        }
        if let effects { try perform(effects, at: node) }
    }

    /// Where the past is still unknown, a human says that nothing is missing.
    mutating func confirmPasts() throws {
        for node in nodes.indices where nodes[node].replica?.authoring.past != .known {
            tell("human confirms the past of \(node)")
            met.add(.pastConfirmed)
            let time = now + nodes[node].skew
            let effects = try transact(node) { replica, storage in
                try replica.confirmPast(at: time, in: &storage)
            }
            if let effects { try perform(effects, at: node) }
        }
    }
}
