import BankModel
import Simulation
import Testing

@testable import PeerProtocol

/// What is on its way to a peer follows what the peer takes.
@Suite struct PaceTests {
    private static let start: Int64 = 1_700_000_000_000
    private static let least = Limits.windowBytesMin

    @Test func `the least window is there before anything is known, and ops has another`() {
        var pace = Pace()
        #expect(pace.room(for: .bank, at: Self.start) == Self.least)
        #expect(pace.room(for: .ops, at: Self.start) == 2 * Self.least)
        pace.send(Self.least + 1)
        #expect(pace.room(for: .bank, at: Self.start) == -1)
        #expect(pace.room(for: .ops, at: Self.start) == Self.least - 1)
    }

    @Test(arguments: [(Self.least / 4 - 1, false), (Self.least / 4, true)])
    func `a question is worth a quarter of the window`(bytes: Int, isAsked: Bool) {
        var pace = Pace()
        pace.send(bytes)
        let questions = (0..<2).map { _ in pace.question(at: Self.start) }
        #expect(questions.map { $0 != nil } == [isAsked, false])
        #expect(pace.isUnquestioned == !isAsked && pace.bytesOnTheWay == bytes)
    }

    @Test func `no more questions than allowed wait for an answer, and all are odd`() {
        var pace = Pace()
        var numbers: Set<UInt64> = []
        for _ in 0..<2 * Limits.questionsMax {
            pace.send(Limits.frameBytesMax)
            if let number = pace.question(at: Self.start) { numbers.insert(number) }
        }
        #expect(numbers.count == Limits.questionsMax && numbers.allSatisfy { $0 % 2 == 1 })
        #expect(pace.bytesOnTheWay == 2 * Limits.questionsMax * Limits.frameBytesMax)
    }

    @Test func `an answer covers the questions before it, and nobody can answer twice`() throws {
        var pace = Pace()
        let numbers = try (0..<3).map { _ in try Self.ask(&pace, bytes: 5_000) }
        for unknown: UInt64 in [0, 1, 2, numbers[2] + 2, .max] {
            let before = pace
            expect(false, of: unknown, &pace)
            #expect(pace == before)
        }
        expect(true, of: numbers[1], &pace)
        #expect(pace.bytesOnTheWay == 5_000)
        expect(false, of: numbers[0], &pace)
        expect(false, of: numbers[1], &pace)
        expect(true, of: numbers[2], &pace)
        #expect(pace.isUnquestioned)
    }

    @Test(
        arguments: [
            (0, 2 * 8_000), (1, 2 * 8_000), (500, 2 * 8_000), (501, 15_968), (1_000, 8_000),
            (2_000, 4_000), (8_000, 1_000), (-5_000, 2 * 8_000),
        ] as [(Int64, Int)]
    )
    func `the window is what was carried in a second, at most twice what was sent`(
        milliseconds: Int64,
        grown: Int
    ) throws {
        var pace = Pace()
        let number = try Self.ask(&pace, bytes: 8_000)
        let end = Self.start + milliseconds
        expect(true, of: number, at: end, &pace)
        #expect(pace.room(for: .bank, at: end) == Self.least + grown)
    }

    @Test func `the window has an end, and what it was is forgotten in a second`() throws {
        var pace = Pace()
        let number = try Self.ask(&pace, bytes: Limits.windowBytesMax)
        expect(true, of: number, &pace)
        let edge = Self.start + Limits.windowMilliseconds
        #expect(pace.room(for: .bank, at: edge - 1) == Limits.windowBytesMax)
        for stale in [edge, Self.start - 1, .max, .min] {
            #expect(pace.room(for: .bank, at: stale) == Self.least)
        }
        _ = try Self.ask(&pace, bytes: Limits.frameBytesMax)
        #expect(pace.room(for: .bank, at: edge) == Limits.windowBytesMax - Limits.frameBytesMax)
    }

    @Test func `how long an answer takes is known while one is due`() throws {
        var pace = Pace()
        #expect(pace.delay(at: Self.start) == 0)
        let first = try Self.ask(&pace, bytes: 5_000)
        _ = try Self.ask(&pace, bytes: 5_000, at: Self.start + 100)
        #expect(pace.delay(at: Self.start + 200) == 200)
        expect(true, of: first, at: Self.start + 700, &pace)
        #expect(pace.delay(at: Self.start + 700) == 700)
        #expect(pace.delay(at: Self.start + 900) == 800)
    }

    /// From 16 kbit/s to 16 Mbit/s, across the room and by satellite.
    @Test(arguments: [2_000, 8_000, 64_000, 2_000_000], [1, 20, 300] as [Int64])
    func `a line is well used, and nobody waits long for what is before`(rate: Int, delay: Int64) {
        for (seed, sizes) in [1_000...2_000, 3_000...8_000, 12_000...16_384].enumerated() {
            var line = PacedLine(
                bytesPerSecond: rate,
                delay: delay,
                jitter: 20,
                entryBytes: sizes,
                seed: UInt64(seed)
            )
            line.run(milliseconds: 10_000)
            let before = line.bytesDelivered
            line.waitMax = 0
            line.run(milliseconds: 30_000)
            let bytes = line.bytesDelivered - before
            let possible = min(30 * rate, 30_000 * Limits.windowBytesMax / Int(2 * delay + 25))
            #expect(bytes > possible * 2 / 3, "\(rate) B/s, \(delay) ms, \(sizes)")
            let wait = 1_000 + 1_000 * Int64(Self.least) / Int64(rate) + 2 * delay + 20
            #expect(line.waitMax <= wait, "\(rate) B/s, \(delay) ms, \(sizes)")
        }
    }

    /// Sends so many bytes and the question that they are worth.
    private static func ask(
        _ pace: inout Pace,
        bytes: Int,
        at time: Int64 = start
    ) throws -> UInt64 {
        pace.send(bytes)
        let number = pace.question(at: time)
        return try #require(number)
    }

    private func expect(
        _ isTaken: Bool,
        of number: UInt64,
        at time: Int64 = start,
        _ pace: inout Pace,
        location: SourceLocation = #_sourceLocation
    ) {
        let wasTaken = pace.answer(number, at: time)
        #expect(wasTaken == isTaken, "question \(number)", sourceLocation: location)
    }
}
