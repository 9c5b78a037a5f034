import BankModel
import Simulation
import Testing

/// Law 12: moving any clock changes no merge result.
@Suite struct ClockTests {
    /// One way to set the clocks of a history wrong.
    enum Clocks: CaseIterable, Sendable {
        case shifted
        case stopped
        case backwards
        case shuffled
        case extreme
    }

    @Test(arguments: 0..<12 as Range<UInt64>, Clocks.allCases)
    func `a history at other times gives the same bank`(seed: UInt64, clocks: Clocks) throws {
        let history = try History(seed: seed, authors: History.authors(3), steps: 60)
        let charter = history.members.charter
        var dice = Dice(seed: seed)
        let retelling = Retelling(
            history,
            claimed: { number, time in Self.move(time, number, clocks, &dice) }
        )
        let first = try Applied(history.entries, charter: charter)
        let other = try Applied(retelling.entries, charter: charter)
        first.expect(other, is: retelling, "seed \(seed), \(clocks)")
    }

    @Test func `when an entry was received changes nothing either`() throws {
        let history = try History(seed: 1, authors: History.authors(3), steps: 60)
        var (early, late) = (MemoryBank(), MemoryBank())
        for (number, entry) in history.entries.enumerated() {
            let charter = history.members.charter
            _ = try early.apply(entry, charter: charter, receivedAt: Int64(number))
            _ = try late.apply(entry, charter: charter, receivedAt: .max - Int64(number))
        }
        #expect(Likeness(of: early) == Likeness(of: late))
        #expect(early.digest() == late.digest())
    }

    private static func move(
        _ time: ClaimedTime,
        _ number: Int,
        _ clocks: Clocks,
        _ dice: inout Dice
    ) -> ClaimedTime {
        switch clocks {
        case .shifted: ClaimedTime(milliseconds: time.milliseconds - 1_000_000_000_000)
        case .stopped: ClaimedTime(milliseconds: 0)
        case .backwards: ClaimedTime(milliseconds: -Int64(number))
        case .shuffled:
            ClaimedTime(milliseconds: Int64(dice.below(1_000_000)), counter: UInt32(dice.below(9)))
        case .extreme:
            ClaimedTime(milliseconds: dice.chance(50) ? .max : .min, counter: .max)
        }
    }
}
