import ControlAPI

/// Waits until all partners have converged, and says on a terminal how far they are.
struct Waiting {
    let console: Console

    /// Returns when `status` says converged, or when the time is over.
    func untilConverged(seconds: Double) async throws {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(min(max(seconds, 0), 1_000_000))
        defer { if Stream.error.isTerminal { try? Stream.error.write("\r\u{1B}[K") } }
        while clock.now < end {
            let status = try await console.ask(ControlRequest(.status), as: Status.self)
            if status.converged { return }
            if Stream.error.isTerminal { try Stream.error.write(progress(status)) }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    private func progress(_ status: Status) -> String {
        let missing = status.peers.filter { !$0.converged }.map { peer in
            let behind = peer.behind.map { Display.grouped($0) } ?? "?"
            let ahead = peer.ahead.map { Display.grouped($0) } ?? "?"
            return "\(peer.partner) \(peer.state.word): \(behind) to fetch, \(ahead) to send"
        }
        return "\r\u{1B}[K" + TerminalText.escaping(missing.joined(separator: "; "))
    }
}
