package import BankModel
internal import PeerProtocol

/// How far two nodes are in step.
package struct Convergence: Equatable, Sendable {
    /// The peer's author, where one was ever heard.
    package let author: AuthorID?
    /// Whether a session with it is live.
    package let isLive: Bool
    /// Whether its newest frontier in that session equals ours, digest included; of an archive, which
    /// nobody writes in any more, whether its newest frontier ever does.
    package let isConverged: Bool
    /// Why not; nil where they are converged.
    package let reason: String?
    /// Entries that it holds and we lack, as far as its newest frontier says.
    package let behind: Int
    /// Entries that we hold and it lacks.
    package let ahead: Int
    /// When something last came from it, in milliseconds since 1970.
    package let lastContact: Int64?
}

extension Replica {
    /// How many bytes of entries are held in memory until what they depend on has come.
    package var bytesWaiting: Int { intake.bytesWaiting }

    /// How far this node and a partner's are in step, by the partner's best session.
    ///
    /// - Parameters:
    ///   - partner: The other partner.
    ///   - receipts: Every receipt that the storage keeps.
    /// - Returns: What `status` says of the partner.
    package func convergence(with partner: PartnerID, receipts: [Receipt]) -> Convergence {
        let live = peers.keys.sorted().compactMap { peers[$0] }
            .first { $0.session.peer.partner == partner && $0.liveSince != nil }
        let receipt = receipts.last { $0.author.partner == partner }
        let theirs = live?.heard?.frontier ?? receipt?.frontier
        let behind = theirs.map { lead(of: $0, over: frontier) } ?? 0
        let ahead = lead(of: frontier, over: theirs ?? Frontier())
        let isAgreed =
            isArchive
            && receipts.contains {
                $0.author.partner == partner && holdsTheSame($0)
            }
        let reason =
            isAgreed ? nil : reason(for: partner, live: live, behind: behind, ahead: ahead)
        return Convergence(
            author: live?.session.peer ?? receipt?.author,
            isLive: live != nil,
            isConverged: reason == nil,
            reason: reason,
            behind: behind,
            ahead: ahead,
            lastContact: live?.lastContact ?? receipt?.receivedAt
        )
    }

    private func reason(
        for partner: PartnerID,
        live: Peer?,
        behind: Int,
        ahead: Int
    ) -> String? {
        if paused.contains(partner) { return "paused here" }
        if let farewell {
            let isInformed = farewell.informed.contains { $0.partner == partner }
            return "this partner has suspended its part" + (isInformed ? "" : "; it is being told")
        }
        if case .suspended = standing.part(of: partner) { return "it has suspended its part" }
        guard let live else { return "not connected" }
        guard let heard = live.heard else { return "connected; its frontier has not come yet" }
        if heard.ruleSet != keys.charter.ruleSet {
            return "it goes by rule set \(heard.ruleSet), we by \(keys.charter.ruleSet)"
        }
        guard heard.frontier == frontier else {
            var parts: [String] = []
            func entries(_ count: Int) -> String { "\(count) \(count == 1 ? "entry" : "entries")" }
            if behind > 0 { parts.append("\(entries(behind)) to come") }
            if ahead > 0 { parts.append("\(entries(ahead)) to go") }
            return parts.isEmpty ? "the logs differ" : parts.joined(separator: ", ")
        }
        return heard.digest == digest ? nil : "equal logs, unequal digests: see alarms"
    }

    /// How many entries one frontier holds beyond another, by the positions of their heads.
    ///
    /// A single head that stands below the other's is one of its ancestors. A peer may claim any
    /// position: what no `Int` holds is said as the greatest one.
    func lead(of first: Frontier, over second: Frontier) -> Int {
        first.logs.reduce(0) { sum, log in
            let others = second.heads(of: log.log)
            let new = log.heads.filter { !others.contains($0) }
            guard let top = new.map(\.seq).max() else { return sum }
            let base = others.map(\.seq).max() ?? 0
            let isForked = top == base || log.heads.count > 1 || others.count > 1
            let branches = isForked ? UInt64(new.count) : 0
            let (total, isTooMuch) = sum.addingReportingOverflow(
                Int(clamping: top > base ? top - base : branches)
            )
            return isTooMuch ? .max : total
        }
    }
}

extension Replica {
    /// Connections that have more to send than there was room for.
    package var starved: [ConnectionNumber] {
        peers.filter { $0.value.room <= 0 }.keys.sorted()
    }

    /// Pauses or resumes the sync with a partner; a pause survives a restart.
    package mutating func setPaused(
        _ isPaused: Bool,
        _ partner: PartnerID,
        in storage: inout some ReplicaStorage
    ) throws -> [Effect] {
        var effects: [Effect] = []
        try storage.setPaused(isPaused, partner)
        if isPaused { paused.insert(partner) } else { paused.remove(partner) }
        guard isPaused else { return [] }
        for number in peers.keys.sorted()
        where peers[number]?.session.peer.partner == partner {
            close(number, saying: .paused, reason: "paused by an operator", &effects)
        }
        return effects
    }

    /// Goes by other keys, charters or rosters; sessions that these refuse end.
    package mutating func update(_ keys: Keys) -> [Effect] {
        var effects: [Effect] = []
        self.keys = keys
        for number in peers.keys.sorted() {
            guard let author = peers[number]?.session.peer, let refusal = keys.refusal(of: author)
            else { continue }
            close(number, saying: .refused(refusal), reason: refusal, &effects)
        }
        return effects
    }

    /// Says goodbye to everybody: the daemon is stopping.
    package mutating func stop() -> [Effect] {
        var effects: [Effect] = []
        for number in peers.keys.sorted() {
            close(number, saying: .stopping, reason: "stopping", &effects)
        }
        return effects
    }
}
