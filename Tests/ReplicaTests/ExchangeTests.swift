import BankModel
import PeerProtocol
import Replica
import Simulation
import Testing

/// Logs between live peers (DESIGN.md §6, points 2 to 4).
@Suite struct ExchangeTests {
    @Test func `heads at the end of all numbers are counted as the greatest number`() throws {
        var stage = try Stage("us", "ru")
        try stage.live(1)
        let ru = try Stage.author("ru")
        let head = Head(seq: UInt64(Int64.max), hash: Hash256(hashing: [1]))
        let heads = Dictionary(
            uniqueKeysWithValues: Channel.allCases.map {
                (LogID(author: ru, channel: $0), [head])
            }
        )
        try stage.sayFrontier(heads, on: 1)
        let receipts = stage.bank.receipts()
        let convergence = stage.replica.convergence(with: ru.partner, receipts: receipts)
        #expect(convergence.behind == .max && !convergence.isConverged)
    }

    @Test func `a flood of probes is a violation, and one more than allowed begins it`() throws {
        for count in [Limits.probesMax, Limits.probesMax + 1] {
            var stage = try Stage("us", "ru")
            try stage.live(1)
            let probe = MessageCodec.bytes(of: .probe(1))
            try stage.handle(.received(1, Array(repeating: ReceivedFrame(probe), count: count)))
            #expect((stage.actors[1]?.closeReason == nil) == (count == Limits.probesMax))
        }
    }

    @Test func `a write reaches the other side`() throws {
        var bench = try Bench("us", "ru")
        try bench.connect(0, 1)
        try bench.write([.target("one")], at: 0)
        try bench.run()
        #expect(bench.nodes[1].bank.allRecords.count == 1)
        #expect(bench.nodes[0].bank.digest() == bench.nodes[1].bank.digest())
    }

    @Test func `both sides know that they have converged, and only then`() throws {
        var bench = try Bench("us", "ru")
        let ru = bench.nodes[1].keys.author.partner
        try bench.connect(0, 1)
        #expect(convergence(of: bench, with: ru).isConverged)
        try bench.write([.target("one")], at: 0)
        #expect(convergence(of: bench, with: ru).ahead == 1)
        try bench.run()
        #expect(!convergence(of: bench, with: ru).isConverged)
        try bench.pass(Limits.frontierCoalesceMilliseconds)
        #expect(convergence(of: bench, with: ru).isConverged)
        try bench.cut(1)
        #expect(!convergence(of: bench, with: ru).isConverged)
    }

    @Test func `a long log that only one side has is caught up within its credit`() throws {
        var bench = try Bench("us", "ru")
        let long = String(repeating: "x", count: 12_000)
        for _ in 0..<200 {
            try bench.write([.target("one"), Self.remark(long)], at: 0)
        }
        try bench.connect(0, 1)
        try bench.pass(100)
        #expect(bench.nodes[1].bank.frontier() == bench.nodes[0].bank.frontier())
        #expect(bench.nodes[1].bank.allEntries.count >= 200)
    }

    @Test(arguments: [0, 2000])
    func `reconnecting with nothing to do costs one frontier each way`(records: Int) throws {
        var bench = try Bench("us", "ru")
        try bench.connect(0, 1)
        for start in stride(from: 0, to: records, by: 100) {
            try bench.write((start..<start + 100).map { .target("t\($0)") }, at: start / 100 % 2)
            try bench.run()
        }
        try bench.pass(100)
        try bench.cut(1)
        bench.transcript = []
        try bench.connect(1, 0)
        let after = bench.transcript.filter { line in
            switch line.message {
            case .hello, .helloAck: false
            default: true
            }
        }
        #expect(after.count == 2)
        for line in after {
            guard case .frontier = line.message else {
                Issue.record("\(line.message)")
                continue
            }
            #expect(line.bytes < 1024)
        }
        let ru = bench.nodes[1].keys.author.partner
        #expect(convergence(of: bench, with: ru).isConverged)
    }

    @Test func `operations go before bank, frame by frame`() throws {
        var bench = try Bench("us", "ru")
        let long = String.noise(12_000)
        for _ in 0..<30 { try bench.write([.target("one"), Self.remark(long)], at: 0) }
        try bench.write(
            [AuthoredChange(record: .new(kind: 77), operations: [])],
            to: .ops,
            at: 0
        )
        try bench.connect(0, 1)
        let logs = bench.transcript.compactMap { line -> Channel? in
            if case .entries(let log, _) = line.message { log.channel } else { nil }
        }
        #expect(logs.first == .ops && logs.count > 5)
    }

    @Test func `a middle node carries what two others never tell each other`() throws {
        var bench = try Bench("us", "ru", "fr")
        try bench.connect(0, 1)
        try bench.connect(1, 2)
        try bench.write([.target("from us")], at: 0)
        try bench.write([.target("from fr")], at: 2)
        try bench.run()
        try bench.pass(100)
        #expect(Set(bench.nodes.map { $0.bank.digest() }).count == 1)
        #expect(bench.nodes[0].bank.allRecords.count == 2)
    }

