import Simulation

extension Trial {
    /// The world of a seed in memory.
    static func inMemory(_ seed: UInt64) -> Self {
        Self(seed: seed, scenario: scenario(seed)) { _ in MemoryDisk() }
    }

    /// The world of a seed over SQLite, on bad disks.
    static func overSQLite(_ seed: UInt64) -> Self {
        Self(seed: seed, scenario: scenario(seed, badDisks: true)) { node in
            try StoreDisk(dice: Dice(seed: seed &* 31 &+ UInt64(node)))
        }
    }

    /// The scenario of a seed, on a terrain of its own.
    private static func scenario(_ seed: UInt64, badDisks: Bool = false) -> Scenario {
        var scenario = Scenario(seed: seed, badDisks: badDisks)
        scenario.terrain = Terrain(seed: seed)
        return scenario
    }
}
