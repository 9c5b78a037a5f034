import BankModel
import PeerProtocol
import Replica
import Simulation
import Testing

/// Leaving: nothing is written any more, and both sides come to hold the same.
@Suite struct LeavingTests {
    @Test func `who leaves seals a bank of two on both sides, and all that was missing still goes`()
        throws
    {
        var bench = try Bench("us", "ru")
        let (us, ru) = (bench.partner(0), bench.partner(1))
        try bench.write([.target("one")], at: 0)
        try bench.write([.target("two")], at: 1)
        try bench.write([.saying(.left)], to: .ops, at: 1)
        #expect(bench.nodes[1].replica.seal?.reason == "the mission has ended")
        #expect(bench.nodes[0].replica.seal == nil)
        #expect(bench.isWorthCalling(1, at: 0) && bench.isWorthCalling(0, at: 1))
        try bench.connect(0, 1)
        try bench.pass(100)
        for node in [0, 1] {
            let replica = bench.nodes[node].replica
            let seal = try #require(replica.seal)
            #expect(seal.author.partner == ru && replica.isArchive)
            #expect(throws: WriteRefusal.sealed(by: seal)) {
                try bench.write([.target("three")], at: node)
            }
            #expect(throws: WriteRefusal.sealed(by: seal)) {
                try bench.write([.saying(.left)], to: .ops, at: node)
            }
            #expect(bench.nodes[node].bank.allRecords.count == 3)
        }
        #expect(!bench.isWorthCalling(1, at: 0) && !bench.isWorthCalling(0, at: 1))
        try bench.cut(1)
        for (node, other) in [(0, ru), (1, us)] {
            let convergence = bench.convergence(with: other, at: node)
            #expect(convergence.isConverged && !convergence.isLive)
        }
    }

    @Test func `a bank that was sealed stays so when its node starts again`() throws {
        var bench = try Bench("us", "ru")
        try bench.write([.saying(.left)], to: .ops, at: 0)
        try bench.restart(0)
        #expect(bench.nodes[0].replica.seal != nil)
        #expect(throws: WriteRefusal.self) { try bench.write([.target("one")], at: 0) }
        try bench.connect(0, 1)
        try bench.restart(1)
        #expect(bench.nodes[1].replica.seal != nil)
    }

    @Test func `a draft of a node whose past is unknown seals nothing until it is in the log`()
        throws
    {
        var bench = try Bench("us", "ru")
        bench.nodes[0].guarded = nil
        try bench.restart(0)
        guard case .draft = try bench.write([.saying(.left)], to: .ops, at: 0) else {
            Issue.record("it was not kept as a draft")
            return
        }
        #expect(bench.nodes[0].replica.seal == nil)
    }

    @Test func `the others go on without it, and send it nothing more`() throws {
        var bench = try Bench("us", "ru", "fr")
        try bench.connect(0, 1)
        try bench.connect(1, 2)
        try bench.write([.target("one")], at: 2)
        try bench.write([.saying(.left)], to: .ops, at: 2)
        try bench.run()
        for node in [0, 1] {
            #expect(bench.nodes[node].replica.seal == nil)
            try bench.write([.target("more")], at: node)
        }
        try bench.pass(100)
        #expect(bench.nodes[0].bank.allRecords.count == 4)
        #expect(bench.nodes[1].bank.allRecords.count == 4)
        #expect(bench.nodes[2].bank.allRecords.count == 2)
        #expect(throws: WriteRefusal.self) { try bench.write([.target("more")], at: 2) }
        #expect(!bench.isWorthCalling(2, at: 1) && bench.isWorthCalling(0, at: 1))
        try bench.write([.saying(.left)], to: .ops, at: 1)
        try bench.pass(100)
        let counts = bench.nodes.map { $0.bank.allRecords.count }
        #expect(counts == [5, 5, 5] && bench.nodes.allSatisfy { $0.replica.isArchive })
    }
}
