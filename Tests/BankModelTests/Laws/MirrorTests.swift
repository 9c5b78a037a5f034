import BankModel
import Simulation
import Testing

/// Law 17: swapping the partners' names gives the mirrored result.
@Suite struct MirrorTests {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `a history with the names swapped gives the bank with the names swapped`(
        seed: UInt64
    ) throws {
        try check(seed, authors: History.authors(2), turning: [1, 0])
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `any permutation of three names is as good`(seed: UInt64) throws {
        for turn in [[1, 2, 0], [2, 0, 1], [0, 2, 1]] {
            try check(seed, authors: History.authors(3), turning: turn)
        }
    }

    private func check(_ seed: UInt64, authors: [AuthorID], turning turn: [Int]) throws {
        let history = try History(seed: seed, authors: authors, steps: 60)
        let names = Dictionary(uniqueKeysWithValues: zip(authors, turn.map { authors[$0] }))
        let retelling = Retelling(history, rename: { names[$0] ?? $0 })
        let charter = history.members.charter
        let first = try Applied(history.entries, charter: charter)
        let mirror = try Applied(retelling.entries, charter: charter)
        first.expect(mirror, is: retelling, "seed \(seed)")
    }
}
