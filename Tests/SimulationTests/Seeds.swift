import FoundationEssentials

/// Which histories the simulator runs: `JIG_SEED` names one, `JIG_SEEDS` says how many.
enum Seeds {
    static let chosen: [UInt64] = {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["JIG_SEED"].flatMap({ UInt64($0) }) { return [seed] }
        let count = environment["JIG_SEEDS"].flatMap { UInt64($0) } ?? 300
        return Array(0..<count)
    }()
}
