package import BankModel

/// One connection to one peer, as a state machine: messages in, effects out.
///
/// It owns the handshake and the credit of both directions. What messages mean for the bank is for
/// whoever holds the session. A message that has no place in the state is a `ProtocolViolation`.
package struct Session: Sendable {
    /// What the transport knows of the connection.
    package let link: Link
    /// What this side said first.
    package let ownHello: Hello
    /// Where the conversation stands.
    package private(set) var state: State
    /// Credit that the peer gave us: what we may still send, by log.
    package private(set) var sending = CreditBook(standing: 0)
    /// Credit that we gave the peer: what it may still send, by log.
    package private(set) var receiving = CreditBook(standing: Limits.standingCreditBytes)

    /// The peer's hello exactly as it came: what both acks are over.
    private var peerHelloBytes: [UInt8] = []

    /// The states, in the order in which they come.
    package enum State: Equatable, Sendable {
        /// Our hello is out. Goes to: proving, closed.
        case greeting
        /// Both hellos are out, and our ack. Goes to: live, closed.
        case proving(Hello)
        /// The peer has proved that it holds its author's log key. Goes to: closed.
        case live(Hello)
        /// Nothing more is said. Goes nowhere.
        case closed
    }

    /// What the transport knows of a connection once TLS has verified both sides.
    package struct Link: Equatable, Sendable {
        /// Whether this side dialled.
        package let isDialled: Bool
        /// The author that the peer's certificate names.
        package let certified: AuthorID
        /// SHA-256 of our leaf certificate's DER.
        package let ownLeaf: Hash256
        /// SHA-256 of the peer's.
        package let peerLeaf: Hash256

        package init(isDialled: Bool, certified: AuthorID, ownLeaf: Hash256, peerLeaf: Hash256) {
            self.isDialled = isDialled
            self.certified = certified
            self.ownLeaf = ownLeaf
            self.peerLeaf = peerLeaf
        }
    }

    /// Begins a session; the hello is to be sent at once.
    package init(on link: Link, hello: Hello) {
        self.link = link
        ownHello = hello
        state = .greeting
    }

    /// The peer's author; what its certificate says until its hello has come.
    package var peer: AuthorID { link.certified }

    /// Whether the peer has proved itself.
    package var isLive: Bool {
        if case .live = state { true } else { false }
    }

    /// The peer's hello, once it has come.
    package var peerHello: Hello? {
        switch state {
        case .proving(let hello), .live(let hello): hello
        case .greeting, .closed: nil
        }
    }

    /// Takes one message.
    package mutating func receive(
        _ frame: ReceivedFrame,
        keys: some Keyring
    ) throws -> [SessionEffect] {
        let reading = frame.read()
        let message = try reading.message.get()
        if let log = message.log, !keys.lists(log.author, onRoster: 0) {
            throw ProtocolViolation("a message about \(log), which no roster lists")
        }
        switch (state, message) {
        case (.closed, _):
            return []
        case (_, .goodbye(let goodbye)):
            state = .closed
            return [.farewell(goodbye)]
        case (.greeting, .hello(let hello)):
            peerHelloBytes = frame.payload
            return try greet(hello, keys: keys)
        case (.greeting, _): throw ProtocolViolation("something else before hello")
        case (.proving, .documents(let documents)), (.live, .documents(let documents)):
            return [.learned(documents)]
        case (.proving(let hello), .helloAck(let signature, let standingCredit)):
            return try acknowledge(
                hello,
                signature: signature,
                standingCredit: standingCredit,
                keys: keys
            )
        case (.proving, _): throw ProtocolViolation("something else before hello-ack")
        case (.live, .hello), (.live, .helloAck):
            throw ProtocolViolation("a second hello or hello-ack")
        case (.live, .frontier(let frontier)): return try hear(frontier, keys: keys)
        case (.live, .want(let log, let have, let credit)):
            sending.grant(credit, for: log)
            return [.asked(log: log, have: have)]
        case (.live, .credit(let log, let bytes)):
            sending.grant(bytes, for: log)
            return [.credited(log)]
        case (.live, .entries(let log, _)): return try take(reading.entries, of: log)
        case (.live, .probe(let number)): return [.send(.probeAnswer(number))]
        case (.live, .probeAnswer(let number)): return [.answered(number)]
        }
    }

    /// Ends the session from this side.
    package mutating func close() { state = .closed }

    /// Takes the bytes of entries that are about to be sent off our credit.
    package mutating func spend(_ bytes: Int, on log: LogID) { sending.spend(bytes, on: log) }

    /// Gives the peer more credit; the message that says so is the caller's.
    package mutating func grant(_ bytes: Int, for log: LogID) { receiving.grant(bytes, for: log) }

    private mutating func greet(_ hello: Hello, keys: some Keyring) throws -> [SessionEffect] {
        guard hello.versions.contains(1) else {
            throw ProtocolViolation("the peer speaks versions \(hello.versions), and we speak 1")
        }
        guard hello.bank == ownHello.bank else {
            throw ProtocolViolation("the peer's bank is another one")
        }
        guard hello.author == link.certified else {
            throw ProtocolViolation("hello by \(hello.author) on \(link.certified)'s certificate")
        }
        guard hello.author != ownHello.author else {
            throw ProtocolViolation("hello in our own name")
        }
        state = .proving(hello)
        let documents = keys.documents(beyond: hello)
        let proof = try keys.sign(transcript(provenBy: link.isDialled))
        return PeerMessage.documents(inFrames: documents).map { .send($0) }
            + [.send(.helloAck(signature: proof, standingCredit: Limits.standingCreditBytes))]
    }

    private mutating func acknowledge(
        _ hello: Hello,
        signature: [UInt8],
        standingCredit: Int,
        keys: some Keyring
    ) throws -> [SessionEffect] {
        if let refusal = keys.refusal(of: hello.author) { throw ProtocolViolation(refusal) }
        let transcript = transcript(provenBy: !link.isDialled)
        guard keys.isSigned(transcript, signature: signature, by: hello.author) else {
            throw ProtocolViolation("hello-ack not signed by \(hello.author)'s log key")
        }
        sending = CreditBook(standing: standingCredit)
        state = .live(hello)
        return [.becameLive]
    }

    private func hear(
        _ frontier: SignedFrontier,
        keys: some Keyring
    ) throws -> [SessionEffect] {
        guard frontier.bank == ownHello.bank, frontier.author == peer else {
            throw ProtocolViolation("somebody else's frontier")
        }
        guard keys.isSigned(frontier.signedHash, signature: frontier.signature, by: peer) else {
            throw ProtocolViolation("a frontier with a bad signature")
        }
        return [.heard(frontier)]
    }

    private mutating func take(
        _ entries: [ArrivedEntry],
        of log: LogID
    ) throws -> [SessionEffect] {
        let bytes = entries.reduce(0) { $0 + $1.bytes.count }
        guard bytes <= receiving.available(for: log) else {
            throw ProtocolViolation("\(bytes) bytes of \(log) beyond its credit")
        }
        receiving.spend(bytes, on: log)
        return [.delivered(log: log, entries: entries)]
    }

    /// What a hello-ack signs: role, both hellos and both leaves, so that an ack serves no other
    /// connection, no other direction and no other pair of certificates.
    private func transcript(provenBy isDialler: Bool) -> Hash256 {
        let ours = MessageCodec.bytes(of: .hello(ownHello))
        let theirs = peerHelloBytes
        let parts =
            link.isDialled
            ? [ours, theirs, link.ownLeaf.bytes, link.peerLeaf.bytes]
            : [theirs, ours, link.peerLeaf.bytes, link.ownLeaf.bytes]
        let role = Array((isDialler ? "dialled" : "accepted").utf8)
        return Hash256(
            hashing: Array("jig hello-ack 1".utf8),
            ([role] + parts).flatMap { Bytes.lengthPrefixed($0) }
        )
    }
}

/// What a session wants done, or has to tell.
package enum SessionEffect: Equatable, Sendable {
    /// Send this to the peer.
    case send(PeerMessage)
    /// The peer sent charters or rosters, not yet verified.
    case learned([StoredDocument])
    /// The peer has proved itself.
    case becameLive
    /// The peer says what it holds; its signature is good.
    case heard(SignedFrontier)
    /// The peer asks for what it lacks of a log.
    case asked(log: LogID, have: [Head])
    /// The peer gave more credit.
    case credited(LogID)
    /// Entries arrived, within their credit.
    case delivered(log: LogID, entries: [ArrivedEntry])
    /// The peer answered the probe with this number.
    case answered(UInt64)
    /// The peer said why it closes.
    case farewell(Goodbye)

    /// Whether this answers a probe of the peer's.
    package var isProbeAnswer: Bool {
        if case .send(.probeAnswer) = self { true } else { false }
    }
}