    @Test func `both branches of a forked log are exchanged and proved`() throws {
        var bench = try Bench("us", "ru", "fr")
        try bench.connect(0, 1)
        try bench.write([.target("common")], at: 0)
        try bench.run()
        let old = (bench.nodes[0].bank, bench.nodes[0].guarded)
        try bench.write([.target("one branch")], at: 0)
        try bench.run()
        try bench.cut(1)
        (bench.nodes[0].bank, bench.nodes[0].guarded) = old
        try bench.restart(0)
        try bench.write([.target("other branch")], at: 0)
        try bench.connect(0, 2)
        try bench.connect(1, 2)
        try bench.connect(0, 1)
        try bench.pass(100)
        #expect(Set(bench.nodes.map { $0.bank.digest() }).count == 1)
        for node in bench.nodes {
            #expect(node.bank.alarms.filter { $0.kind == .forkProof }.count == 1)
            #expect(node.bank.allRecords.count == 3)
        }
        try bench.write([.target("joined")], at: 0)
        try bench.run()
        let log = LogID(author: bench.nodes[0].keys.author, channel: .bank)
        #expect(bench.nodes[2].bank.frontier().heads(of: log).count == 1)
    }

    @Test(arguments: [Limits.entryBytesMax - 9, Limits.entryBytesMax - 1, Limits.entryBytesMax])
    func `an entry of the largest size is taken and passed on`(count: Int) throws {
        var stage = try Stage("us", "ru", "fr")
        let ru = try Stage.author("ru")
        let header = Scribe(ru, of: stage.members).header(for: .bank)
        let bytes = RawEntry.bytes(count: count, under: header, signedBy: ru)
        #expect(bytes.count == count)
        try stage.live(1, as: "ru")
        try stage.live(2, as: "fr")
        try stage.sayFrontier(on: 2)
        try stage.say(.entries(log: header.log, entries: [bytes]), on: 1)
        #expect(stage.reason(1) == nil)
        let isSent = stage.listen(2).contains { message in
            if case .entries(_, let entries) = message { entries == [bytes] } else { false }
        }
        #expect(isSent)
    }

    @Test func `an entry that is one byte too long costs its sender the connection`() throws {
        var stage = try Stage("us", "ru")
        let ru = try Stage.author("ru")
        let header = Scribe(ru, of: stage.members).header(for: .bank)
        let bytes = RawEntry.bytes(
            count: Limits.entryBytesMax + 1,
            under: header,
            signedBy: ru
        )
        try stage.live(1)
        try stage.say(.entries(log: header.log, entries: [bytes]), on: 1)
        #expect(stage.reason(1)?.contains("more than") == true)
        #expect(stage.bank.allEntries.isEmpty)
    }

    @Test func `a frontier of logs that no roster lists costs no memory`() throws {
        var stage = try Stage("us", "ru")
        try stage.live(1)
        _ = stage.listen(1)
        let strange = LogID(author: try Stage.author("zz"), channel: .bank)
        try stage.sayFrontier([strange: [Head(seq: 1, hash: Hash256(hashing: [1]))]], on: 1)
        let isAsked = stage.listen(1).contains { if case .want = $0 { true } else { false } }
        #expect(!isAsked)
    }

    @Test func `a broken entry behind a good one costs the sender, and the good one is kept`()
        throws
    {
        var stage = try Stage("us", "ru")
        var pen = Scribe(try Stage.author("ru"), of: stage.members)
        let good = try #require(try pen.write([.target("good")]))
        try stage.live(1)
        try stage.live(2, as: "ru", process: 1)
        try stage.say(
            .entries(log: good.header.log, entries: [good.bytes, [1, 2, 3]]),
            on: 2
        )
        #expect(stage.reason(2) != nil)
        #expect(stage.bank.allRecords.count == 1)
        #expect(stage.replica.frontier == stage.bank.frontier())
        #expect(stage.replica.digest == stage.bank.digest())
    }

    @Test func `equal frontiers with unequal digests raise an alarm`() throws {
        var stage = try Stage("us", "ru")
        try stage.live(1)
        try stage.sayFrontier(digest: Digest(sum: Hash256(hashing: [1])), on: 1)
        #expect(stage.alarms(.digestMismatch).count == 1)
        let partner = try Stage.author("ru").partner
        let convergence = stage.replica.convergence(
            with: partner,
            receipts: stage.bank.receipts()
        )
        #expect(!convergence.isConverged && convergence.reason?.contains("digests") == true)
    }

    @Test func `somebody else's frontier, and one with a bad signature, end the session`() throws {
        for (speaker, signer) in [("fr", "fr"), ("ru", "fr")] {
            var stage = try Stage("us", "ru", "fr")
            try stage.live(1)
            let signed = SignedFrontier(
                bank: stage.members.charter.bank,
                author: try Stage.author(speaker),
                frontier: Frontier(),
                digest: Digest(),
                ruleSet: 1,
                at: 0,
                sign: stage.members.keyring(of: try Stage.author(signer)).sign
            )
            try stage.say(.frontier(signed), on: 1)
            #expect(stage.reason(1) != nil)
        }
    }

    static func remark(_ text: String) -> AuthoredChange {
        AuthoredChange(
            record: .new(kind: 1),
            operations: [
                AuthoredOperation(field: .control, merge: .register, value: .text(text))
            ]
        )
    }

    private func convergence(of bench: Bench, with partner: PartnerID) -> Convergence {
        bench.nodes[0].replica.convergence(
            with: partner,
            receipts: bench.nodes[0].bank.receipts()
        )
    }
}
