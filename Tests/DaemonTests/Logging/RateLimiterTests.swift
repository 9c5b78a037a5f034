import Testing

@testable import Daemon

@Suite struct RateLimiterTests {
    private static let plenty = RateLimiter.Rate(burst: 1_000_000, millisecondsPerLine: 1)

    private func limiter(
        burst: Int64 = 3,
        every: Int64 = 100,
        all: RateLimiter.Rate = plenty,
        kindsMax: Int = 10
    ) -> RateLimiter {
        RateLimiter(
            ofAKind: .init(burst: burst, millisecondsPerLine: every),
            ofAll: all,
            kindsMax: kindsMax
        )
    }

    private func check(
        _ limiter: inout RateLimiter,
        kind: Int = 1,
        at times: [Int64],
        expect: [RateLimiter.Decision]
    ) {
        #expect(times.map { limiter.admit(kind: kind, at: $0) } == expect)
    }

    @Test func `a burst passes, then one line for each interval`() {
        var limiter = limiter()
        check(
            &limiter,
            at: [0, 0, 0, 0, 99, 100, 100, 250],
            expect: [
                .write(dropped: 0), .write(dropped: 0), .write(dropped: 0), .drop, .drop,
                .write(dropped: 2), .drop, .write(dropped: 1),
            ]
        )
    }

    @Test func `a kind does not silence another`() {
        var limiter = limiter(burst: 1)
        check(&limiter, kind: 1, at: [0, 0], expect: [.write(dropped: 0), .drop])
        check(&limiter, kind: 2, at: [0, 0], expect: [.write(dropped: 0), .drop])
    }

    @Test func `all kinds together are bounded`() {
        var limiter = limiter(all: .init(burst: 5, millisecondsPerLine: 10))
        let written = (0..<100).filter { limiter.admit(kind: $0, at: 0) != .drop }
        #expect(written.count == 5)
        #expect(limiter.admit(kind: 1_000, at: 10) != .drop)
        #expect(limiter.admit(kind: 1_001, at: 10) == .drop)
    }

    @Test func `a bucket holds no more than its burst`() {
        var limiter = limiter()
        for _ in 0..<3 { _ = limiter.admit(kind: 1, at: 0) }
        let written = (0..<10).filter { _ in limiter.admit(kind: 1, at: .max) != .drop }
        #expect(written.count == 3)
    }

    @Test func `a clock that goes back gives nothing away`() {
        var limiter = limiter(burst: 1)
        check(
            &limiter,
            at: [1_000, 0, .min, 1_000, 1_099, 1_100],
            expect: [.write(dropped: 0), .drop, .drop, .drop, .drop, .write(dropped: 4)]
        )
    }

    @Test func `kinds beyond the table share one bucket`() {
        var limiter = limiter(burst: 1, kindsMax: 4)
        let written = (0..<100).filter { limiter.admit(kind: $0, at: 0) != .drop }
        #expect(written.count == 5)
    }

    @Test func `the table forgets kinds that have been quiet`() {
        var limiter = limiter(burst: 1, every: 100, kindsMax: 4)
        for kind in 0..<4 { _ = limiter.admit(kind: kind, at: 0) }
        let written = (10..<14).filter { limiter.admit(kind: $0, at: 100) != .drop }
        #expect(written.count == 4)
    }
}
