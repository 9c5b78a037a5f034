import BankModel
import PeerProtocol
import Replica
import Simulation
import Testing

/// Which of several connections with one author goes on (DESIGN.md §6, point 5).
///
/// `ru` is smaller than `us`, so a connection that `ru` dialled is kept.
@Suite struct ConnectionTests {
    @Test func `of two connections the one dialled by the smaller author is kept`() throws {
        for isFirstOurs in [true, false] {
            var stage = try Stage("us", "ru")
            try stage.live(1, byUs: isFirstOurs)
            try stage.live(2, byUs: !isFirstOurs)
            #expect(stage.isLive(isFirstOurs ? 2 : 1) && !stage.isLive(isFirstOurs ? 1 : 2))
            #expect(stage.reason(isFirstOurs ? 1 : 2)?.contains("another connection") == true)
        }
    }

    @Test func `of two that one side dialled the newer is kept`() throws {
        var stage = try Stage("us", "ru")
        try stage.live(1)
        try stage.live(2)
        #expect(stage.isLive(2) && !stage.isLive(1))
    }

    @Test func `a silent old connection makes room for a restarted peer after five seconds`() throws
    {
        var stage = try Stage("us", "ru")
        try stage.live(1, process: 1)
        try stage.live(2, process: 2)
        #expect(stage.isLive(1) && !stage.isLive(2))
        #expect(stage.listen(1).contains { if case .probe = $0 { true } else { false } })
        try stage.pass(Limits.probeMilliseconds - 1)
        #expect(stage.isLive(1) && !stage.isLive(2))
        try stage.pass(1)
        #expect(!stage.isLive(1) && stage.isLive(2))
        #expect(stage.alarms(.clone).isEmpty)
    }

    @Test func `an old connection that answers keeps its place, and the clone is refused`() throws {
        var stage = try Stage("us", "ru")
        try stage.live(1, process: 1)
        try stage.live(2, process: 2)
        let heard = stage.listen(1)
        for case .probe(let number) in heard {
            for other in [number - 1, number + 1] { try stage.say(.probeAnswer(other), on: 1) }
            #expect(stage.replica.peers[2] != nil)
            try stage.say(.probeAnswer(number), on: 1)
        }
        #expect(stage.isLive(1) && stage.replica.peers[2] == nil)
        #expect(stage.alarms(.clone).count == 1)
        guard case .goodbye(.refused)? = stage.listen(2).last else {
            Issue.record("the clone was not told")
            return
        }
    }

    @Test(arguments: ["closed", "goodbye", "violation"])
    func `whatever ends the old connection lets the waiting one go on`(how: String) throws {
        var stage = try Stage("us", "ru")
        try stage.live(1, process: 1)
        try stage.live(2, process: 2)
        switch how {
        case "closed": try stage.handle(.closed(1))
        case "goodbye": try stage.say(.goodbye(.stopping), on: 1)
        default: try stage.say(bytes: [0xff], on: 1)
        }
        #expect(stage.isLive(2))
    }

    @Test func `only one connection waits, and it gives the old one no more time`() throws {
        var stage = try Stage("us", "ru")
        try stage.live(1, process: 1)
        try stage.live(2, process: 2)
        try stage.pass(3_000)
        try stage.live(3, process: 3)
        #expect(stage.replica.peers[2] == nil)
        try stage.pass(2_000)
        #expect(stage.isLive(3))
    }

    @Test func `a connection that waits is told nothing, and its word counts once it is live`()
        throws
    {
        var stage = try Stage("us", "ru")
        try stage.live(1, process: 1)
        try stage.live(2, process: 2)
        let head = Head(seq: 1, hash: Hash256(hashing: [7]))
        let log = LogID(author: try Stage.author("ru"), channel: .bank)
        _ = stage.listen(2)
        try stage.sayFrontier([log: [head]], on: 2)
        #expect(stage.listen(2) == [] && stage.bank.receipts().isEmpty)
        try stage.handle(.closed(1))
        let heard = stage.listen(2)
        #expect(heard.contains { if case .frontier = $0 { true } else { false } })
        #expect(heard.contains { if case .want(log, _, _) = $0 { true } else { false } })
        #expect(stage.bank.receipts().count == 1)
    }

    @Test func `other authors of one partner are other peers`() throws {
        var stage = try Stage("us", "ru", "ru.2")
        try stage.live(1, as: "ru")
        try stage.live(2, as: "ru.2")
        #expect(stage.isLive(1) && stage.isLive(2))
    }
}
