package import BankModel
internal import PeerProtocol

/// What became of a write.
package enum WriteOutcome: Equatable, Sendable {
    /// It is in the log: the entries, in order.
    case written([Entry])
    /// It waits, durably, until our past is known.
    case draft(Int64)
}

extension Replica {
    /// Writes an operator's changes.
    ///
    /// - Throws: `WriteRefusal`, or what the storage throws; the transaction is to be rolled back.
    package mutating func write(
        _ changes: [AuthoredChange],
        to channel: Channel,
        summary: String,
        _ circumstances: Authoring.Circumstances,
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws -> WriteOutcome {
        if let seal { throw WriteRefusal.sealed(by: seal) }
        try checkStage(of: changes, in: storage)
        guard authoring.past == .known else {
            let draft = StoredDraft(
                number: 0,
                operatorName: circumstances.operatorName,
                at: circumstances.now,
                summary: summary,
                bytes: DraftCodec.bytes(of: changes, channel: channel)
            )
            return .draft(try storage.keep(draft))
        }
        effects += authoring.guardLeftovers()
        let entries = try authoring.write(
            changes,
            to: channel,
            circumstances,
            keys: keys,
            into: &storage
        )
        guardHeads(of: entries, &effects)
        try learnStanding(from: entries, at: circumstances.now, in: storage, &effects)
        try spread(at: circumstances.now, in: storage, &effects)
        try settle(at: circumstances.now, in: &storage, &effects)
        return .written(entries)
    }

    /// A human says that nothing of our past is missing.
    package mutating func confirmPast(
        at now: Int64,
        in storage: inout some ReplicaStorage
    ) throws -> [Effect] {
        var effects: [Effect] = []
        try knowPast(in: &storage, &effects)
        try settle(at: now, in: &storage, &effects)
        return effects
    }

    /// Whether everybody was heard and all that they hold of our logs is back.
    ///
    /// Every author of every partner, our own included: what we signed may be held by any one node.
    /// What the guard names and nobody gives back is lost until a human says so.
    mutating func reviewPast(
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        guard authoring.past != .known else { return }
        let others = keys.rosters.values.flatMap(\.authors)
            .filter { !$0.isRevoked && $0.id != keys.author }
        guard keys.charter.partners.allSatisfy({ keys.rosters[$0.id] != nil }),
            others.allSatisfy({ heardSinceStart.contains($0.id) }),
            try authoring.holdsGuarded(in: storage)
        else { return }
        for receipt in try storage.receipts() {
            for channel in Channel.allCases {
                let own = LogID(author: keys.author, channel: channel)
                for head in receipt.frontier.heads(of: own)
                where try storage.facts(of: head.hash) == nil { return }
            }
        }
        try knowPast(in: &storage, &effects)
    }

    private mutating func knowPast(
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        authoring.confirmPast()
        try reviewFarewell(in: storage)
        try storage.takeBack(.pastUnknown, subject: Alarm.pastSubject)
        for channel in Channel.allCases {
            let own = LogID(author: keys.author, channel: channel)
            if let head = frontier.heads(of: own).last {
                effects.append(.advanceGuard(own, head))
            }
        }
        effects.append(.pastKnown)
    }

    private func guardHeads(of entries: [Entry], _ effects: inout [Effect]) {
        var newest: [LogID: Head] = [:]
        for entry in entries { newest[entry.header.log] = entry.head }
        for (log, head) in newest.sorted(by: { $0.key < $1.key }) {
            effects.append(.advanceGuard(log, head))
        }
    }
}
