import BankModel
import PeerProtocol
import Replica

// What a partner does who cannot be trusted.

extension World {
    mutating func misbehave(_ node: Int) throws {
        guard nodes[node].replica != nil else { return }
        switch dice.below(6) {
        case 0: try sendGarbage(from: node)
        case 1: try sendOrphan(from: node)
        case 2: try replay(from: node)
        case 3: try fork(node)
        default: try signNonsense(node)
        }
    }

    /// The hostile node's live connections.
    private func openWires(of node: Int) -> [UInt64] {
        wires.keys.sorted().filter { number in
            guard let wire = wires[number], wire.nodes.contains(node) else { return false }
            return wire.sides[wire.side(of: node)].isAuthenticated
                && wire.sides[wire.side(of: node)].isOpen
        }
    }

    private mutating func sendGarbage(from node: Int) throws {
        guard let number = dice.pick(openWires(of: node)) else { return }
        tell("garbage from \(node)")
        met.add(.garbage)
        send(dice.bytes(dice.below(200)), on: number, from: node)
    }

    /// An entry that stands nowhere: a wrong place, or a past that nobody has.
    private mutating func sendOrphan(from node: Int) throws {
        guard let number = dice.pick(openWires(of: node)) else { return }
        var pen = try pen(of: node)
        var header = pen.header(for: .bank)
        if dice.chance(50) {
            header.seq += UInt64(1 + dice.below(5))
        } else {
            header.previous = [Hash256(hashing: dice.bytes(8))]
        }
        let entry = pen.sign([Self.creation], under: header)
        tell("orphan from \(node)")
        met.add(.orphan)
        let message = PeerMessage.entries(log: header.log, entries: [entry.bytes])
        send(MessageCodec.bytes(of: message), on: number, from: node)
    }

    private static var creation: EntryChange {
        EntryChange(
            record: .create(kind: 1, counter: 99),
            firstIndex: 0,
            operations: [
                Operation(field: .name, merge: .register, value: .text("hostile"))
            ]
        )
    }

    /// Entries that everybody has, again.
    private mutating func replay(from node: Int) throws {
        guard let number = dice.pick(openWires(of: node)) else { return }
        let entries = try nodes[node].disk.read { try Holdings.entries(of: $0) }
        guard let entry = dice.pick(entries.sorted { $0.hash < $1.hash }) else { return }
        tell("replay from \(node)")
        met.add(.replay)
        let message = PeerMessage.entries(log: entry.header.log, entries: [entry.bytes])
        send(MessageCodec.bytes(of: message), on: number, from: node)
    }

    /// Signs a second entry beside its newest one.
    private mutating func fork(_ node: Int) throws {
        var pen = try pen(of: node)
        let log = LogID(author: pen.author, channel: .bank)
        guard let head = pen.bank.frontier().heads(of: log).first,
            pen.bank.frontier().heads(of: log).count < 4,
            let facts = pen.bank.facts(of: head.hash)
        else { return }
        var header = pen.header(for: .bank)
        header.previous = facts.previous
        header.seq = head.seq
        tell("fork by \(node)")
        try slip([pen.sign([Self.creation], under: header)], into: node)
    }

    /// Operations that must have no effect, clocks that run far ahead, logs half seen.
    private mutating func signNonsense(_ node: Int) throws {
        var pen = try pen(of: node)
        var header = pen.header(for: dice.chance(70) ? .bank : .ops)
        if dice.chance(30) { header.claimed = ClaimedTime(milliseconds: .max, counter: .max) }
        if dice.chance(30), !header.seen.isEmpty { header.seen.removeLast() }
        let changes = try Mischief.changes(
            under: header,
            in: pen.bank,
            among: ledger.records,
            &dice
        )
        tell("nonsense by \(node)")
        try slip([pen.sign(changes, under: header)], into: node)
    }

    /// The node's own pen, holding what it holds.
    private mutating func pen(of node: Int) throws -> Scribe {
        var pen = Scribe(nodes[node].author, of: members)
        pen.now = now &+ Int64(dice.below(1000))
        try pen.catchUp(with: try nodes[node].disk.read { try Holdings.entries(of: $0) })
        return pen
    }

    /// Puts entries into the hostile node's own database, and lets its process find them there.
    private mutating func slip(_ entries: [Entry], into node: Int) throws {
        let charter = members.charter
        mendDisk(of: node)
        try nodes[node].disk.write { storage in
            for entry in entries {
                _ = try storage.apply(entry, charter: charter, receivedAt: 0)
            }
        }
        crash(node)
        for entry in entries { nodes[node].guarded?[entry.header.log] = entry.head }
        try start(node)
    }
}
