import BankModel
import PeerProtocol
import Replica

// Connections: dialled, slow, cut, half-open.

extension World {
    mutating func dial(from: Int, to: Int) throws {
        let isIdle = !wires.values.contains { wire in
            wire.joins(from, to) && wire.sides[wire.side(of: from)].isOpen
        }
        if isIdle { try connect(from: from, to: to) }
        schedule.add(.dial(from: from, to: to), at: now + 500 + Int64(dice.below(3000)))
    }

    mutating func connect(from: Int, to: Int) throws {
        guard nodes[from].replica != nil, nodes[to].replica != nil,
            !cuts.contains(Scenario.Link(from, to))
        else { return }
        wireCount += 1
        let number = wireCount
        let wire = Wire(from: from, to: to, at: now, line: line ?? drawLine())
        wires[number] = wire
        tell("connect \(number): \(from) to \(to)")
        for side in dice.chance(50) ? [0, 1] : [1, 0] {
            schedule.add(.silence(number, side: side), at: now + Limits.idleMilliseconds)
            schedule.add(.helloDue(number, side: side), at: now + Limits.helloMilliseconds)
            let link = Session.Link(
                isDialled: side == 0,
                certified: nodes[wire.nodes[1 - side]].author,
                ownLeaf: leaf(of: wire.nodes[side]),
                peerLeaf: leaf(of: wire.nodes[1 - side])
            )
            try handle(.opened(number, link, challenge: dice.bytes(32)), at: wire.nodes[side])
        }
    }

    private mutating func drawLine() -> Line {
        Line(
            bytesPerMillisecond: dice.pick([10, 100, 100_000]) ?? 100,
            delay: Int64(1 + dice.below(60)),
            kernelBytes: dice.pick([0, 512 * 1024]) ?? 0
        )
    }

    private func leaf(of node: Int) -> Hash256 {
        Hash256(hashing: Array("leaf \(nodes[node].author)".utf8))
    }

    /// Puts a payload on its way.
    mutating func send(
        _ payload: [UInt8],
        holding entries: [EntryHash] = [],
        on number: UInt64,
        from node: Int
    ) {
        guard var wire = wires[number] else { return }
        let side = wire.side(of: node)
        guard wire.sides[side].isOpen else { return }
        mark(UInt64(payload.count))
        let left = wire.carry(payload.count, from: side, at: now)
        schedule.add(.drained(number, side: side), at: max(now, wire.drainsAt(side)))
        if !wire.sides[side].isDeaf {
            let last = wire.sides[1 - side].inbox.last?.arrives ?? 0
            let arrives = max(last, left + wire.line.delay + Int64(dice.below(20)))
            wire.sides[1 - side].inbox.append(
                Wire.Parcel(arrives: arrives, payload: payload, entries: entries)
            )
            schedule.add(.arrive(number, side: 1 - side), at: arrives)
        }
        wires[number] = wire
    }

    mutating func arrive(_ number: UInt64, _ side: Int) throws {
        guard var wire = wires[number], !wire.sides[side].inbox.isEmpty else { return }
        let parcels = wire.sides[side].inbox.prefix { $0.arrives <= now }
        wire.sides[side].inbox.removeFirst(parcels.count)
        wire.sides[side].lastHeard = now
        wires[number] = wire
        let node = wire.nodes[side]
        guard wire.sides[side].isOpen, nodes[node].replica != nil else {
            let later = now + wire.line.delay
            if dice.chance(70) { schedule.add(.lost(number, side: 1 - side), at: later) }
            return
        }
        guard !parcels.isEmpty else { return }
        schedule.add(.silence(number, side: side), at: now + Limits.idleMilliseconds)
        for hash in parcels.flatMap(\.entries) {
            let first = nodes[node].delivered[hash, default: [:]]
                .updateValue(number, forKey: wire.nodes[1 - side])
            if let first, first != number { met.add(.deliveredTwice) }
        }
        try handle(.received(number, parcels.map { ReceivedFrame($0.payload) }), at: node)
    }

    mutating func drained(_ number: UInt64, _ side: Int) throws {
        guard let wire = wires[number], wire.sides[side].isOpen, wire.drainsAt(side) <= now
        else { return }
        try handle(.writable(number), at: wire.nodes[side])
    }

    /// This end learns that the connection is gone.
    mutating func lose(_ number: UInt64, _ side: Int) throws {
        guard let wire = wires[number], wire.sides[side].isOpen else { return }
        wires[number]?.sides[side].isOpen = false
        tell("lost \(number) at \(wire.nodes[side])")
        try handle(.closed(number), at: wire.nodes[side])
    }

    mutating func checkSilence(_ number: UInt64, _ side: Int) throws {
        guard let wire = wires[number], wire.sides[side].isOpen,
            wire.sides[side].lastHeard + Limits.idleMilliseconds <= now
        else { return }
        tell("silence on \(number) at \(wire.nodes[side])")
        try shut(number, side)
    }

    mutating func checkHello(_ number: UInt64, _ side: Int) throws {
        guard let wire = wires[number], wire.sides[side].isOpen,
            !wire.sides[side].isAuthenticated
        else { return }
        try shut(number, side)
    }

    /// The transport ends the connection at this end.
    private mutating func shut(_ number: UInt64, _ side: Int) throws {
        hangUp(number, side)
        guard let wire = wires[number] else { return }
        try handle(.closed(number), at: wire.nodes[side])
    }

    /// This end closes once what it sent has left; the other end hears of it, or not.
    mutating func hangUp(_ number: UInt64, _ side: Int) {
        guard let wire = wires[number], wire.sides[side].isOpen else { return }
        wires[number]?.sides[side].isOpen = false
        if !wire.sides[side].isDeaf {
            let last = wire.sides[1 - side].inbox.last?.arrives ?? now
            schedule.add(
                .lost(number, side: 1 - side),
                at: max(last, wire.sides[side].idleAt + wire.line.delay) + 1
            )
        }
    }
}
