import NIOCore
import PeerProtocol

extension ConnectionHandler {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .open = phase else { return }
        silence.heard(at: .now())
        unwrapInboundIn(data).withUnsafeReadableBytes { decoder.feed($0) }
        var frames: [[UInt8]] = []
        let violation = takeFrames(into: &frames)
        if !frames.isEmpty {
            isPaused = true
            silence.stopListening()
            transport.queue.add(.received(connection.id, frames: frames))
        }
        if let violation { end(.badFrame(violation.word), flushing: false) }
    }

    private func takeFrames(into frames: inout [[UInt8]]) -> FrameViolation? {
        do throws(FrameViolation) {
            while let frame = try decoder.next() { frames.append(frame) }
            return nil
        } catch {
            return error
        }
    }

    /// Reading is by request only: while the consumer has not taken what came, nothing is asked for,
    /// and the peer's TCP window closes.
    func channelReadComplete(context: ChannelHandlerContext) {
        if !isPaused || isEnding { context.read() }
    }

    func resumeReading(_ context: ChannelHandlerContext) {
        guard isPaused else { return }
        isPaused = false
        silence.listen(from: .now())
        context.read()
    }

    private var isEnding: Bool {
        if case .ending = phase { true } else { false }
    }
}

extension FrameViolation {
    var word: String {
        switch self {
        case .tooLong: "too_long"
        case .notMinimal: "length_not_minimal"
        case .unterminated: "length_unterminated"
        }
    }
}
