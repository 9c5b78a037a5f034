internal import BankModel

/// Writes this node's own entries, and guards its past.
///
/// After a restore the database may be older than what this node has signed; writing on would sign
/// one number twice. So new writes wait as durable drafts until the past is known.
package struct Authoring: Sendable {
    /// Whether this node knows all that it ever signed.
    package private(set) var past: KnownPast
    /// Own heads that a crash kept from the guard: nobody may hear of them before it has them.
    private var unguarded: [LogID: Head]
    /// What the guard says was signed.
    private let guarded: [LogID: Head]
    var clock = ClaimedTime(milliseconds: 0)

    /// What is known of our own past.
    package enum KnownPast: Equatable, Sendable {
        /// The database holds all that the guard says was signed.
        case known
        /// It does not, or there is no guard: writes are drafts until all partners were heard.
        case unknown(reason: String)
    }

    /// How far the database is held against the guard when the daemon starts.
    ///
    /// `guarded` are the newest heads that the guard has, nil where there is no guard.
    init(of author: AuthorID, guarded: [LogID: Head]?, in storage: some BankReading) throws {
        past = try Self.past(guarded: guarded, in: storage)
        unguarded = [:]
        self.guarded = guarded ?? [:]
        guard let guarded, past == .known else { return }
        let frontier = try storage.frontier()
        for channel in Channel.allCases {
            let own = LogID(author: author, channel: channel)
            // The guard keeps one head of a log that forked; another of its length adds nothing.
            if let head = frontier.heads(of: own).last, head.seq > guarded[own]?.seq ?? 0 {
                unguarded[own] = head
            }
        }
    }

    private static func past(
        guarded: [LogID: Head]?,
        in storage: some BankReading
    ) throws -> KnownPast {
        guard let guarded else { return .unknown(reason: "there is no guard file") }
        for (log, head) in guarded.sorted(by: { $0.key < $1.key })
        where try storage.facts(of: head.hash) == nil {
            return .unknown(
                reason: "the database does not hold \(log)/\(head.seq), which this node signed"
            )
        }
        return .known
    }

    /// What the guard still lacks, once: to be done before anything is sent.
    mutating func guardLeftovers() -> [Effect] {
        defer { unguarded = [:] }
        return unguarded.sorted { $0.key < $1.key }.map { .advanceGuard($0.key, $0.value) }
    }

    /// Whether all that the guard names is held.
    func holdsGuarded(in storage: some BankReading) throws -> Bool {
        try guarded.values.allSatisfy { try storage.facts(of: $0.hash) != nil }
    }

    /// Ends the wait: all partners were heard, or a human said so.
    mutating func confirmPast() { past = .known }

    /// Follows a peer's clock, unless it runs far ahead.
    mutating func absorb(_ claimed: ClaimedTime, now: Int64) {
        let limit = now + Limits.clockAheadMillisecondsMax
        if claimed > clock, claimed.milliseconds <= limit { clock = claimed }
    }
}
