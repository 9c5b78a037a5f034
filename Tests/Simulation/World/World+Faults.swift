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
            try crashSomehow(node)
            if dice.chance(50) { nodes[node].backups.append(try backup(of: node)) }
        case .diskFull:
            guard nodes[node].replica != nil else { return }
            nodes[node].fullWrites = 1 + dice.below(3)
            nodes[node].disk.fail(.full, after: dice.below(Disk.stepsPerTransaction))
        case .restore: try restore(node, withGuard: false)
        case .restoreWithGuard: try restore(node, withGuard: true)
        case .doubleDial:
            if let link = dice.pick(scenario.links) {
                if isJoined(link) { met.add(.doubleDial) }
                try connect(from: link.first, to: link.second)
                if dice.chance(50) { try connect(from: link.second, to: link.first) }
            }
        case .pause:
            guard let link = dice.pick(scenario.links) else { return }
            let partner = nodes[link.second].author.partner
            tell("pause \(partner) at \(link.first)")
            met.add(.pause)
            try setPaused(true, partner, at: link.first)
            schedule.add(.unpause(link.first, partner), at: now + Int64(dice.below(20_000)))
        case .suspend:
            try suspend(node)
            schedule.add(.resume(node), at: now + Int64(dice.below(60_000)))
        }
    }

    /// A process dies at once, between the effects of a later transaction, or while it writes.
    private mutating func crashSomehow(_ node: Int) throws {
        switch dice.below(3) {
        case 0:
            met.add(.crash)
            crash(node)
        case 1: ledger.crashesDue += 1
        default:
            guard nodes[node].replica != nil else { return }
            nodes[node].disk.fail(.crash, after: dice.below(3 * Disk.stepsPerTransaction))
        }
    }

    private mutating func cutLink() {
        guard let link = dice.pick(scenario.links) else { return }
        tell("cut \(link.first)-\(link.second)")
        if isJoined(link) { met.add(.cut) }
        cuts.insert(link)
        schedule.add(.mend(link), at: now + Int64(dice.below(30_000)))
        for (number, wire) in wires.sorted(by: { $0.key < $1.key })
        where wire.joins(link.first, link.second) {
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
        let isLive = wires[number]?.isLive ?? false
        tell("half-open \(number)")
        wires[number]?.sides[side].isDeaf = true
        switch dice.below(4) {
        case 0: schedule.add(.lost(number, side: side), at: now + 1)
        case 1: schedule.add(.lost(number, side: 1 - side), at: now + Int64(dice.below(4000)))
        case 2: wires[number]?.sides[1 - side].isDeaf = true
        default:
            if isLive { met.add(.oneWayLoss) }
            return
        }
        if isLive { met.add(.halfOpen) }
    }

    private func isOpen(_ number: UInt64) -> Bool {
        wires[number]?.sides.contains { $0.isOpen } ?? false
    }

    private func isJoined(_ link: Scenario.Link) -> Bool {
        wires.values.contains { $0.isLive && $0.joins(link.first, link.second) }
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
        let held = nodes[node].watched.held
        nodes[node].disk = try old.disk.copy()
        nodes[node].watched = .init()
        try watch(node)
        let isOlder = nodes[node].watched.held.count < held.count
        var occurrence = Occurrence.restoreUnderGuard
        if withGuard {
            nodes[node].guarded = dice.chance(70) ? old.guarded : nil
            if nodes[node].guarded != nil {
                ledger.mayFork.insert(nodes[node].author)
                occurrence = .restoreWithGuard
            } else {
                ledger.unguarded.insert(nodes[node].author)
                occurrence = .restoreWithoutGuard
            }
        }
        if isOlder { met.add(occurrence) }
        tell("restore \(node), \(occurrence)")
        forgetUnshared(among: held)
        try findAgain(at: node)
    }

    /// What only the lost database held is gone: nobody who is asked can know of it.
    private mutating func forgetUnshared(among before: Set<EntryHash>) {
        let held = nodes.reduce(into: Set<EntryHash>()) { $0.formUnion($1.watched.held) }
        ledger.acknowledged.formIntersection(held)
        ledger.lost.formUnion(before.subtracting(held))
    }

    /// What was gone may come back with a backup, when an author whose guard was lost, and named
    /// nothing to wait for, has long written on.
    private mutating func findAgain(at node: Int) throws {
        let found = ledger.lost.intersection(nodes[node].watched.held)
        for hash in found {
            let facts = try nodes[node].disk.read { try $0.facts(of: hash) }
            if let author = facts?.log.author, ledger.unguarded.contains(author) {
                ledger.mayFork.insert(author)
            }
        }
        ledger.lost.subtract(found)
    }

    /// Everything works from now on.
    mutating func heal() throws {
        tell("heal")
        isHealed = true
        cuts = []
        ledger.crashesDue = 0
        for node in nodes.indices {
            mendDisk(of: node)
            if nodes[node].replica == nil { try start(node) }
            for partner in members.charter.partners {
                try setPaused(false, partner.id, at: node)
            }
        }
        try resumeAll()
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
