import Deconfliction
import Simulation
import Testing

/// Whole banks in one process, each from one seed.
///
/// Many seeds stand in one test, so that what they met together can be asked for.
@Suite struct SimulationTests {
    @Test func `nodes that meet faults and liars come to one bank`() async {
        let met = await check(Seeds.inMemory, Trial.inMemory)
        expect(Occurrence.allCases, in: met)
        expectFindings(in: met)
    }

    @Test func `nodes over SQLite come to one bank, wherever the power goes`() async {
        let met = await check(Seeds.overSQLite, Trial.overSQLite)
        expect(
            [
                .crash, .crashInTransaction, .crashBetweenEffects, .unguardedEntry, .diskFull,
                .restoreUnderGuard, .restoreWithGuard, .restoreWithoutGuard, .draftPublished,
            ],
            in: met
        )
    }

    @Test func `a disk that forgets what it had said was durable is found out`() throws {
        let failures = (0..<400 as Range<UInt64>).lazy.compactMap { seed in
            let scenario = Scenario(seed: seed, badDisks: true)
            return Trial(seed: seed, scenario: scenario) { _ in ForgetfulDisk() }.failure
        }
        let failure = try #require(failures.first { $0.hasPrefix("law ") })
        #expect(failure.contains(" crash "), "the story is not told")
    }

    @Test(arguments: [3, 8] as [UInt64])
    func `a seed is one history, however often it runs`(seed: UInt64) {
        #expect(Set((0..<3).map { _ in Trial.inMemory(seed).trace }).count == 1)
        #expect(Set((0..<3).map { _ in Trial.overSQLite(seed).trace }).count == 1)
    }

    @Test func `a seed is one scenario`() {
        for seed: UInt64 in 0..<200 {
            #expect(Scenario(seed: seed) == Scenario(seed: seed))
            let onBadDisks = Scenario(seed: seed, badDisks: true)
            #expect(onBadDisks == Scenario(seed: seed, badDisks: true))
        }
    }

    /// What many seeds no longer meet is not tried any more, though every law holds.
    private func expect(_ occurrences: [Occurrence], in met: Tally) {
        guard Seeds.areMany else { return }
        for occurrence in occurrences {
            #expect(met[occurrence] > 0, "no run met a \(occurrence) any more")
        }
    }

    /// What is found is the same on both sides also where nothing is found: that must not be all.
    ///
    /// The simulator tells no node when it heard of another last, so nobody is silent.
    private func expectFindings(in met: Tally) {
        guard Seeds.areMany else { return }
        for rule in FindingRule.allCases where rule.isShared {
            #expect(met[rule] > 0, "no run found \(rule) any more")
        }
    }

    /// Runs the seeds beside each other, and says how to replay each that fails.
    private func check(
        _ seeds: [UInt64],
        _ trial: @escaping @Sendable (UInt64) -> Trial
    ) async -> Tally {
        await withTaskGroup(of: Trial.self) { group in
            for seed in seeds {
                group.addTask { LastWords.saying(Self.replay(seed)) { trial(seed) } }
            }
            var met = Tally()
            for await trial in group {
                met.add(trial.met)
                guard let failure = trial.failure else { continue }
                Issue.record("replay with: \(Self.replay(trial.seed))\n\(failure)")
            }
            return met
        }
    }

    private static func replay(_ seed: UInt64) -> String { "Tests/run --seed \(seed)" }
}
