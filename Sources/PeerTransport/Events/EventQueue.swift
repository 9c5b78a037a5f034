import BankModel
import Synchronization

/// What has happened and has not been taken yet, in order.
///
/// Bounded by its users: a connection adds no `received` while one of its own waits, other events
/// come once for each connection or answer a command, and of refusals only a few are kept.
final class EventQueue: Sendable {
    private struct State {
        var events: [TransportEvent] = []
        var refusalsWaiting = 0
        var isFinished = false
        var taker: CheckedContinuation<Void, Never>?
    }

    private let refusalsWaitingMax: Int
    private let state = Mutex(State())

    init(refusalsWaitingMax: Int) {
        self.refusalsWaitingMax = refusalsWaitingMax
    }

    /// Adds an event; a refusal beyond the limit is dropped.
    func add(_ event: TransportEvent) {
        let taker = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.isFinished else { return nil }
            if case .refused = event {
                guard state.refusalsWaiting < refusalsWaitingMax else { return nil }
                state.refusalsWaiting += 1
            }
            state.events.append(event)
            return Self.wake(&state)
        }
        taker?.resume()
    }

    /// Nothing will be added any more.
    func finish() {
        let taker = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.isFinished = true
            return Self.wake(&state)
        }
        taker?.resume()
    }

    /// All events that wait, at least one; nil at the end or when the task is cancelled.
    ///
    /// - Precondition: one task at a time.
    func take() async -> [TransportEvent]? {
        while !Task.isCancelled {
            let (events, isFinished) = takeWaiting()
            if !events.isEmpty { return events }
            if isFinished { return nil }
            await waitForOne()
        }
        return nil
    }

    private func takeWaiting() -> ([TransportEvent], isFinished: Bool) {
        state.withLock { state in
            let events = state.events
            state.events = []
            state.refusalsWaiting = 0
            return (events, state.isFinished)
        }
    }

    private func waitForOne() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { taker in
                let isReady = state.withLock { state in
                    precondition(state.taker == nil, "two tasks take events at the same time")
                    if !state.events.isEmpty || state.isFinished || Task.isCancelled { return true }
                    state.taker = taker
                    return false
                }
                if isReady { taker.resume() }
            }
        } onCancel: {
            state.withLock { Self.wake(&$0) }?.resume()
        }
    }

    private static func wake(_ state: inout State) -> CheckedContinuation<Void, Never>? {
        defer { state.taker = nil }
        return state.taker
    }
}
