import BankModel
import Identity
import Synchronization

/// The connections there are, and what new ones are made with.
final class Switchboard: Sendable {
    private struct State {
        var contexts: TLSContexts
        var trust: Trust
        var connections: [ConnectionID: Connection] = [:]
        /// Calls that nobody has answered yet.
        var calls: [ConnectionID: PartnerID] = [:]
        var waiting = WaitingPlaces()
        var lastNumber: UInt64 = 0
        var isEnding = false
    }

    private let state: Mutex<State>

    init(contexts: TLSContexts, trust: Trust) {
        state = Mutex(State(contexts: contexts, trust: trust))
    }

    /// What the next connection's TLS is made with.
    var contexts: TLSContexts {
        get { state.withLock { $0.contexts } }
        set { state.withLock { $0.contexts = newValue } }
    }

    var trust: Trust {
        get { state.withLock { $0.trust } }
        set { state.withLock { $0.trust = newValue } }
    }

    /// Every connection, in the order in which they were made.
    var connections: [Connection] {
        state.withLock { state in
            state.connections.values.sorted { $0.id < $1.id }
        }
    }

    func connection(_ id: ConnectionID) -> Connection? {
        state.withLock { $0.connections[id] }
    }
}

extension Switchboard {
    /// A place for a connection that somebody else began, and the connection that has to make room
    /// for it; nil at the end.
    func admitAccepted(
        from source: SourceAddress,
        unauthenticatedMax: Int,
        _ make: (ConnectionID) -> Connection
    ) -> (new: Connection, crowdedOut: Connection?)? {
        state.withLock { state in
            guard !state.isEnding else { return nil }
            let connection = make(Self.nextID(&state))
            let crowdedOut = state.waiting.admit(
                connection.id,
                from: source,
                placesMax: unauthenticatedMax
            )
            state.connections[connection.id] = connection
            return (connection, crowdedOut.flatMap { state.connections[$0] })
        }
    }

    /// Notes that a call has begun.
    func beginCall(to partner: PartnerID) -> ConnectionID {
        state.withLock { state in
            let id = Self.nextID(&state)
            state.calls[id] = partner
            return id
        }
    }

    /// Turns a call that was answered into a connection; false if it has been cancelled meanwhile.
    func answerCall(_ connection: Connection) -> Bool {
        state.withLock { state in
            guard state.calls.removeValue(forKey: connection.id) != nil, !state.isEnding else {
                return false
            }
            state.connections[connection.id] = connection
            return true
        }
    }

    /// Forgets a call that has not been answered; its partner, if it was there to forget.
    func endCall(_ id: ConnectionID) -> PartnerID? {
        state.withLock { $0.calls.removeValue(forKey: id) }
    }

    /// The connection needs no unauthenticated place any more; nil if it is gone.
    func authenticate(_ id: ConnectionID) -> Connection? {
        state.withLock { state in
            state.waiting.free(id)
            return state.connections[id]
        }
    }

    /// Forgets a connection that has ended.
    func remove(_ id: ConnectionID) {
        state.withLock { state in
            state.waiting.free(id)
            state.connections[id] = nil
        }
    }

    /// From now on there are no new connections; the calls that were on their way.
    func end() -> [(ConnectionID, PartnerID)] {
        state.withLock { state in
            state.isEnding = true
            defer { state.calls = [:] }
            return state.calls.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
    }

    private static func nextID(_ state: inout State) -> ConnectionID {
        state.lastNumber += 1
        return ConnectionID(number: state.lastNumber)
    }
}
