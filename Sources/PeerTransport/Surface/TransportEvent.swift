package import BankModel

/// Names one connection of this process, dialled or accepted; never used twice.
package struct ConnectionID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 1 for the first connection of this process.
    package let number: UInt64

    package init(number: UInt64) {
        self.number = number
    }

    package var description: String { "connection \(number)" }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// Which side of a connection we are.
package enum Role: Hashable, Sendable {
    /// We called; the peer is the TLS server.
    case dialled
    /// The peer called; we are the TLS server.
    case accepted
}

/// What a finished TLS handshake has proved, and what a HELLO-ACK signs over.
package struct PeerCertificates: Hashable, Sendable {
    /// Which side of the connection we are.
    package let role: Role
    /// The author in the peer's leaf: its partner's CA vouches for it, its log key not yet.
    package let author: AuthorID
    /// SHA-256 of the DER form of the leaf that we showed on this connection.
    package let ownLeafHash: Hash256
    /// SHA-256 of the DER form of the leaf that the peer showed.
    package let peerLeafHash: Hash256
    /// The peer's address and port, for people to read.
    package let remoteAddress: String

    /// Whose node the peer says it is.
    package var partner: PartnerID { author.partner }

    package init(
        role: Role,
        author: AuthorID,
        ownLeafHash: Hash256,
        peerLeafHash: Hash256,
        remoteAddress: String
    ) {
        self.role = role
        self.author = author
        self.ownLeafHash = ownLeafHash
        self.peerLeafHash = peerLeafHash
        self.remoteAddress = remoteAddress
    }
}

/// Something that happened on the network.
///
/// Events of one connection come in the order in which they happened: `opened`, any number of
/// `received` and `writable`, `closed`. A connection that fails before `opened` is told by
/// `dialFailed` or `refused` instead.
package enum TransportEvent: Equatable, Sendable {
    /// The TLS handshake is done and the peer's certificate is one that the trust accepts.
    case opened(ConnectionID, PeerCertificates)
    /// Payloads of whole frames, in order. Nothing more is read until this event has been taken.
    case received(ConnectionID, frames: [[UInt8]])
    /// The output of a connection that was not writable has drained.
    case writable(ConnectionID)
    /// The connection is gone; nothing further comes from it.
    case closed(ConnectionID, CloseReason)
    /// A connection that `dial` began never opened.
    case dialFailed(ConnectionID, PartnerID, DialFailure)
    /// A connection that somebody else began never opened.
    ///
    /// At most `TransportConfiguration.refusalsWaitingMax` of these wait to be taken; further ones
    /// only count.
    case refused(remoteAddress: String, RefusalReason)
}
