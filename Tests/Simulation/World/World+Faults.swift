import BankModel
import PeerProtocol

// What breaks, and how it is mended.

extension World {
    mutating func breakSomething() throws {
        guard let kind = dice.pick(scenario.kinds.sorted { "\($0)" < "\($1)" }) else { return }
        let node = dice.below(nodes.count)
        switch kind {
        case .cut: cutLink()
        case .halfOpen: halfOpen()
        case .crash:
            if dice.chance(30) { crash(node) } else { ledger.crashesDue += 1 }
            if dice.chance(50) { nodes[node].backups.append(try backup(of: node)) }
        case .diskFull: nodes[node].fullWrites = 1 + dice.below(3)
        case .restore: try restore(node, withGuard: false)
        case .restoreWithGuard: try restore(node, withGuard: true)
        case .doubleDial:
            if let link = dice.pick(scenario.links) {
                try connect(from: link.first, to: link.second)
                if dice.chance(50) { try connect(from: link.second, to: link.first) }
            }
        case .pause:
            guard let link = dice.pick(scenario.links) else { return }
            let partner = nodes[link.second].author.partner
            tell("pause \(partner) at \(link.first)")
            try setPaused(true, partner, at: link.first)
            schedule.add(.resume(link.first, partner), at: now + Int64(dice.below(20_000)))
        }
    }

    private mutating func cutLink() {
        guard let link = dice.pick(scenario.links) else { return }
        tell("cut \(link.first)-\(link.second)")
        cuts.insert(link)
        schedule.add(.mend(link), at: now + Int64(dice.below(30_000)))
        for (number, wire) in wires.sorted(by: { $0.key < $1.key })
        where Set(wire.nodes) == [link.first, link.second] {
            if dice.chance(50) {
                wires[number]?.sides[0].inbox = []
                wires[number]?.sides[1].inbox = []
            }
            for side in 0...1 {
                wires[number]?.sides[side].isDeaf = true
                if dice.chance(50) { schedule.add(.lost(number, side: side), at: now + 1) }
            }
        }
    }

    private mutating func halfOpen() {
        guard let number = dice.pick(wires.keys.sorted().filter { isOpen($0) }) else { return }
        let side = dice.below(2)
        tell("half-open \(number)")
        wires[number]?.sides[side].isDeaf = true
        switch dice.below(3) {
        case 0: schedule.add(.lost(number, side: side), at: now + 1)
        case 1: schedule.add(.lost(number, side: 1 - side), at: now + Int64(dice.below(4000)))
        default: wires[number]?.sides[1 - side].isDeaf = true
        }
    }

    private func isOpen(_ number: UInt64) -> Bool {
        wires[number]?.sides.contains { $0.isOpen } ?? false
    }

    private func backup(
        of node: Int
    ) throws -> (disk: Disk, guarded: [LogID: Head]?) {
        (try nodes[node].disk.copy(), nodes[node].guarded)
    }

    /// Puts an old database back; the guard stays as it is, or comes back with it, or is lost.
    private mutating func restore(_ node: Int, withGuard: Bool) throws {
        guard let old = dice.pick(nodes[node].backups) else {
            nodes[node].backups.append(try backup(of: node))
            return
        }
        crash(node)
        nodes[node].disk = try old.disk.copy()
        nodes[node].watched = .init()
        if withGuard {
            nodes[node].guarded = dice.chance(70) ? old.guarded : nil
            if nodes[node].guarded != nil { ledger.mayFork.insert(nodes[node].author) }
        }
        tell("restore \(node), guard \(withGuard ? "too" : "kept")")
        try forgetUnshared()
    }

    /// What only the lost database held was never told to anybody, and is gone.
    private mutating func forgetUnshared() throws {
        var held: Set<EntryHash> = []
        for node in nodes {
            for hash in ledger.acknowledged
            where try node.disk.read({ try $0.facts(of: hash) }) != nil {
                held.insert(hash)
            }
        }
        ledger.acknowledged = held
    }

    /// Everything works from now on.
    mutating func heal() throws {
        tell("heal")
        isHealed = true
        cuts = []
        ledger.crashesDue = 0
        for node in nodes.indices {
            nodes[node].fullWrites = 0
            if nodes[node].replica == nil { try start(node) }
            for partner in members.charter.partners {
                try setPaused(false, partner.id, at: node)
            }
        }
    }

    /// Two live nodes use one key: each is heard in turn, and one is switched off for good.
    mutating func retireClones() throws {
        for (node, author) in scenario.authors.enumerated() {
            guard let twin = scenario.authors.firstIndex(of: author), twin < node else { continue }
            retired = [twin]
            crash(twin)
            try advance(by: 70_000)
            retired = [node]
            crash(node)
            try start(twin)
        }
    }
}
