import BankModel
import Simulation
import Testing

@testable import PeerProtocol

/// Hellos and acks, as one side hears and says them (DESIGN.md §6, point 1).
///
/// That a replica lets nobody else in is tested beside the replica.
@Suite struct SessionHandshakeTests {
    @Test(arguments: [true, false])
    func `a hello is answered by an ack over role, hellos and leaves`(isDialled: Bool) throws {
        var scene = try Scene(isDialled: isDialled)
        let signed = scene.transcript(provenBy: isDialled)
        let signature = SimKeyring.signature(of: signed, by: scene.keys.author)
        let ack = PeerMessage.helloAck(
            signature: signature,
            standingCredit: Limits.standingCreditBytes
        )
        #expect(try scene.greet() == [.send(ack)])
        #expect(scene.session.state == .proving(scene.hello))
    }

    @Test(arguments: [true, false])
    func `the peer's ack over the same makes the session live`(isDialled: Bool) throws {
        var scene = try Scene(isDialled: isDialled)
        #expect(!scene.session.isLive && scene.session.peerHello == nil)
        #expect(try scene.prove() == [.becameLive])
        #expect(scene.session.isLive && scene.session.peerHello == scene.hello)
        #expect(scene.session.peer == scene.hello.author)
        scene.session.close()
        #expect(!scene.session.isLive && scene.session.peerHello == nil)
    }

    @Test func `documents that the peer lacks go before the ack`() throws {
        var scene = try Scene()
        let documents = try MessageSample.documents()
        scene.keys.documents = documents
        scene.hello.charter = 1
        let effects = try scene.greet()
        #expect(effects.first == .send(.documents(documents)))
        guard case .send(.helloAck) = effects.last, effects.count == 2 else {
            Issue.record("\(effects)")
            return
        }
    }

    @Test func `a hello that does not fit is refused in words that say why`() throws {
        let us = try Sample.author("us")
        let other = try Sample.author("ru.2")
        try refuses("the peer speaks versions [], and we speak 1") { $0.versions = [] }
        try refuses("the peer speaks versions [0, 2], and we speak 1") { $0.versions = [0, 2] }
        try refuses("the peer's bank is another one") { $0.bank = .zero }
        try refuses("hello by ru.2 on ru's certificate") { $0.author = other }
        try refuses("hello by us on ru's certificate") { $0.author = us }
    }

    @Test func `a hello in our own name is refused, even on our own certificate`() throws {
        let scene = try Scene()
        let link = Session.Link(
            isDialled: true,
            certified: scene.keys.author,
            ownLeaf: .zero,
            peerLeaf: .zero
        )
        var session = Session(on: link, hello: scene.session.ownHello)
        let payload = MessageCodec.bytes(of: .hello(scene.session.ownHello))
        #expect(throws: ProtocolViolation("hello in our own name")) {
            try session.receive(ReceivedFrame(payload), keys: scene.keys)
        }
    }

    @Test func `an ack over anything else is refused`() throws {
        for change in Self.changes {
            var scene = try Scene()
            try scene.greet()
            var other = try Scene()
            try change(&other)
            try #require(other.proof() != scene.proof())
            let ack = PeerMessage.helloAck(signature: other.proof(), standingCredit: 1)
            #expect(throws: Self.notSigned) { try scene.hear(ack) }
            #expect(!scene.session.isLive)
        }
    }

    @Test func `the peer's hello counts as it came, unknown fields included`() throws {
        var scene = try Scene()
        let payload = MessageCodec.bytes(of: .hello(scene.hello)) + [0x80, 0x7D, 0x01]
        _ = try scene.session.receive(ReceivedFrame(payload), keys: scene.keys)
        let ack = PeerMessage.helloAck(signature: scene.proof(), standingCredit: 1)
        #expect(throws: Self.notSigned) { try scene.hear(ack) }
    }

    @Test func `a peer that is revoked is told so, however good its ack`() throws {
        var scene = try Scene()
        try scene.greet()
        let ru = scene.hello.author
        scene.keys.members.rosters[ru.partner] = Membership.roster(
            of: ru.partner,
            number: 2,
            [ru],
            revoked: [ru]
        )
        let ack = PeerMessage.helloAck(signature: scene.proof(), standingCredit: 1)
        #expect(throws: ProtocolViolation("ru is revoked")) { try scene.hear(ack) }
        #expect(!scene.session.isLive)
    }

    @Test func `somebody else's frontier and one that is not signed are refused`() throws {
        let (us, ru) = (try Sample.author("us"), try Sample.author("ru"))
        try refusesFrontier("somebody else's frontier", of: Sample.bank, by: us, signer: us)
        try refusesFrontier("somebody else's frontier", of: .zero, by: ru, signer: ru)
        try refusesFrontier("a frontier with a bad signature", of: Sample.bank, by: ru, signer: us)
    }

    private static let notSigned = ProtocolViolation("hello-ack not signed by ru's log key")

    /// Each changes one thing that an ack is over.
    private static let changes: [@Sendable (inout Scene) throws -> Void] = [
        { $0.hello.challenge[0] ^= 1 },
        { $0.hello.process[0] ^= 1 },
        { $0.hello.charter += 1 },
        { $0.session = Session(on: $0.link, hello: try MessageSample.hello("us.2")) },
        { $0.link = Self.link(like: $0.link, own: .zero) },
        { $0.link = Self.link(like: $0.link, peer: .zero) },
        { $0 = try Scene(isDialled: false) },
    ]

    private static func link(
        like link: Session.Link,
        own: Hash256? = nil,
        peer: Hash256? = nil
    ) -> Session.Link {
        Session.Link(
            isDialled: link.isDialled,
            certified: link.certified,
            ownLeaf: own ?? link.ownLeaf,
            peerLeaf: peer ?? link.peerLeaf
        )
    }

    private func refuses(_ words: String, _ change: (inout Hello) -> Void) throws {
        var scene = try Scene()
        change(&scene.hello)
        #expect(throws: ProtocolViolation(words)) { try scene.greet() }
        #expect(scene.session.state == .greeting)
    }

    private func refusesFrontier(
        _ words: String,
        of bank: BankID,
        by author: AuthorID,
        signer: AuthorID
    ) throws {
        var scene = try Scene(.live)
        let frontier = SignedFrontier(
            bank: bank,
            author: author,
            frontier: Frontier(),
            digest: Digest(),
            ruleSet: 1,
            at: 0,
            sign: { SimKeyring.signature(of: $0, by: signer) }
        )
        #expect(throws: ProtocolViolation(words)) { try scene.hear(.frontier(frontier)) }
    }
}
