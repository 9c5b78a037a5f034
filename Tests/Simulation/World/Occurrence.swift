package import Deconfliction

/// What a run may meet; counted, so that no run goes on passing because it has stopped meeting it.
package enum Occurrence: String, CaseIterable, Sendable {
    /// A node holds what was written at one that it is never connected to.
    case relayedEntry
    /// Two authors of one partner wrote.
    case secondAuthor
    /// A node learned a newer roster from a peer.
    case learnedRoster
    /// A link was cut under a live connection.
    case cut
    /// A live connection died at one end, or in both directions, and not every end was told.
    case halfOpen
    /// A live connection lost one direction, and neither end was told.
    case oneWayLoss
    /// Both sides of a live connection dialled again.
    case doubleDial
    /// A sync was paused.
    case pause
    /// A partner suspended its part.
    case suspension
    /// A partner had suspended its part, and a node of another one knew.
    case toldOfSuspension
    /// A partner resumed its part.
    case resumption
    /// An entry came from one node twice, over two connections.
    case deliveredTwice
    /// A process died at once.
    case crash
    /// A process died within a transaction, or before it could hear that it was committed.
    case crashInTransaction
    /// A process died between a commit and the last of its effects.
    case crashBetweenEffects
    /// A process began with entries of its own that a crash had kept from the guard.
    case unguardedEntry
    /// A transaction found no room.
    case diskFull
    /// An older database was put back under the guard as it was.
    case restoreUnderGuard
    /// An older database was put back together with its guard.
    case restoreWithGuard
    /// An older database was put back and the guard was lost.
    case restoreWithoutGuard
    /// A node that did not know its past wrote drafts.
    case draft
    /// A draft became an entry.
    case draftPublished
    /// A node that did not know its past heard from all others what it was.
    case pastHeard
    /// A human had to say that nothing of a past is missing.
    case pastConfirmed
    /// A log forked since its database and guard were restored together.
    case forkByRestore
    /// A log forked since two nodes used one key.
    case forkByClone
    /// A log forked since its author wanted it to.
    case forkByHostile
    /// An entry joined the branches of its log.
    case joinedFork
    /// A hostile node sent what is no message.
    case garbage
    /// A hostile node sent an entry that stands nowhere.
    case orphan
    /// A hostile node sent an entry that everybody had.
    case replay
    /// An operation without effect was applied.
    case invalidOperation
    /// An operation of a later release was applied.
    case unknownOperation
    /// A record of a kind of a later release was created.
    case unknownKind
    /// Values of one field conflicted.
    case valueConflict
    /// An edit stood beside a withdrawal.
    case editWithdrawal
    /// A conflict was settled.
    case settledConflict
}

/// How often each was met.
package struct Tally: Sendable {
    private var counts: [Occurrence: Int] = [:]
    private var findings: [FindingRule: Int] = [:]

    package init() {}

    /// How often one was met.
    package subscript(occurrence: Occurrence) -> Int { counts[occurrence] ?? 0 }

    mutating func add(_ occurrence: Occurrence) { counts[occurrence, default: 0] += 1 }

    /// How often the checks of this rule found something at the end of a run.
    package subscript(rule: FindingRule) -> Int { findings[rule] ?? 0 }

    mutating func add(_ found: FindingSet) {
        for finding in found.findings { findings[finding.rule, default: 0] += 1 }
    }

    /// Adds what another run met.
    package mutating func add(_ other: Self) {
        counts.merge(other.counts, uniquingKeysWith: +)
        findings.merge(other.findings, uniquingKeysWith: +)
    }
}
