import FoundationEssentials

/// Which histories the simulator runs: `JIG_SEED` names one, `JIG_SEEDS` says how many.
enum Seeds {
    /// How many there are where nobody says otherwise.
    static let usual: UInt64 = 300

    /// Those that run in memory.
    static let inMemory = chosen(1)
    /// Those that run over SQLite too: every one takes longer than ten in memory.
    static let overSQLite = chosen(10)

    /// Whether there are enough to meet everything that may be met.
    static var areMany: Bool { inMemory.count >= usual }

    /// One in so many.
    private static func chosen(_ divisor: UInt64) -> [UInt64] {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["JIG_SEED"].flatMap({ UInt64($0) }) { return [seed] }
        let count = environment["JIG_SEEDS"].flatMap { UInt64($0) } ?? usual
        return Array(0..<max(1, count / divisor))
    }
}
