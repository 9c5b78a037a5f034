import BankModel
import PeerProtocol
import Replica
import Simulation
import Testing

/// What a node has on its way to a peer follows the peer's answers.
@Suite struct PaceTests {
    @Test func `a bank waits for the peer's answers, and a notice does not`() throws {
        var stage = try Self.stage(entries: 40)
        let first = Self.entries(stage.listen(1))
        #expect(first[.bank, default: 0] > 0)
        #expect(first[.bank, default: 0] <= Limits.windowBytesMin)
        for event in [.writable(1), .woke] as [Replica<SimKeyring>.Event] {
            try stage.handle(event)
            #expect(Self.entries(stage.listen(1)) == [:])
        }
        try Self.write(&stage, to: .ops, bytes: 500)
        let second = Self.entries(stage.listen(1))
        #expect(second[.ops, default: 0] > 500 && second[.bank] == nil)
    }

    @Test func `an answer lets more go, and one that nobody asked for does not`() throws {
        var stage = try Self.stage(entries: 40)
        let questions = stage.listen(1).compactMap { message -> UInt64? in
            if case .probe(let number) = message { number } else { nil }
        }
        let number = try #require(questions.last)
        for other in [0, number - 1, number + 1, number + 2] {
            try stage.say(.probeAnswer(other), on: 1)
            #expect(Self.entries(stage.listen(1)) == [:])
        }
        try stage.say(.probeAnswer(number), on: 1)
        #expect(Self.entries(stage.listen(1))[.bank, default: 0] > 0)
    }

    @Test func `an entry that is larger than the window goes alone`() throws {
        var stage = try Self.stage(entries: 3, bytes: 3 * Limits.windowBytesMin / 2)
        for _ in 0..<3 {
            let said = stage.listen(1)
            #expect(Self.entries(said)[.bank, default: 0] > Limits.windowBytesMin)
            #expect(Self.entries(said)[.bank, default: 0] < 2 * Limits.windowBytesMin)
            for case .probe(let number) in said {
                stage.now += 3_000
                try stage.say(.probeAnswer(number), on: 1)
            }
        }
        #expect(Self.entries(stage.listen(1)) == [:])
    }

    @Test func `what is small is sent without any question`() throws {
        var stage = try Self.stage(entries: 0)
        for _ in 0..<5 {
            try Self.write(&stage, to: .bank, bytes: 300)
            try stage.pass(100)
        }
        let said = stage.listen(1)
        #expect(Self.entries(said)[.bank, default: 0] > 5 * 300)
        #expect(!said.contains { if case .probe = $0 { true } else { false } })
    }

    @Test func `frontiers come as seldom as answers, while any is due`() throws {
        var stage = try Self.stage(entries: 40)
        _ = stage.listen(1)
        try stage.pass(2_000)
        _ = stage.listen(1)
        for _ in 0..<38 {
            try Self.write(&stage, to: .ops, bytes: 10)
            try stage.pass(50)
        }
        let frontiers = stage.listen(1).filter { if case .frontier = $0 { true } else { false } }
        #expect(frontiers.count <= 1)
        _ = try stage.answerProbes(1)
        try stage.pass(4_000)
        #expect(stage.listen(1).contains { if case .frontier = $0 { true } else { false } })
    }

    /// A node with a bank that its peer lacks and has asked for.
    private static func stage(entries: Int, bytes: Int = 5_000) throws -> Stage {
        var stage = try Stage("us", "ru")
        for _ in 0..<entries { try write(&stage, to: .bank, bytes: bytes) }
        try stage.live(1)
        try stage.sayFrontier(on: 1)
        let log = LogID(author: try Stage.author("us"), channel: .bank)
        try stage.say(.want(log: log, have: [], credit: 1 << 30), on: 1)
        return stage
    }

    private static func write(_ stage: inout Stage, to channel: Channel, bytes: Int) throws {
        var effects: [Effect] = []
        let text = String.noise(min(bytes, Limits.textBytesMax))
        let rest = String.noise(max(0, bytes - Limits.textBytesMax))
        let kind = channel == .ops ? Workload.unknownOpsKind : Workload.unknownBankKind
        let change = AuthoredChange(
            record: .new(kind: kind),
            operations: [text, rest].map {
                AuthoredOperation(field: .remarks, merge: .list, value: .text($0))
            }
        )
        _ = try stage.replica.write(
            [change],
            to: channel,
            summary: "",
            Authoring.Circumstances(
                operatorName: "op",
                now: stage.now,
                salt: { Array(repeating: 1, count: 16) }
            ),
            in: &stage.bank,
            &effects
        )
        try stage.take(effects)
    }

    /// Bytes of entries, by channel.
    private static func entries(_ messages: [PeerMessage]) -> [Channel: Int] {
        messages.reduce(into: [:]) { sums, message in
            guard case .entries(let log, let entries) = message else { return }
            sums[log.channel, default: 0] += entries.reduce(0) { $0 + $1.count }
        }
    }
}
