package import BankModel

extension Configuration {
    /// One thing that a new configuration says differently.
    package enum Change: Hashable, Sendable {
        /// Takes effect at once: who may write.
        case operators
        /// Takes effect at once: where these partners are dialled from now on.
        case peers([PartnerID])
        /// Takes effect at once.
        case log
        /// Takes effect at once.
        case metrics
        /// Takes effect with the next leaf.
        case leafDays
        /// Needs a restart.
        case listen
        /// Needs a restart.
        case controlMode

        /// Whether the daemon must be started again for it.
        package var needsRestart: Bool {
            switch self {
            case .listen, .controlMode: true
            case .operators, .peers, .log, .metrics, .leafDays: false
            }
        }

        /// The key of the file.
        package var key: String {
            switch self {
            case .operators: "operators"
            case .peers: "peers"
            case .log: "log"
            case .metrics: "metrics"
            case .leafDays: "leaf_days"
            case .listen: "listen"
            case .controlMode: "control.mode"
            }
        }
    }

    /// What differs from `old`, in the order of the template.
    package func changes(from old: Self) -> [Change] {
        var changes: [Change] = []
        if listen != old.listen { changes.append(.listen) }
        let partners = Set(peers.keys).union(old.peers.keys)
        let moved = partners.filter { peers[$0] != old.peers[$0] }.sorted()
        if !moved.isEmpty { changes.append(.peers(moved)) }
        if operators != old.operators { changes.append(.operators) }
        if log != old.log { changes.append(.log) }
        if controlMode != old.controlMode { changes.append(.controlMode) }
        if servesMetrics != old.servesMetrics { changes.append(.metrics) }
        if leafDays != old.leafDays { changes.append(.leafDays) }
        return changes
    }

    /// What remains in force of `new` until the next start: its values but for those that need one.
    package func adopting(_ new: Self) -> Self {
        var adopted = new
        adopted.listen = listen
        adopted.controlMode = controlMode
        return adopted
    }
}
