import BankModel
import PeerProtocol
import Replica
import Simulation
import Testing

/// Who gets in (DESIGN.md §6).
@Suite struct HandshakeTests {
    @Test func `two nodes of one bank become live in one exchange of hellos and acks`() throws {
        var bench = try Bench("us", "ru")
        try bench.connect(0, 1)
        #expect(bench.nodes.allSatisfy { $0.replica.peers[1]?.liveSince != nil })
        let early = bench.transcript.prefix(4).map(\.message)
        #expect(early.allSatisfy { Self.isGreeting($0) })
        #expect(bench.nodes[0].effects.contains(.authenticated(1, bench.nodes[1].keys.author)))
    }

    @Test func `nothing but hello is said to a peer that has proved nothing`() throws {
        var stage = try Stage("us", "ru")
        try stage.open(1)
        #expect(stage.listen(1).count == 1)
        try stage.pass(60_000)
        #expect(stage.listen(1) == [])
    }

    @Test func `a stranger is refused before hello`() throws {
        var stage = try Stage("us", "ru")
        try stage.open(1, as: "xx")
        let heard = stage.listen(1)
        guard case .goodbye(.refused)? = heard.first else {
            Issue.record("heard \(heard)")
            return
        }
        #expect(heard.count == 1 && stage.replica.peers.isEmpty)
    }

    @Test func `a node of another bank is refused`() throws {
        try refuses("another one") { $0.bank = Hash256(hashing: [9]) }
    }

    @Test func `a hello by another author than the certificate's is refused`() throws {
        let other = try Stage.author("fr")
        try refuses("certificate") { $0.author = other }
    }

    @Test func `a hello in our own name is refused`() throws {
        var stage = try Stage("us", "ru")
        try stage.open(1, as: "us")
        try stage.greet(1)
        #expect(stage.reason(1)?.contains("our own name") == true)
    }

    @Test func `a peer without a common version is refused`() throws {
        try refuses("versions") { $0.versions = [2, 3] }
    }

    @Test func `an ack with a flipped bit is refused`() throws {
        var stage = try Stage("us", "ru")
        try stage.open(1)
        let hello = try #require(stage.actors[1]?.session.ownHello)
        guard case .helloAck(var signature, let credit)? = try stage.proof(on: 1) else {
            Issue.record("no ack")
            return
        }
        try stage.say(.hello(hello), on: 1)
        signature[10] ^= 1
        try stage.say(.helloAck(signature: signature, standingCredit: credit), on: 1)
        #expect(stage.reason(1)?.contains("not signed") == true && !stage.isLive(1))
        #expect(stage.alarms(.protocolViolation).count == 1)
    }

    @Test func `an ack of another connection is refused`() throws {
        var stage = try Stage("us", "ru")
        try stage.open(1)
        try stage.open(2)
        let stolen = try #require(try stage.proof(on: 1))
        let hello = try #require(stage.actors[2]?.session.ownHello)
        try stage.say(.hello(hello), on: 2)
        try stage.say(stolen, on: 2)
        #expect(stage.reason(2)?.contains("not signed") == true)
    }

    @Test func `our own ack sent back is refused`() throws {
        var stage = try Stage("us", "ru")
        try stage.open(1)
        let hello = try #require(stage.actors[1]?.session.ownHello)
        try stage.say(.hello(hello), on: 1)
        let ours = try #require(
            stage.listen(1).first { if case .helloAck = $0 { true } else { false } }
        )
        try stage.say(ours, on: 1)
        #expect(stage.reason(1)?.contains("not signed") == true)
    }

    @Test(arguments: [false, true])
    func `whatever comes before its time ends the connection`(isGreeted: Bool) throws {
        let log = LogID(author: try Stage.author("ru"), channel: .bank)
        let early: [PeerMessage] = [
            .want(log: log, have: [], credit: 1), .credit(log: log, bytes: 1), .probe(1),
            .probeAnswer(1), .entries(log: log, entries: [[1]]),
            .helloAck(signature: Array(repeating: 0, count: 64), standingCredit: 1),
        ]
        for message in early {
            var stage = try Stage("us", "ru")
            try stage.open(1)
            if isGreeted {
                try stage.say(.hello(try #require(stage.actors[1]?.session.ownHello)), on: 1)
            }
            try stage.say(message, on: 1)
            #expect(stage.reason(1) != nil && stage.replica.peers.isEmpty, "\(message)")
        }
    }

    @Test func `a second hello ends a live connection`() throws {
        var stage = try Stage("us", "ru")
        try stage.live(1)
        #expect(stage.isLive(1))
        try stage.say(.hello(try #require(stage.actors[1]?.session.ownHello)), on: 1)
        #expect(stage.reason(1)?.contains("second hello") == true)
    }

    @Test func `a paused partner is told so and let in again later`() throws {
        var stage = try Stage("us", "ru")
        let partner = try Stage.author("ru").partner
        try stage.live(1)
        let effects = try stage.replica.setPaused(true, partner, in: &stage.bank)
        #expect(effects.contains { if case .close(1, _) = $0 { true } else { false } })
        try stage.open(2)
        #expect(stage.listen(2) == [.goodbye(.paused)])
        _ = try stage.replica.setPaused(false, partner, in: &stage.bank)
        try stage.live(3)
        #expect(stage.isLive(3))
    }

    @Test func `a pause survives a restart`() throws {
        var stage = try Stage("us", "ru")
        _ = try stage.replica.setPaused(true, try Stage.author("ru").partner, in: &stage.bank)
        var again = try Stage("us", "ru", bank: stage.bank)
        try again.open(1)
        #expect(again.listen(1) == [.goodbye(.paused)])
    }

    @Test func `an author that a new roster revokes loses its session at once`() throws {
        var stage = try Stage("us", "ru", "fr")
        try stage.live(1, as: "ru")
        try stage.live(2, as: "fr")
        let ru = try Stage.author("ru")
        let roster = Membership.roster(of: ru.partner, number: 2, [ru], revoked: [ru])
        try stage.say(.documents([SimKeyring.document(of: roster)]), on: 2)
        #expect(stage.reason(1)?.contains("revoked") == true)
        #expect(stage.isLive(2) && stage.effects.contains(.documentsChanged))
    }

    @Test func `a document that nobody signed costs its sender the connection`() throws {
        var stage = try Stage("us", "ru")
        try stage.live(1)
        let forged = StoredDocument(
            kind: .roster,
            partner: try Stage.author("ru").partner,
            number: 2,
            bytes: [1, 2, 3]
        )
        try stage.say(.documents([forged]), on: 1)
        #expect(stage.reason(1)?.contains("document that is refused") == true)
        #expect(stage.bank.documents().isEmpty)
    }

    @Test func `a goodbye is heard, and nobody is woken for it again`() throws {
        var stage = try Stage("us", "ru")
        try stage.live(1)
        try stage.say(.goodbye(.stopping), on: 1)
        stage.effects = []
        try stage.pass(100_000)
        #expect(stage.effects == [] && stage.replica.peers.isEmpty)
    }

    private func refuses(_ words: String, _ change: (inout Hello) -> Void) throws {
        var stage = try Stage("us", "ru", "fr")
        try stage.open(1)
        var hello = try #require(stage.actors[1]?.session.ownHello)
        change(&hello)
        try stage.say(.hello(hello), on: 1)
        #expect(stage.reason(1)?.contains(words) == true, "\(stage.reason(1) ?? "nothing")")
        #expect(stage.replica.peers.isEmpty)
    }

    private static func isGreeting(_ message: PeerMessage) -> Bool {
        switch message {
        case .hello, .helloAck: true
        default: false
        }
    }
}
