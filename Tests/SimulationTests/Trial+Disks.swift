import Simulation

extension Trial {
    /// The world of a seed in memory.
    static func inMemory(_ seed: UInt64) -> Self {
        Self(seed: seed, scenario: Scenario(seed: seed)) { _ in MemoryDisk() }
    }

    /// The world of a seed over SQLite, on bad disks.
    static func overSQLite(_ seed: UInt64) -> Self {
        Self(seed: seed, scenario: Scenario(seed: seed, badDisks: true)) { node in
            try StoreDisk(dice: Dice(seed: seed &* 31 &+ UInt64(node)))
        }
    }
}
