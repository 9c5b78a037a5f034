package import BankModel
internal import PeerProtocol

/// What a replica asks the shell to do, in this order, once its transaction has been committed.
package enum Effect: Equatable, Sendable {
    /// Make this head durable in the guard before anything that follows.
    case advanceGuard(LogID, Head)
    /// Send a frame's payload.
    case send(ConnectionNumber, [UInt8])
    /// The peer has proved itself: it no longer counts as unauthenticated.
    case authenticated(ConnectionNumber, AuthorID)
    /// End the connection once what was sent before has left.
    case close(ConnectionNumber, reason: String)
    /// Ask to be woken at this time, in milliseconds since 1970; a later one replaces it.
    case wake(at: Int64)
    /// The keyring learned a charter or roster.
    case documentsChanged
    /// Entries of the `ops` channel came from a peer and are held now, in the order of application.
    case arrived([EntryHash])
    /// All that we ever signed is held again: drafts can become entries.
    case pastKnown
    /// Something for the log of the daemon.
    case note(Note)
}

/// A connection, as the transport numbers it.
package typealias ConnectionNumber = UInt64

/// Something worth a line in the daemon's log.
package struct Note: Equatable, Sendable {
    /// Whether an operator should look at it.
    package let isWarning: Bool
    /// Which peer it is about.
    package let peer: AuthorID?
    /// One sentence; may hold a peer's words, so it is escaped before it is shown.
    package let text: String

    package init(isWarning: Bool = false, peer: AuthorID? = nil, _ text: String) {
        self.isWarning = isWarning
        self.peer = peer
        self.text = text
    }
}
