import BankModel
import PeerProtocol
import Replica
import Simulation

/// One replica of `us`, and peers that say what a test has them say.
struct Stage {
    var replica: Replica<SimKeyring>
    var bank: MemoryBank
    let members: Membership
    var now: Int64 = 1_700_000_000_000
    var actors: [ConnectionNumber: Actor] = [:]
    /// Effects of all that has happened.
    var effects: [Effect] = []

    /// The other end of one connection.
    struct Actor {
        var session: Session
        let keys: SimKeyring
        /// What the replica said, oldest first.
        var heard: [PeerMessage] = []
        var closeReason: String?
    }

    init(
        _ authors: String...,
        bank: MemoryBank = MemoryBank(),
        guarded: [LogID: Head]? = [:]
    ) throws {
        members = Membership(of: authors.compactMap { AuthorID($0) })
        self.bank = bank
        replica = try Replica(
            keys: members.keyring(of: try Stage.author("us")),
            guarded: guarded,
            process: Array(repeating: 0, count: 16),
            storage: bank
        )
    }

    static func author(_ text: String) throws -> AuthorID {
        guard let author = AuthorID(text) else { throw ProtocolViolation("no author \(text)") }
        return author
    }

    /// Opens a connection on which `name` is certified; the replica's hello is out.
    mutating func open(
        _ number: ConnectionNumber,
        as name: String = "ru",
        process: UInt8 = 1,
        byUs: Bool = false
    ) throws {
        let author = try Self.author(name)
        let keys = members.keyring(of: author)
        let ours = Hash256(hashing: [1])
        let theirs = Hash256(hashing: [2])
        let hello = Hello(
            bank: keys.charter.bank,
            author: author,
            charter: keys.charter.number,
            rosters: keys.rosters.mapValues(\.number),
            process: Array(repeating: process, count: 16),
            challenge: Hash256(hashing: [UInt8(truncatingIfNeeded: number)]).bytes
        )
        let link = Session.Link(
            isDialled: !byUs,
            certified: try Self.author("us"),
            ownLeaf: theirs,
            peerLeaf: ours
        )
        actors[number] = Actor(session: Session(on: link, hello: hello), keys: keys)
        let ourLink = Session.Link(
            isDialled: byUs,
            certified: author,
            ownLeaf: ours,
            peerLeaf: theirs
        )
        try handle(.opened(number, ourLink, challenge: Array(repeating: 3, count: 32)))
    }

    /// Says the actor's hello, and its ack, as an honest node does.
    mutating func greet(_ number: ConnectionNumber) throws {
        guard let actor = actors[number] else { return }
        let proof = try proof(on: number)
        try say(.hello(actor.session.ownHello), on: number)
        if let proof { try say(proof, on: number) }
    }

    /// The hello-ack that the actor's session makes of the replica's hello.
    func proof(on number: ConnectionNumber) throws -> PeerMessage? {
        guard var actor = actors[number],
            let hello = actor.heard.first(where: { if case .hello = $0 { true } else { false } })
        else { return nil }
        let effects = try? actor.session.receive(
            ReceivedFrame(MessageCodec.bytes(of: hello)),
            keys: actor.keys
        )
        for effect in effects ?? [] {
            if case .send(let message) = effect, case .helloAck = message { return message }
        }
        return nil
    }

    /// Opens and greets.
    mutating func live(
        _ number: ConnectionNumber,
        as name: String = "ru",
        process: UInt8 = 1,
        byUs: Bool = false
    ) throws {
        try open(number, as: name, process: process, byUs: byUs)
        try greet(number)
    }

    mutating func say(_ message: PeerMessage, on number: ConnectionNumber) throws {
        try say(bytes: MessageCodec.bytes(of: message), on: number)
    }

    mutating func say(bytes: [UInt8], on number: ConnectionNumber) throws {
        try handle(.received(number, [ReceivedFrame(bytes)]))
    }

    /// Says a frontier, signed by the actor.
    mutating func sayFrontier(
        _ heads: [LogID: [Head]] = [:],
        digest: Digest = Digest(),
        on number: ConnectionNumber
    ) throws {
        guard let actor = actors[number] else { return }
        let signed = SignedFrontier(
            bank: actor.keys.charter.bank,
            author: actor.keys.author,
            frontier: Frontier(heads),
            digest: digest,
            ruleSet: 1,
            at: now,
            sign: { actor.keys.sign($0) }
        )
        try say(.frontier(signed), on: number)
    }

    mutating func handle(_ event: Replica<SimKeyring>.Event) throws {
        try take(try replica.handle(event, at: now, in: &bank))
    }

    /// What the replica wants done, as a shell would.
    mutating func take(_ new: [Effect]) throws {
        effects += new
        for effect in new {
            switch effect {
            case .send(let number, let payload):
                actors[number]?.heard.append(try MessageCodec.read(payload))
            case .close(let number, let reason): actors[number]?.closeReason = reason
            default: break
            }
        }
    }

    mutating func pass(_ milliseconds: Int64) throws {
        now += milliseconds
        try handle(.woke)
    }

    /// What the replica said on a connection, and forgets it.
    mutating func listen(_ number: ConnectionNumber) -> [PeerMessage] {
        defer { actors[number]?.heard = [] }
        return actors[number]?.heard ?? []
    }

    /// Answers every probe until the replica has no more to say; what it said.
    mutating func answerProbes(_ number: ConnectionNumber) throws -> [PeerMessage] {
        var all: [PeerMessage] = []
        while true {
            let said = listen(number)
            if said.isEmpty { return all }
            all += said
            for case .probe(let question) in said {
                try say(.probeAnswer(question), on: number)
            }
        }
    }

    func isLive(_ number: ConnectionNumber) -> Bool {
        replica.peers[number]?.liveSince != nil
    }

    func reason(_ number: ConnectionNumber) -> String? { actors[number]?.closeReason }

    func alarms(_ kind: Alarm.Kind) -> [Alarm] { bank.alarms.filter { $0.kind == kind } }
}
