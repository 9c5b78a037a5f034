import BankModel
import Simulation
import Testing

/// Law 1: a bank is a function of the set of its entries.
@Suite struct OrderTests {
    @Test(arguments: 0..<60 as Range<UInt64>)
    func `a history gives what the oracle says`(seed: UInt64) throws {
        let history = try History(seed: seed, authors: History.authors(3), steps: 60)
        let oracle = Oracle(of: history.entries, charter: history.members.charter)
        let bank = try Self.bank(of: history.entries, history)
        #expect(oracle.difference(from: bank) == nil, "seed \(seed)")
    }

    @Test(arguments: 0..<24 as Range<UInt64>)
    func `values that pile up on forked logs are bounded as the oracle says`(
        seed: UInt64
    ) throws {
        let history = try History(
            seed: seed,
            authors: History.authors(2),
            steps: 90,
            [.forks, .piles]
        )
        let oracle = Oracle(of: history.entries, charter: history.members.charter)
        var dice = Dice(seed: seed)
        for _ in 0..<3 {
            let order = CausalOrder.shuffled(history.entries, &dice)
            let bank = try Self.bank(of: order, history)
            #expect(oracle.difference(from: bank) == nil, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `any causal order gives the same bank`(seed: UInt64) throws {
        let history = try History(seed: seed, authors: History.authors(3), steps: 50)
        let first = try Self.bank(of: history.entries, history)
        var dice = Dice(seed: seed)
        for _ in 0..<4 {
            let order = CausalOrder.shuffled(history.entries, &dice)
            let other = try Self.bank(of: order, history)
            #expect(Likeness(of: other) == Likeness(of: first), "seed \(seed)")
        }
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `every causal order of a few entries gives the same bank`(seed: UInt64) throws {
        let history = try History(seed: seed, authors: History.authors(3), steps: 9)
        let first = try Self.bank(of: history.entries, history)
        for order in CausalOrder.all(Array(history.entries.prefix(6))) where order.count > 2 {
            let whole = order + history.entries.dropFirst(6)
            #expect(
                try Likeness(of: Self.bank(of: whole, history)) == Likeness(of: first),
                "seed \(seed)"
            )
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `an entry that comes again changes nothing`(seed: UInt64) throws {
        let history = try History(seed: seed, authors: History.authors(3), steps: 40)
        var dice = Dice(seed: seed)
        var doubled: [Entry] = []
        for entry in history.entries {
            doubled.append(entry)
            doubled += (0..<dice.below(3)).compactMap { _ in dice.pick(doubled) }
        }
        let once = try Self.bank(of: history.entries, history)
        #expect(try Likeness(of: Self.bank(of: doubled, history)) == Likeness(of: once))
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func `at equal frontiers the same conflicts are open on both sides`(seed: UInt64) throws {
        let history = try History(seed: seed, authors: History.authors(2), steps: 50)
        var dice = Dice(seed: seed)
        let left = try Self.bank(of: CausalOrder.shuffled(history.entries, &dice), history)
        let right = try Self.bank(of: CausalOrder.shuffled(history.entries, &dice), history)
        #expect(left.allConflicts.map(\.id) == right.allConflicts.map(\.id))
        #expect(left.frontier() == right.frontier())
    }

    @Test func `histories are worth the trouble`() throws {
        var conflicts = 0
        var crossed = 0
        var invalid = 0
        var forked = 0
        var piled = 0
        for seed in 0..<20 as Range<UInt64> {
            let history = try History(seed: seed, authors: History.authors(3), steps: 60)
            let bank = try Self.bank(of: history.entries, history)
            conflicts += bank.allConflicts.count
            crossed += bank.allConflicts.count { $0.kind == .editWithdrawal }
            invalid += bank.allInvalidities.count
            forked += bank.frontier().logs.count { bank.isForked($0.log) }
            let piles = try History(seed: seed, authors: History.authors(2), steps: 90, .piles)
            piled += try Self.bank(of: piles.entries, piles).allInvalidities.values
                .count { $0 == Invalidity.tooManySiblings.description }
        }
        #expect(conflicts > 20 && crossed > 5 && invalid > 20 && forked > 10 && piled > 10)
    }

    static func bank(of entries: [Entry], _ history: History) throws -> MemoryBank {
        var bank = MemoryBank()
        for entry in entries {
            _ = try bank.apply(entry, charter: history.members.charter, receivedAt: 0)
        }
        return bank
    }
}
