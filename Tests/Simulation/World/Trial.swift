/// One seed's world, run to its end.
package struct Trial: Sendable {
    /// The seed.
    package let seed: UInt64
    /// What was met on the way.
    package let met: Tally
    /// A sum over everything that happened.
    package let trace: UInt64
    /// Which law broke, and what happened last; nil where all held.
    package let failure: String?

    /// Runs the world of a seed, each node on a disk of its own.
    package init<Disk: SimDisk>(
        seed: UInt64,
        scenario: Scenario,
        disk: (Int) throws -> Disk
    ) {
        self.seed = seed
        do {
            var world = try World(seed: seed, scenario: scenario, disk: disk)
            do {
                try world.run()
                failure = nil
            } catch {
                failure = "\(error)\n\(world.lastSteps)"
            }
            met = world.met
            trace = world.trace
        } catch {
            failure = "\(error)"
            met = Tally()
            trace = 0
        }
    }
}
