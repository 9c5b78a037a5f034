import Synchronization

/// What was waited for did not come in time.
struct NotInTime: Error, CustomStringConvertible {
    let description: String
}

/// A value that tests wait on: each change wakes whoever waits for it to look a certain way.
final class Watched<Value: Sendable>: Sendable {
    private struct State {
        var value: Value
        var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextWatcher = 0
    }

    private let state: Mutex<State>

    init(_ value: Value) {
        state = Mutex(State(value: value))
    }

    var value: Value { state.withLock { $0.value } }

    func change(_ body: @Sendable (inout Value) -> Void) {
        let watchers = state.withLock { state in
            body(&state.value)
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.yield() }
    }

    /// The first answer that `look` gives for the value as it is or becomes.
    func wait<Answer: Sendable>(
        _ what: String,
        for duration: Duration = .seconds(20),
        until look: @escaping @Sendable (Value) -> Answer?
    ) async throws -> Answer {
        let (changes, watcher) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let number = state.withLock { state in
            state.nextWatcher += 1
            state.watchers[state.nextWatcher] = watcher
            return state.nextWatcher
        }
        defer { state.withLock { $0.watchers[number] = nil } }
        return try await withThrowingTaskGroup { group in
            group.addTask {
                if let answer = look(self.value) { return answer }
                for await _ in changes {
                    if let answer = look(self.value) { return answer }
                }
                throw CancellationError()
            }
            group.addTask {
                try await Task.sleep(for: duration)
                throw NotInTime(description: "\(what): not within \(duration), but \(self.value)")
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }
}
