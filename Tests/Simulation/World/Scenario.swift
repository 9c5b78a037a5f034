package import BankModel

/// What a simulated run is made of; drawn from its seed.
package struct Scenario: Equatable, Sendable {
    /// The authors, one node each; one that stands twice is a clone with a copy of its key.
    package var authors: [AuthorID]
    /// Which nodes are ever connected.
    package var links: [Link]
    /// Nodes whose partner misbehaves.
    package var hostile: Set<Int>
    /// Acts of operators.
    package var acts: Int
    /// Faults of network, disk and process.
    package var faults: Int
    /// Which faults there are.
    package var kinds: Set<Fault>

    /// Where most records lie; nil where it does not matter.
    package var terrain: Terrain?

    /// Whether only the partner of a second author begins with the roster that lists it.
    package var hasLateRoster: Bool

    /// Whether two nodes have one author's key.
    var hasClone: Bool { Set(authors).count < authors.count }

    /// Two nodes that may be connected.
    package struct Link: Hashable, Comparable, Sendable {
        let first: Int
        let second: Int

        package init(_ first: Int, _ second: Int) {
            self.first = min(first, second)
            self.second = max(first, second)
        }

        package static func < (left: Self, right: Self) -> Bool {
            (left.first, left.second) < (right.first, right.second)
        }
    }

    /// A kind of fault.
    package enum Fault: CaseIterable, Sendable {
        /// A link is cut for a while.
        case cut
        /// A connection dies at one end only, or in one direction.
        case halfOpen
        /// A process dies, within a transaction, after it, or between its effects.
        case crash
        /// A disk has no room for a few transactions.
        case diskFull
        /// An old database is put back, under the guard as it is.
        case restore
        /// An old database is put back together with its guard, or without one.
        case restoreWithGuard
        /// Both sides dial though they are connected.
        case doubleDial
        /// A sync is paused for a while.
        case pause
        /// A partner suspends its part for a while.
        case suspend
    }

    /// The scenario of a seed; on bad disks, most faults are theirs.
    package init(seed: UInt64, badDisks: Bool = false) {
        var dice = Dice(seed: seed &* 0x2545_F491_4F6C_DD1D &+ 1)
        let count = dice.pick([2, 2, 3, 3, 4]) ?? 2
        authors = History.authors(count)
        if count > 2, dice.chance(25), let second = AuthorID("us.2") { authors[count - 1] = second }
        hasLateRoster = dice.chance(50)
        hostile = dice.chance(30) ? [dice.below(count)] : []
        if dice.chance(12), let twin = dice.pick(authors) { authors.append(twin) }
        let nodes = authors.indices
        let isLine = count > 2 && dice.chance(40)
        links = []
        for first in nodes {
            for second in nodes.dropFirst(first + 1) where authors[first] != authors[second] {
                let isClone = second == count || first == count
                if !isLine || isClone || second == first + 1 { links.append(Link(first, second)) }
            }
        }
        acts = 10 + dice.below(25)
        faults = dice.below(10)
        kinds = Set(Fault.allCases.filter { _ in dice.chance(60) })
        guard badDisks else { return }
        faults += 8
        let others = Fault.allCases.filter { kinds.contains($0) && dice.chance(30) }
        kinds = Set(others + [.crash, .diskFull, .restore, .restoreWithGuard])
    }
}
