/// How one partner stands.
package struct PeerStatus: Codable, Equatable, Sendable {
    /// The partner.
    package var partner: String
    /// Which of its nodes; null before one has said its name.
    @ExplicitNull package var author: String?
    /// Whether there is a session, and if not, what stands in the way.
    package var state: PeerState
    /// Whether its latest frontier in a live session equals ours, digest included.
    package var converged: Bool
    /// Why not; null when converged.
    @ExplicitNull package var reason: String?
    /// Entries that it holds and we do not; null while that is not known.
    @ExplicitNull package var behind: Int?
    /// Entries that we hold and it does not; null while that is not known.
    @ExplicitNull package var ahead: Int?
    /// When it was last heard; null for never.
    @ExplicitNull package var lastContact: Moment?
    /// Where it is dialled; null where no address is known.
    @ExplicitNull package var address: String?
    /// Its latest signed word for how much of our logs it holds.
    package var receipt: Receipt?
    /// By which statement it has suspended its part in the bank, or has left it.
    package var standing: BankWord?

    package init(
        partner: String,
        author: String?,
        state: PeerState,
        converged: Bool,
        reason: String?,
        behind: Int?,
        ahead: Int?,
        lastContact: Moment?,
        address: String?,
        receipt: Receipt? = nil,
        standing: BankWord? = nil
    ) {
        self.partner = partner
        self.author = author
        self.state = state
        self.converged = converged
        self.reason = reason
        self.behind = behind
        self.ahead = ahead
        self.lastContact = lastContact
        self.address = address
        self.receipt = receipt
        self.standing = standing
    }

    private enum CodingKeys: String, CodingKey {
        case partner
        case author
        case state
        case converged
        case reason
        case behind
        case ahead
        case lastContact = "last_contact"
        case address
        case receipt
        case standing
    }
}

/// Whether there is a session with a partner, in one word.
///
/// A word of a later release is kept as it is.
package struct PeerState: Hashable, Sendable {
    /// The word.
    package let word: String

    package init(_ word: String) { self.word = word }

    /// Its HELLO-ACK has verified.
    package static let connected = Self("connected")
    /// Being dialled, or shaking hands.
    package static let connecting = Self("connecting")
    /// Paused here by an operator.
    package static let paused = Self("paused")
    /// It refused us, or we refused it.
    package static let refused = Self("refused")
    /// It has left the bank, or this partner has and there is no session.
    package static let left = Self("left")
    /// It has suspended its part in the bank, or this partner has.
    package static let suspended = Self("suspended")
    /// Nothing answers at its address.
    package static let unreachable = Self("unreachable")
}

extension PeerState: Codable {
    package init(from decoder: any Decoder) throws {
        word = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(word)
    }
}

/// A partner's signed word for what it holds.
package struct Receipt: Codable, Equatable, Sendable {
    /// When it came.
    package var at: Moment
    /// The digest that it signed, in hexadecimal.
    package var digest: String
    /// The newest entry of our logs that it holds: `us/bank/17`.
    package var heads: [String]

    package init(at: Moment, digest: String, heads: [String]) {
        self.at = at
        self.digest = digest
        self.heads = heads
    }
}

/// Every other partner of the bank: the answer to `peer list`.
package struct PeerList: Codable, Equatable, Sendable {
    /// One for each partner.
    package var peers: [PeerStatus]

    package init(peers: [PeerStatus]) { self.peers = peers }
}

/// How far a dial came: the answer to `peer test`.
package struct PeerTest: Codable, Equatable, Sendable {
    /// The partner.
    package var partner: String
    /// Where it was dialled; null where no address is known.
    @ExplicitNull package var address: String?
    /// Whether something accepted the connection.
    package var tcp: Bool
    /// Whether both certificates were good.
    package var tls: Bool
    /// Whether its HELLO-ACK verified.
    package var hello: Bool
    /// What failed; null when all went well.
    @ExplicitNull package var reason: String?

    package init(
        partner: String,
        address: String?,
        tcp: Bool,
        tls: Bool,
        hello: Bool,
        reason: String?
    ) {
        self.partner = partner
        self.address = address
        self.tcp = tcp
        self.tls = tls
        self.hello = hello
        self.reason = reason
    }
}
