import BankModel
import Simulation

@testable import PeerProtocol

/// A line with a queue that never ends, and a sender that always has more to send.
struct PacedLine {
    let bytesPerSecond: Int
    /// From one end to the other, in milliseconds.
    let delay: Int64
    /// How long an answer waits besides, at most.
    let jitter: Int
    private(set) var pace = Pace()
    private(set) var now: Int64 = 1_700_000_000_000
    /// Bytes that came out at the other end.
    private(set) var bytesDelivered = 0
    /// How long what was sent last had to wait for what was before it, at most, in milliseconds.
    var waitMax: Int64 = 0
    private var dice: Dice
    /// When the line will have carried all that it was given, in microseconds.
    private var idleAt: Int64 = 0
    private var entryWaiting: Int
    private let entryBytes: ClosedRange<Int>
    private var arrivals: [(at: Int64, bytes: Int)] = []
    private var answers: [(at: Int64, number: UInt64)] = []

    init(
        bytesPerSecond: Int,
        delay: Int64,
        jitter: Int = 0,
        entryBytes: ClosedRange<Int>,
        seed: UInt64
    ) {
        self.bytesPerSecond = bytesPerSecond
        self.delay = delay
        self.jitter = jitter
        self.entryBytes = entryBytes
        dice = Dice(seed: seed)
        entryWaiting = entryBytes.upperBound
    }

    /// Runs the line, millisecond by millisecond.
    mutating func run(milliseconds: Int) {
        for _ in 0..<milliseconds {
            now += 1
            arrivals.removeAll { arrival in
                guard arrival.at <= now else { return false }
                bytesDelivered += arrival.bytes
                return true
            }
            let due = answers.prefix { $0.at <= now }
            answers.removeFirst(due.count)
            for answer in due { _ = pace.answer(answer.number, at: now) }
            send()
        }
    }

    /// Bytes that were sent and have not come out yet.
    var bytesUnder: Int { arrivals.reduce(0) { $0 + $1.bytes } }

    private mutating func send() {
        while pace.isUnquestioned || entryWaiting <= pace.room(for: .bank, at: now) {
            waitMax = max(waitMax, (idleAt - now * 1000) / 1000)
            pace.send(entryWaiting)
            let arrival = carry(entryWaiting)
            arrivals.append((arrival, entryWaiting))
            entryWaiting = entryBytes.lowerBound + dice.below(entryBytes.count)
            guard let number = pace.question(at: now) else { continue }
            let late = Int64(dice.below(jitter + 1))
            let answer = max(carry(30) + delay + late, answers.last?.at ?? 0)
            answers.append((answer, number))
        }
    }

    /// When so many bytes, given to the line now, come out.
    private mutating func carry(_ bytes: Int) -> Int64 {
        idleAt = max(idleAt, now * 1000) + Int64(bytes) * 1_000_000 / Int64(bytesPerSecond)
        return idleAt / 1000 + 1 + delay
    }
}
