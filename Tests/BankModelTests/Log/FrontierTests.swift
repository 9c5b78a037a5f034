import BankModel
import Simulation
import Testing

/// The heads of every log, in order, whatever order they were given in.
@Suite struct FrontierTests {
    private static let logs = ["us", "us.2", "ru"].flatMap { name in
        Channel.allCases.map { LogID(author: Sample.author(name), channel: $0) }
    }
    private static let heads = (1...4 as ClosedRange<UInt8>).map {
        Head(seq: UInt64($0), hash: Hash256(hashing: [$0]))
    }

    @Test func `logs and heads come sorted, and a log without heads is absent`() {
        let frontier = Frontier([
            Self.logs[0]: Self.heads.reversed(), Self.logs[3]: [], Self.logs[5]: [Self.heads[0]],
            Self.logs[4]: [Self.heads[1]],
        ])
        #expect(frontier.logs.map(\.log) == [Self.logs[4], Self.logs[5], Self.logs[0]])
        #expect(frontier.heads(of: Self.logs[0]) == Self.heads)
        #expect(frontier.heads(of: Self.logs[3]) == [])
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `setting logs one by one gives the frontier of them all`(seed: UInt64) {
        var dice = Dice(seed: seed)
        var model: [LogID: [Head]] = [:]
        var frontier = Frontier()
        for _ in 0..<40 {
            guard let log = dice.pick(Self.logs) else { continue }
            let heads = Self.heads.filter { _ in dice.chance(40) }.shuffled(using: &dice)
            model[log] = heads
            frontier.set(heads, of: log)
            #expect(frontier == Frontier(model), "seed \(seed)")
            #expect(frontier.heads(of: log) == heads.sorted())
        }
    }

    @Test func `one head more, or another, makes another frontier`() {
        let log = Self.logs[0]
        let one = Frontier([log: [Self.heads[0]]])
        #expect(one == Frontier([log: [Self.heads[0]]]))
        for other in [
            Frontier(), Frontier([log: [Self.heads[1]]]), Frontier([log: Array(Self.heads[0...1])]),
            Frontier([Self.logs[1]: [Self.heads[0]]]),
        ] {
            #expect(other != one)
        }
    }
}
