import BankModel
import PeerProtocol
import Replica

// The shell around each replica: one transaction, then the effects, any of which may be the last.

extension World {
    mutating func start(_ node: Int) throws {
        let process = dice.bytes(16)
        let guarded = nodes[node].guarded
        var keys = nodes[node].keys
        mendDisk(of: node)
        try nodes[node].disk.reopen()
        nodes[node].replica = try nodes[node].disk.write { storage in
            for document in try storage.documents() { _ = try keys.learn(document) }
            return try Replica(keys: keys, guarded: guarded, process: process, storage: storage)
        }
        nodes[node].wakeAt = nil
        nodes[node].untold = []
        nodes[node].lastChecked = nil
        tell("start \(node) \(nodes[node].replica?.authoring.past == .known ? "" : "past unknown")")
        try watch(node)
        if nodes[node].replica?.authoring.past == .known, isAheadOfGuard(node) {
            met.add(.unguardedEntry)
        }
    }

    private func isAheadOfGuard(_ node: Int) -> Bool {
        Channel.allCases.contains { channel in
            let log = LogID(author: nodes[node].author, channel: channel)
            let head = nodes[node].watched.frontier.heads(of: log).last
            return head?.seq ?? 0 > nodes[node].guarded?[log]?.seq ?? 0
        }
    }

    /// Tells a replica what happened and does what it asks for.
    mutating func handle(_ event: Replica<SimKeyring>.Event, at node: Int) throws {
        let time = now + nodes[node].skew
        let effects = try transact(node) { replica, storage in
            try replica.handle(event, at: time, in: &storage)
        }
        if let effects {
            if effects.contains(.pastKnown) { met.add(.pastHeard) }
            try perform(effects, at: node)
        } else if nodes[node].replica == nil {
            return
        } else if case .received(let number, _) = event {
            // Frames are lost, so the stream is: the connection has to go.
            if let wire = wires[number] { hangUp(number, wire.side(of: node)) }
            nodes[node].untold.append(number)
        } else if case .closed(let number) = event {
            nodes[node].untold.append(number)
        }
    }

    /// One transaction: memory and disk move together or not at all; nil where they did not.
    mutating func transact<Result>(
        _ node: Int,
        _ body: (inout Replica<SimKeyring>, inout Disk.Transaction) throws -> Result
    ) throws -> Result? {
        guard var replica = nodes[node].replica else { return nil }
        do {
            let result = try nodes[node].disk.write { try body(&replica, &$0) }
            nodes[node].replica = replica
            try watch(node)
            return result
        } catch is DiskFull {
            tell("disk full at \(node)")
            met.add(.diskFull)
            nodes[node].fullWrites -= 1
            if nodes[node].fullWrites <= 0 { mendDisk(of: node) }
            return nil
        } catch is Crash {
            tell("crash in a transaction of \(node)")
            met.add(.crashInTransaction)
            crash(node)
            return nil
        }
    }

    mutating func mendDisk(of node: Int) {
        nodes[node].fullWrites = 0
        nodes[node].disk.mend()
    }

    mutating func perform(_ effects: [Effect], at node: Int) throws {
        let isWrite = effects.contains { if case .advanceGuard = $0 { true } else { false } }
        let isCrashing = !isHealed && ledger.crashesDue > 0 && dice.chance(isWrite ? 60 : 10)
        let last = isCrashing ? dice.below(min(4, effects.count) + 1) : effects.count
        for effect in effects.prefix(last) {
            guard nodes[node].replica != nil else { return }
            try perform(effect, at: node)
        }
        if isCrashing {
            ledger.crashesDue -= 1
            met.add(.crashBetweenEffects)
            crash(node)
        }
        for number in nodes[node].untold where nodes[node].fullWrites == 0 {
            nodes[node].untold.removeAll { $0 == number }
            try handle(.closed(number), at: node)
        }
    }

    private mutating func perform(_ effect: Effect, at node: Int) throws {
        switch effect {
        case .advanceGuard(let log, let head):
            nodes[node].guarded = (nodes[node].guarded ?? [:]).merging([log: head]) { $1 }
        case .send(let number, let payload):
            let entries = try checkDurable(payload, at: node)
            send(payload, holding: entries, on: number, from: node)
        case .authenticated(let number, _):
            if let side = wires[number]?.side(of: node) {
                wires[number]?.sides[side].isAuthenticated = true
            }
        case .close(let number, let reason):
            tell("close \(number) by \(node): \(reason)")
            if let side = wires[number]?.side(of: node) {
                hangUp(number, side)
                schedule.add(.closed(number, side: side), at: now + Int64(dice.below(200)))
            }
        case .wake(let time):
            guard time > now + nodes[node].skew else {
                throw LawBreach("node \(node) asks to be woken at a time that has passed")
            }
            nodes[node].wakeAt = time
            schedule.add(.wake(node), at: max(now + 1, time - nodes[node].skew))
        case .pastKnown:
            try publishDrafts(at: node)
        case .documentsChanged: met.add(.learnedRoster)
        case .arrived, .note: break
        }
    }

    mutating func wake(_ node: Int) throws {
        guard let wakeAt = nodes[node].wakeAt, wakeAt <= now + nodes[node].skew else { return }
        nodes[node].wakeAt = nil
        try handle(.woke, at: node)
    }

    /// The process dies; what it sent may still arrive, and not every peer is told.
    mutating func crash(_ node: Int) {
        guard nodes[node].replica != nil else { return }
        tell("crash \(node)")
        nodes[node].replica = nil
        for (number, wire) in wires.sorted(by: { $0.key < $1.key }) where wire.nodes.contains(node)
        {
            let side = wire.side(of: node)
            guard wire.sides[side].isOpen else { continue }
            wires[number]?.sides[side].isOpen = false
            if dice.chance(60) {
                let last = wire.sides[1 - side].inbox.last?.arrives ?? now
                schedule.add(.lost(number, side: 1 - side), at: last + 1)
            }
        }
        schedule.add(.restart(node), at: now + Int64(dice.below(8_000)))
    }
}
