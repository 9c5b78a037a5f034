import BankModel
import Simulation
import Testing

@testable import PeerProtocol

/// One end of a connection between `us`, whose session it is, and `ru`, whom the test speaks for.
struct Scene {
    /// The keys of `us`.
    var keys: SimKeyring
    /// The session under test.
    var session: Session
    /// What `ru` says first.
    var hello: Hello
    /// What both sides' TLS knows.
    var link: Session.Link

    /// A session that has said hello; `us` dialled unless told otherwise.
    init(isDialled: Bool = true) throws {
        let (us, ru) = (try Sample.author("us"), try Sample.author("ru"))
        keys = Membership(of: [us, ru]).keyring(of: us)
        link = Session.Link(
            isDialled: isDialled,
            certified: ru,
            ownLeaf: Sample.hash("leaf of us"),
            peerLeaf: Sample.hash("leaf of ru")
        )
        session = Session(on: link, hello: try MessageSample.hello("us"))
        hello = try MessageSample.hello("ru")
    }

    /// A session that the conversation has brought so far.
    init(_ stage: Stage) throws {
        try self.init()
        switch stage {
        case .greeting: break
        case .proving: try greet()
        case .live: try prove()
        case .closed: session.close()
        }
    }

    /// How far a conversation can be.
    enum Stage: CaseIterable {
        case greeting
        case proving
        case live
        case closed
    }

    /// The session hears a message.
    @discardableResult
    mutating func hear(_ message: PeerMessage) throws -> [SessionEffect] {
        try session.receive(ReceivedFrame(MessageCodec.bytes(of: message)), keys: keys)
    }

    /// The session hears the peer's hello.
    @discardableResult
    mutating func greet() throws -> [SessionEffect] { try hear(.hello(hello)) }

    /// The session hears the peer's hello and ack.
    @discardableResult
    mutating func prove(standingCredit: Int = 1_000) throws -> [SessionEffect] {
        try greet()
        return try hear(.helloAck(signature: proof(), standingCredit: standingCredit))
    }

    /// The peer's signature over this connection.
    func proof() -> [UInt8] {
        SimKeyring.signature(of: transcript(provenBy: !link.isDialled), by: link.certified)
    }

    /// What a hello-ack signs, written out from the contract in `jig.proto`.
    func transcript(provenBy isDialler: Bool) -> Hash256 {
        let (us, ru) = (session.ownHello, hello)
        let leaves = (link.ownLeaf.bytes, link.peerLeaf.bytes)
        var parts = [Array((isDialler ? "dialled" : "accepted").utf8)]
        parts += (link.isDialled ? [us, ru] : [ru, us]).map { MessageCodec.bytes(of: .hello($0)) }
        parts += link.isDialled ? [leaves.0, leaves.1] : [leaves.1, leaves.0]
        var bytes = Array("jig hello-ack 1".utf8)
        for part in parts {
            let count = part.count
            bytes += [0, 0, 0, 0, 0, 0, UInt8(count >> 8), UInt8(count & 255)] + part
        }
        return Hash256(hashing: bytes)
    }
}
