import BankModel
import Simulation
import Testing

@testable import PeerProtocol

/// What each message leads to in each state: the whole table, one row a state.
@Suite struct SessionTableTests {
    @Test func `before hello nothing but hello and goodbye has a place`() throws {
        try expect(
            .greeting,
            [
                .hello: .state(.proving),
                .helloAck: .violation("something else before hello"),
                .documents: .violation("something else before hello"),
                .frontier: .violation("something else before hello"),
                .want: .violation("something else before hello"),
                .entries: .violation("something else before hello"),
                .credit: .violation("something else before hello"),
                .probe: .violation("something else before hello"),
                .probeAnswer: .violation("something else before hello"),
                .goodbye: .effects([.farewell(.stopping)], .closed),
            ]
        )
    }

    @Test func `between hello and ack only documents, the ack and goodbye have one`() throws {
        try expect(
            .proving,
            [
                .hello: .violation("something else before hello-ack"),
                .helloAck: .effects([.becameLive], .live),
                .documents: .effects([.learned(try MessageSample.documents())], .proving),
                .frontier: .violation("something else before hello-ack"),
                .want: .violation("something else before hello-ack"),
                .entries: .violation("something else before hello-ack"),
                .credit: .violation("something else before hello-ack"),
                .probe: .violation("something else before hello-ack"),
                .probeAnswer: .violation("something else before hello-ack"),
                .goodbye: .effects([.farewell(.stopping)], .closed),
            ]
        )
    }

    @Test func `once live nobody says hello again`() throws {
        let log = try Sample.log("ru")
        let head = Head(seq: 1, hash: .zero)
        try expect(
            .live,
            [
                .hello: .violation("a second hello or hello-ack"),
                .helloAck: .violation("a second hello or hello-ack"),
                .documents: .effects([.learned(try MessageSample.documents())], .live),
                .frontier: .effects([.heard(try Kind.signedFrontier())], .live),
                .want: .effects([.asked(log: log, have: [head])], .live),
                .entries: .effects(
                    [.delivered(log: log, entries: [ArrivedEntry([1]), ArrivedEntry([])])],
                    .live
                ),
                .credit: .effects([.credited(log)], .live),
                .probe: .effects([.send(.probeAnswer(7))], .live),
                .probeAnswer: .effects([.answered(7)], .live),
                .goodbye: .effects([.farewell(.stopping)], .closed),
            ]
        )
    }

    @Test func `once closed nothing is said or heard any more`() throws {
        let nothing = Dictionary(
            uniqueKeysWithValues: Kind.allCases.map { ($0, Outcome.effects([], .closed)) }
        )
        try expect(.closed, nothing)
    }

    @Test(arguments: Scene.Stage.allCases)
    func `what is no message ends a session in any state`(stage: Scene.Stage) throws {
        var scene = try Scene(stage)
        #expect(throws: ProtocolViolation("a frame that is no message")) {
            try scene.session.receive(ReceivedFrame([0xFF]), keys: scene.keys)
        }
    }

    @Test func `a log that no roster lists has no place in any message`() throws {
        let log = try Sample.log("zz")
        for message: PeerMessage in [
            .want(log: log, have: [], credit: 1), .credit(log: log, bytes: 1),
            .entries(log: log, entries: [[1]]),
        ] {
            var scene = try Scene(.live)
            let words = "a message about zz/bank, which no roster lists"
            #expect(throws: ProtocolViolation(words)) { try scene.hear(message) }
        }
    }

    /// What a message is to lead to.
    private enum Outcome {
        /// These effects, and this state.
        case effects([SessionEffect], Scene.Stage)
        /// This state; the effects are another test's.
        case state(Scene.Stage)
        /// A violation in these words.
        case violation(String)
    }

    /// The kinds of messages, each with one that would be good in its place.
    private enum Kind: CaseIterable {
        case hello, helloAck, documents, frontier, want, entries, credit, probe, probeAnswer
        case goodbye

        func message(in scene: Scene) throws -> PeerMessage {
            let log = try Sample.log("ru")
            return switch self {
            case .hello: .hello(scene.hello)
            case .helloAck: .helloAck(signature: scene.proof(), standingCredit: 5)
            case .documents: .documents(try MessageSample.documents())
            case .frontier: .frontier(try Self.signedFrontier())
            case .want: .want(log: log, have: [Head(seq: 1, hash: .zero)], credit: 9)
            case .entries: .entries(log: log, entries: [[1], []])
            case .credit: .credit(log: log, bytes: 9)
            case .probe: .probe(7)
            case .probeAnswer: .probeAnswer(7)
            case .goodbye: .goodbye(.stopping)
            }
        }

        static func signedFrontier() throws -> SignedFrontier {
            let ru = try Sample.author("ru")
            return SignedFrontier(
                bank: Sample.bank,
                author: ru,
                frontier: Frontier(),
                digest: Digest(),
                ruleSet: 1,
                at: 0,
                sign: { SimKeyring.signature(of: $0, by: ru) }
            )
        }
    }

    private func expect(_ stage: Scene.Stage, _ row: [Kind: Outcome]) throws {
        #expect(row.count == Kind.allCases.count)
        for kind in Kind.allCases {
            var scene = try Scene(stage)
            let message = try kind.message(in: scene)
            switch try #require(row[kind]) {
            case .effects(let effects, let next):
                #expect(try scene.hear(message) == effects, "\(kind)")
                #expect(Self.stage(of: scene.session) == next, "\(kind)")
            case .state(let next):
                try scene.hear(message)
                #expect(Self.stage(of: scene.session) == next, "\(kind)")
            case .violation(let words):
                #expect(throws: ProtocolViolation(words), "\(kind)") { try scene.hear(message) }
                #expect(Self.stage(of: scene.session) == stage, "\(kind)")
            }
        }
    }

    private static func stage(of session: Session) -> Scene.Stage {
        switch session.state {
        case .greeting: .greeting
        case .proving: .proving
        case .live: .live
        case .closed: .closed
        }
    }
}
