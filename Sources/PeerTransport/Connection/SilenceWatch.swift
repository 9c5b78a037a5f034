import NIOCore

/// How long a peer has been silent, as far as it is the peer's doing.
struct SilenceWatch {
    private let allowed: TimeAmount
    private var lastByteAt: NIODeadline
    /// We do not read, and so cannot tell silence from bytes that wait.
    private var isDeaf = false

    init(allowed: TimeAmount, from now: NIODeadline) {
        self.allowed = allowed
        lastByteAt = now
    }

    enum Verdict: Equatable {
        case tooLong
        /// Not before this time can it have been too long.
        case lookAgain(at: NIODeadline)
    }

    mutating func heard(at now: NIODeadline) { lastByteAt = now }

    /// We stop reading; the peer's silence is ours.
    mutating func stopListening() { isDeaf = true }

    /// We read again, and the peer's silence begins anew.
    mutating func listen(from now: NIODeadline) {
        isDeaf = false
        lastByteAt = now
    }

    func verdict(at now: NIODeadline) -> Verdict {
        let since = isDeaf ? now : lastByteAt
        return now - since >= allowed ? .tooLong : .lookAgain(at: since + allowed)
    }
}
