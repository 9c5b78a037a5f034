import Synchronization

/// Which way something went through a relay.
enum Direction {
    case fromDialler
    case toDialler
}

/// What went through a relay, in both directions, TLS included.
final class Traffic: Sendable {
    private let state = Mutex(State())

    private struct State {
        var turns: [Turn] = []
        var delay = Duration.zero
    }

    /// What one side sent until the other said something.
    struct Turn {
        let direction: Direction
        var bytes: Int
    }

    /// How long each piece is held up, one way.
    var delay: Duration {
        get { state.withLock { $0.delay } }
        set { state.withLock { $0.delay = newValue } }
    }

    func count(_ bytes: Int, _ direction: Direction) {
        state.withLock { state in
            if let last = state.turns.indices.last, state.turns[last].direction == direction {
                state.turns[last].bytes += bytes
            } else {
                state.turns.append(Turn(direction: direction, bytes: bytes))
            }
        }
    }

    /// What has gone through since the last time that this was asked.
    func takeTurns() -> [Turn] {
        state.withLock { state in
            defer { state.turns = [] }
            return state.turns
        }
    }
}

extension [Traffic.Turn] {
    var bytes: Int { reduce(0) { $0 + $1.bytes } }

    func bytes(_ direction: Direction) -> Int { filter { $0.direction == direction }.bytes }
}
