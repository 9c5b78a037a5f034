import NIOCore

extension ConnectionHandler {
    /// Runs `action` on this handler later, on its event loop.
    func schedule(
        in milliseconds: Int64,
        _ action: @escaping (ConnectionHandler) -> Void
    ) -> Scheduled<Void>? {
        context?.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(milliseconds)) {
            [weak self] in
            if let self { action(self) }
        }
    }

    /// Looks again after so long whether the peer has been silent all the while.
    func watchForSilence(for milliseconds: Int64) {
        idleTimer = schedule(in: milliseconds) { $0.checkSilence() }
    }

    private func checkSilence() {
        let idle = TimeAmount.milliseconds(transport.configuration.timeouts.idleMilliseconds)
        let silence = isPaused ? .nanoseconds(0) : NIODeadline.now() - lastByteAt
        guard silence < idle else { return end(.idle, flushing: false) }
        watchForSilence(for: (idle - silence).nanoseconds / 1_000_000 + 1)
    }

    func cancelTimers() {
        phaseTimer?.cancel()
        idleTimer?.cancel()
        idleTimer = nil
    }
}
