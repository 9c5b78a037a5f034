import Simulation
import Testing

/// Whole banks in one process, each from one seed.
@Suite struct SimulationTests {
    @Test(arguments: Seeds.chosen)
    func `nodes that meet faults and liars come to one bank`(seed: UInt64) throws {
        var world = try World(seed: seed, scenario: Scenario(seed: seed)) { _ in MemoryDisk() }
        do {
            try world.run()
        } catch {
            Issue.record(
                """
                \(error)
                replay with: Tests/run --seed \(seed)
                \(world.lastSteps)
                """
            )
        }
    }
}
