import BankModel
import PeerProtocol
import Replica

/// Whole nodes in one process: virtual time, one seed, a faulty network and faulty disks.
///
/// The same code as in the daemon runs here, step by step; after each step the laws are checked.
package struct World<Disk: SimDisk> {
    let scenario: Scenario
    let members: Membership
    var nodes: [SimNode<Disk>] = []
    var wires: [UInt64: Wire] = [:]
    var schedule = Schedule<Happening>()
    var dice: Dice
    /// True time, in milliseconds since 1970.
    var now: Int64 = Terrain.dawn
    var wireCount: UInt64 = 0
    var cuts: Set<Scenario.Link> = []
    /// What every connection is made over; nil where each draws its own.
    var line: Line?
    /// No more faults: the network is whole and everybody stays up.
    var isHealed = false
    /// Clones that were found out and switched off.
    var retired: Set<Int> = []
    var ledger = Ledger()
    /// What has been met so far.
    package internal(set) var met = Tally()
    /// The last things that happened, for people.
    var story: [String] = []
    /// A sum over everything that happened: equal only for equal runs.
    package private(set) var trace: UInt64 = 0

    enum Happening: Sendable {
        case dial(from: Int, to: Int)
        case arrive(UInt64, side: Int)
        case drained(UInt64, side: Int)
        case lost(UInt64, side: Int)
        case closed(UInt64, side: Int)
        case silence(UInt64, side: Int)
        case helloDue(UInt64, side: Int)
        case wake(Int)
        case act(Int)
        case fault
        case restart(Int)
        case mend(Scenario.Link)
        case unpause(Int, PartnerID)
        case resume(Int)
        case mischief(Int)
    }

    /// A world as its seed has it, before anything has happened.
    package init(seed: UInt64, scenario: Scenario, disk: (Int) throws -> Disk) throws {
        dice = Dice(seed: seed)
        self.scenario = scenario
        members = Membership(
            of: Array(Set(scenario.authors)).sorted(),
            roster: scenario.hasLateRoster ? 2 : 1
        )
        for (index, author) in scenario.authors.enumerated() {
            let keys = members.keyring(of: author, lateRosters: scenario.hasLateRoster)
            var node = SimNode(keys, disk: try disk(index))
            node.workload = Workload(terrain: scenario.terrain)
            node.skew = Int64(dice.below(120_000)) - 60_000
            nodes.append(node)
        }
        for index in nodes.indices { try start(index) }
        for link in scenario.links {
            schedule.add(.dial(from: link.first, to: link.second), at: now + 1)
            schedule.add(.dial(from: link.second, to: link.first), at: now + 1)
        }
        for _ in 0..<scenario.acts {
            schedule.add(.act(dice.below(nodes.count)), at: now + Int64(dice.below(90_000)))
        }
        for _ in 0..<scenario.faults {
            schedule.add(.fault, at: now + Int64(dice.below(90_000)))
        }
        for node in scenario.hostile.sorted() {
            for _ in 0..<6 {
                schedule.add(.mischief(node), at: now + Int64(dice.below(90_000)))
            }
        }
    }

    /// Runs the troubled time, then heals everything and checks that all nodes come to one bank.
    package mutating func run() throws {
        try advance(by: 100_000)
        try heal()
        try retireClones()
        try advance(by: 110_000)
        try confirmPasts()
        try advance(by: 40_000)
        try settleParts()
        for node in nodes.indices where !retired.contains(node) {
            try answer(node)
            try act(node)
        }
        try advance(by: 40_000)
        try checkConvergence()
    }

    /// What happened last, for people.
    package var lastSteps: String { story.suffix(60).joined(separator: "\n") }

    mutating func advance(by milliseconds: Int64) throws {
        let end = now + milliseconds
        while let next = schedule.next(until: end) {
            now = max(now, next.time)
            mark(UInt64(now))
            try happen(next.happening)
        }
        now = end
    }

    private mutating func happen(_ happening: Happening) throws {
        switch happening {
        case .dial(let from, let to): try dial(from: from, to: to)
        case .arrive(let number, let side): try arrive(number, side)
        case .drained(let number, let side): try drained(number, side)
        case .lost(let number, let side): try lose(number, side)
        case .closed(let number, let side):
            guard let wire = wires[number] else { return }
            try handle(.closed(number), at: wire.nodes[side])
        case .silence(let number, let side): try checkSilence(number, side)
        case .helloDue(let number, let side): try checkHello(number, side)
        case .wake(let node): try wake(node)
        case .act(let node): try act(node)
        case .fault: if !isHealed { try breakSomething() }
        case .restart(let node):
            if nodes[node].replica == nil, !retired.contains(node) { try start(node) }
        case .mend(let link): cuts.remove(link)
        case .unpause(let node, let partner): try setPaused(false, partner, at: node)
        case .resume(let node): try resume(node)
        case .mischief(let node): if !isHealed { try misbehave(node) }
        }
    }

    mutating func tell(_ step: String) {
        let line = "\(now - Terrain.dawn) \(step)"
        for byte in line.utf8 { mark(UInt64(byte)) }
        story.append(line)
        if story.count > 400 { story.removeFirst(200) }
    }

    /// Adds to `trace` (the FNV-1a hash, a word at a time).
    mutating func mark(_ word: UInt64) { trace = (trace ^ word) &* 0x100_0000_01B3 }
}

extension World: Sendable where Disk: Sendable {}
