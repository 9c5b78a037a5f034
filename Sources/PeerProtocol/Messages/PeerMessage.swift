package import BankModel

/// What peers say to each other: one message to a frame.
package enum PeerMessage: Equatable, Sendable {
    /// Who speaks, and what it holds of charters and rosters.
    case hello(Hello)
    /// Proof that the speaker holds its author's log key, bound to this connection.
    case helloAck(signature: [UInt8], standingCredit: Int)
    /// Charters and rosters that the other side does not have.
    case documents([StoredDocument])
    /// What the speaker holds, signed.
    case frontier(SignedFrontier)
    /// Asks for what the speaker lacks of a log.
    case want(log: LogID, have: [Head], credit: Int)
    /// Entries of one log, as their authors signed them.
    case entries(log: LogID, entries: [[UInt8]])
    /// How many more bytes of a log's entries the speaker will take.
    case credit(log: LogID, bytes: Int)
    /// Asks whether anybody is there, or has dealt with all that was sent before.
    case probe(UInt64)
    /// Somebody is, and has.
    case probeAnswer(UInt64)
    /// Why the speaker is about to close.
    case goodbye(Goodbye)

    /// Documents in as many messages as they take: each is a frame at most.
    package static func documents(inFrames documents: [StoredDocument]) -> [Self] {
        var messages: [[StoredDocument]] = []
        var room = 0
        for document in documents {
            let size = document.bytes.count + Limits.documentOverheadBytes
            if size > room || messages.last?.count == Limits.documentsMax {
                messages.append([])
                room = Limits.frameBytesMax - Limits.documentOverheadBytes
            }
            messages[messages.count - 1].append(document)
            room -= size
        }
        return messages.map { .documents($0) }
    }

    /// The log that the message is about, if it is about one.
    var log: LogID? {
        switch self {
        case .want(let log, _, _), .entries(let log, _), .credit(let log, _): log
        case .hello, .helloAck, .documents, .frontier, .probe, .probeAnswer, .goodbye: nil
        }
    }
}

/// The first message on a connection, in both directions.
package struct Hello: Equatable, Sendable {
    /// Protocol versions that the speaker speaks.
    package var versions: [UInt32]
    /// The bank.
    package var bank: BankID
    /// Who speaks.
    package var author: AuthorID
    /// The newest charter that it holds.
    package var charter: UInt64
    /// The newest roster of each partner that it holds, by partner.
    package var rosters: [PartnerID: UInt64]
    /// 16 random bytes that are new at each start of the process.
    package var process: [UInt8]
    /// 32 random bytes that are new for each connection.
    package var challenge: [UInt8]

    package init(
        versions: [UInt32] = [1],
        bank: BankID,
        author: AuthorID,
        charter: UInt64,
        rosters: [PartnerID: UInt64],
        process: [UInt8],
        challenge: [UInt8]
    ) {
        self.versions = versions
        self.bank = bank
        self.author = author
        self.charter = charter
        self.rosters = rosters
        self.process = process
        self.challenge = challenge
    }
}

/// A frontier as its node signed it: that node's receipt for what it holds.
package struct SignedFrontier: Equatable, Sendable {
    /// Which bank.
    package let bank: BankID
    /// Whose word it is.
    package let author: AuthorID
    /// What it holds.
    package let frontier: Frontier
    /// The sum over its live dots.
    package let digest: Digest
    /// The rule set that it goes by.
    package let ruleSet: UInt32
    /// When it was written, in milliseconds since 1970, by its node's clock.
    package let at: Int64
    /// What was signed.
    package let body: [UInt8]
    /// Ed25519 with the log key over `signedHash`, 64 bytes.
    package let signature: [UInt8]

    /// SHA-256("jig frontier 1" ‖ body): what the signature is over.
    package var signedHash: Hash256 { Self.hash(ofBody: body) }

    static func hash(ofBody body: [UInt8]) -> Hash256 {
        Hash256(hashing: Array("jig frontier 1".utf8), body)
    }
}

/// Why a node ends a session, told to the other side so that its operator can read it.
package enum Goodbye: Equatable, Sendable {
    /// The node is stopping.
    case stopping
    /// An operator paused the sync.
    case paused
    /// There is another connection between the two nodes.
    case superfluous
    /// The other side broke the protocol, in these words.
    case violation(String)
    /// The other side is not, or no longer, welcome, in these words.
    case refused(String)
    /// The partner has suspended its part in the bank, for this reason.
    case suspended(String)
    /// A reason of a later release.
    case other(UInt32, String)
}

extension Goodbye {
    /// The reason in the words of the side that says it.
    package var ownWords: String {
        switch self {
        case .stopping: "stopping"
        case .paused: "paused by an operator"
        case .superfluous: "another connection is kept"
        case .suspended(let text): "this partner has suspended its part: \(text)"
        case .violation(let text), .refused(let text), .other(_, let text): text
        }
    }
}

extension Goodbye: CustomStringConvertible {
    /// The reason in the words of the side that hears it; may hold a peer's text.
    package var description: String {
        switch self {
        case .stopping: "the partner's node is stopping"
        case .paused: "paused by an operator of the partner"
        case .superfluous: "the partner's node keeps another connection"
        case .violation(let text): "the partner's node says that we broke the protocol: \(text)"
        case .refused(let text): "the partner's node refuses us: \(text)"
        case .suspended(let text): "the partner has suspended its part: \(text)"
        case .other(let reason, let text): "for reason \(reason) of a later release: \(text)"
        }
    }
}

/// A peer's fault: says which message, in which state.
///
/// It costs that connection only.
package struct ProtocolViolation: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was wrong.
    package let description: String

    /// What a peer sent may stand in the words: they are cut where an alarm or a log would be.
    package init(_ description: String) {
        let isShort = description.utf8.count <= Limits.faultBytesMax
        self.description = isShort ? description : Self.cut(description)
    }

    private static func cut(_ description: String) -> String {
        var cut = String.UnicodeScalarView()
        var room = Limits.faultBytesMax
        for scalar in description.unicodeScalars {
            room -= UTF8.width(scalar)
            if room < 0 { break }
            cut.append(scalar)
        }
        return String(cut) + "…"
    }
}
