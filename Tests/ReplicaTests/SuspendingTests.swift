import BankModel
import PeerProtocol
import Replica
import Simulation
import Testing

/// Between suspending and resuming: the partners are told, and then nothing is exchanged.
@Suite struct SuspendingTests {
    @Test func `a connected partner is told, the session ends, and both sides know why`() throws {
        var bench = try Bench("us", "ru")
        try bench.connect(0, 1)
        try bench.write([.saying(.suspended, because: "talks")], to: .ops, at: 0)
        try bench.settle()
        #expect(bench.nodes.allSatisfy { $0.replica.peers.isEmpty })
        #expect(bench.nodes[0].closed[1] == "this partner has suspended its part")
        #expect(bench.nodes[1].closed[1] == "the partner has suspended its part: talks")
        for node in [0, 1] {
            guard case .suspended(let statement) = bench.part(of: 0, at: node) else {
                Issue.record("node \(node) does not know")
                continue
            }
            #expect(statement.reason == "talks")
        }
        #expect(bench.nodes[0].replica.isSuspended && !bench.nodes[1].replica.isSuspended)
        #expect(!bench.isWorthCalling(1, at: 0) && bench.isWorthCalling(0, at: 1))
        #expect(
            bench.convergence(with: bench.partner(0), at: 1).reason == "it has suspended its part"
        )
        #expect(
            bench.convergence(with: bench.partner(1), at: 0).reason
                == "this partner has suspended its part"
        )
        // The last exchange of frontiers: each holds the other's word for the same.
        let frontiers = bench.nodes.map { $0.bank.receipts().first?.frontier }
        #expect(frontiers[0] == bench.nodes[0].replica.frontier && frontiers[0] == frontiers[1])
    }

    @Test func `what is written meanwhile waits on both sides, and goes once it is resumed`()
        throws
    {
        var bench = try Bench("us", "ru")
        try bench.connect(0, 1)
        try bench.write([.saying(.suspended)], to: .ops, at: 0)
        try bench.settle()
        try bench.write([.target("ours")], at: 0)
        try bench.write([.target("theirs")], at: 1)
        for (number, dialler) in [(2, 1), (3, 0)] as [(ConnectionNumber, Int)] {
            try bench.connect(dialler, 1 - dialler)
            try bench.settle()
            #expect(bench.nodes[0].closed[number]?.hasPrefix("refused by us") == true)
        }
        #expect([0, 1].map { bench.count(.target, at: $0) } == [1, 1])
        try bench.write([.saying(.resumed)], to: .ops, at: 0)
        #expect(bench.isWorthCalling(1, at: 0))
        try bench.connect(0, 1)
        try bench.settle()
        #expect([0, 1].map { bench.count(.target, at: $0) } == [2, 2])
        #expect(bench.part(of: 0, at: 1) == .active)
        #expect(bench.convergence(with: bench.partner(1), at: 0).isConverged)
    }

    @Test func `a partner that was away is told the word and nothing behind it`() throws {
        var bench = try Bench("us", "ru")
        try bench.write([.target("before")], at: 0)
        try bench.write([.target("theirs")], at: 1)
        try bench.write([.saying(.suspended)], to: .ops, at: 0)
        try bench.write([.saying(.received)], to: .ops, at: 0)
        #expect(bench.isWorthCalling(1, at: 0))
        #expect(
            bench.convergence(with: bench.partner(1), at: 0).reason
                == "this partner has suspended its part; it is being told"
        )
        try bench.connect(0, 1)
        try bench.settle()
        #expect(!bench.isWorthCalling(1, at: 0) && bench.nodes[0].replica.peers.isEmpty)
        #expect(bench.count(.statement, at: 1) == 1 && bench.count(.target, at: 1) == 1)
        #expect(bench.count(.target, at: 0) == 1)
        try bench.write([.saying(.resumed)], to: .ops, at: 0)
        try bench.connect(1, 0)
        try bench.settle()
        #expect([0, 1].map { bench.count(.target, at: $0) } == [2, 2])
        #expect(bench.count(.statement, at: 1) == 3)
    }

    @Test func `a peer that does not say that it has heard has its time, and no more`() throws {
        for wait in [Limits.farewellMilliseconds - 1, Limits.farewellMilliseconds] {
            var stage = try Stage("us", "ru")
            try stage.live(1)
            try stage.sayFrontier(on: 1)
            try stage.sayOfBank(.suspended)
            try stage.pass(wait)
            #expect(stage.isLive(1) == (wait < Limits.farewellMilliseconds))
        }
    }

    @Test func `a node that starts again goes on where it was, whatever it had said`() throws {
        var bench = try Bench("us", "ru")
        try bench.connect(0, 1)
        try bench.write([.saying(.suspended)], to: .ops, at: 0)
        try bench.restart(0)
        #expect(bench.nodes[0].replica.isSuspended && bench.isWorthCalling(1, at: 0))
        try bench.cut(1)
        try bench.connect(0, 1)
        try bench.settle()
        #expect(!bench.isWorthCalling(1, at: 0))
        for process in [98, 97] as [UInt8] {
            try bench.restart(0, process: process)
            #expect(bench.nodes[0].replica.isSuspended && !bench.isWorthCalling(1, at: 0))
            try bench.connect(1, 0)
            #expect(bench.nodes[0].replica.peers.isEmpty)
        }
    }

    @Test func `who has suspended asks for nothing, and asks again once it has resumed`() throws {
        var stage = try Stage("us", "ru")
        try stage.live(1)
        try stage.sayOfBank(.suspended)
        let log = LogID(author: try Stage.author("ru"), channel: .bank)
        try stage.sayFrontier([log: [Head(seq: 1, hash: Hash256(hashing: [1]))]], on: 1)
        #expect(!stage.listen(1).contains { $0.isWant })
        try stage.sayOfBank(.resumed)
        #expect(stage.isLive(1) && stage.listen(1).contains { $0.isWant })
        try stage.pass(Limits.farewellMilliseconds)
        #expect(stage.isLive(1))
    }

    @Test func `where the past is unknown it is fetched back first, whatever was said last`() throws
    {
        var bench = try Bench("us", "ru")
        try bench.write([.saying(.suspended)], to: .ops, at: 0)
        let old = bench.nodes[0].bank
        try bench.write([.saying(.resumed)], to: .ops, at: 0)
        try bench.connect(0, 1)
        try bench.settle()
        bench.nodes[0].bank = old
        try bench.restart(0)
        #expect(bench.nodes[0].replica.authoring.past != .known)
        #expect(!bench.nodes[0].replica.isSuspended && bench.isWorthCalling(1, at: 0))
        try bench.cut(1)
        try bench.connect(0, 1)
        try bench.settle()
        #expect(bench.nodes[0].replica.authoring.past == .known)
        #expect(bench.part(of: 0, at: 0) == .active && !bench.nodes[0].replica.isSuspended)
    }

    @Test func `both may suspend at once, and whoever resumes last brings them together`() throws {
        var bench = try Bench("us", "ru")
        try bench.connect(0, 1)
        for node in [0, 1] { try bench.write([.saying(.suspended)], to: .ops, at: node) }
        for node in [0, 1] { try bench.write([.target("t")], at: node) }
        try bench.settle()
        #expect([0, 1].map { bench.count(.target, at: $0) } == [1, 1])
        try bench.write([.saying(.resumed)], to: .ops, at: 0)
        try bench.connect(0, 1)
        try bench.settle()
        #expect([0, 1].map { bench.count(.target, at: $0) } == [1, 1])
        try bench.write([.saying(.resumed)], to: .ops, at: 1)
        try bench.connect(1, 0)
        try bench.settle()
        #expect([0, 1].map { bench.count(.target, at: $0) } == [2, 2])
        #expect(bench.nodes.allSatisfy { $0.replica.standing.isPlain })
    }

    @Test func `a suspended partner that leaves goes on until both hold the same`() throws {
        var bench = try Bench("us", "ru")
        try bench.connect(0, 1)
        try bench.write([.saying(.suspended)], to: .ops, at: 0)
        try bench.settle()
        try bench.write([.target("late")], at: 0)
        try bench.write([.saying(.left)], to: .ops, at: 0)
        #expect(!bench.nodes[0].replica.isSuspended && bench.isWorthCalling(1, at: 0))
        try bench.connect(0, 1)
        try bench.settle()
        #expect(bench.nodes.allSatisfy { $0.replica.isArchive })
        #expect([0, 1].map { bench.count(.target, at: $0) } == [1, 1])
    }
}

extension Stage {
    /// This node's partner says something of the bank.
    fileprivate mutating func sayOfBank(_ saying: Saying) throws {
        var effects: [Effect] = []
        _ = try replica.write(
            [.saying(saying)],
            to: .ops,
            summary: "a word",
            Authoring.Circumstances(
                operatorName: "op",
                now: now,
                salt: { Array(repeating: 7, count: 16) }
            ),
            in: &bank,
            &effects
        )
        for case .send(let number, let payload) in effects {
            actors[number]?.heard.append(try MessageCodec.read(payload))
        }
    }
}

extension PeerMessage {
    fileprivate var isWant: Bool { if case .want = self { true } else { false } }
}
