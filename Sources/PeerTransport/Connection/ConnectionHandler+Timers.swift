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

    /// Ends the connection once the peer has been silent for too long.
    func watchForSilence() {
        let now = NIODeadline.now()
        switch silence.verdict(at: now) {
        case .tooLong: end(.idle, flushing: false)
        case .lookAgain(let later):
            idleTimer = schedule(in: (later - now).nanoseconds / 1_000_000 + 1) {
                $0.watchForSilence()
            }
        }
    }

    func cancelTimers() {
        phaseTimer?.cancel()
        idleTimer?.cancel()
        idleTimer = nil
    }
}
