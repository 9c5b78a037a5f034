import NIOCore
import Testing

@testable import PeerTransport

@Suite struct SilenceWatchTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    private var watch: SilenceWatch { SilenceWatch(allowed: .seconds(45), from: start) }

    @Test func `silence is too long from the limit on, not before`() {
        #expect(
            watch.verdict(at: start + .seconds(44)) == .lookAgain(at: start + .seconds(45))
        )
        #expect(watch.verdict(at: start + .seconds(45)) == .tooLong)
        #expect(watch.verdict(at: start + .seconds(46)) == .tooLong)
    }

    @Test func `a peer that talks is never silent for too long`() {
        var watch = watch
        for second in stride(from: Int64(0), to: 1_000, by: 44) {
            let now = start + .seconds(second)
            #expect(watch.verdict(at: now) != .tooLong)
            watch.heard(at: now)
            #expect(watch.verdict(at: now) == .lookAgain(at: now + .seconds(45)))
        }
    }

    @Test func `a silence during which we did not read is not the peer's`() {
        var watch = watch
        watch.stopListening()
        let later = start + .seconds(500)
        #expect(watch.verdict(at: later) == .lookAgain(at: later + .seconds(45)))
        watch.listen(from: later)
        #expect(watch.verdict(at: later + .seconds(44)) != .tooLong)
        #expect(watch.verdict(at: later + .seconds(45)) == .tooLong)
    }
}
