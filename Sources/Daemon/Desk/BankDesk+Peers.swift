import BankModel
import BankStore
import ControlAPI
import PeerProtocol
import Replica

extension BankDesk {
    func status(for caller: Caller) async throws -> Status {
        let charter = node.pen.charter
        let now = node.clock.now
        let (counts, overdue) = try read { bank in
            (try bank.counts(), try Overdue(in: bank, charter: charter, at: now))
        }
        let standing = try await standing()
        let reasons = standing.peers.filter { !$0.converged && !standing.goesOn(without: $0) }.map {
            "\($0.partner): \($0.reason ?? "no reason known")"
        }
        return Status(
            partner: standing.author.partner.text,
            author: standing.author.description,
            bank: standing.bank,
            digest: standing.digest.description,
            records: counts.records,
            conflictsOpen: counts.conflicts,
            drafts: counts.drafts,
            converged: reasons.isEmpty,
            reason: reasons.isEmpty ? nil : reasons.joined(separator: "; "),
            peers: standing.peers,
            alarms: counts.alarms,
            overdue: overdue.listed,
            overdueCount: overdue.count,
            sealed: standing.seal,
            suspended: standing.suspension
        )
    }

    /// How this node stands, with the words by which partners have suspended their part or left.
    private func standing() async throws -> Standing {
        let receipts = try read { try $0.receipts() }
        return try named(await node.standing(receipts: receipts))
    }

    func peers(for caller: Caller) async throws -> PeerList {
        PeerList(peers: try await standing().peers)
    }

    func pause(_ partner: PartnerID, by author: Operator) async throws -> PeerStatus {
        try await setPaused(true, partner)
    }

    func resume(_ partner: PartnerID, by author: Operator) async throws -> PeerStatus {
        try await setPaused(false, partner)
    }

    func test(_ partner: PartnerID, by author: Operator) async throws -> PeerTest {
        try await check(partner)
        return await node.test(partner)
    }

    private func setPaused(_ isPaused: Bool, _ partner: PartnerID) async throws -> PeerStatus {
        try await check(partner)
        do { try await node.setPaused(isPaused, partner) } catch {
            throw Refusals.failure(of: error)
        }
        let peers = try await standing().peers
        guard let peer = peers.first(where: { $0.partner == partner.text }) else {
            throw Failure(.unknown, "\(partner) is no other partner of this bank")
        }
        return peer
    }

    /// Refuses a partner that is not one of the others.
    private func check(_ partner: PartnerID) async throws {
        let others = await node.others
        guard others.contains(partner) else {
            throw Failure(
                .unknown,
                "\(partner) is no other partner of this bank",
                next: "the others are \(others.map(\.text).joined(separator: ", "))"
            )
        }
    }
}

/// How a node stands at one moment.
struct Standing: Sendable {
    let author: AuthorID
    let bank: String
    let digest: Digest
    var peers: [PeerStatus]
    /// How the partners stand to the bank.
    let parts: BankStanding
    /// By which statement nothing may be written here any more.
    let sealing: BankStatement?
    var seal: BankWord?
    /// By which statement this partner has suspended its part.
    var suspension: BankWord?
}

extension Standing {
    /// Whether a partner has left a bank in which others go on.
    func goesOn(without peer: PeerStatus) -> Bool {
        sealing == nil && PartnerID(peer.partner).map { parts.hasLeft($0) } ?? false
    }
}

extension BankNode {
    /// The other partners of the bank, sorted.
    var others: [PartnerID] { dialling.links.keys.sorted() }

    /// How this node stands towards every other partner.
    func standing(receipts: [BankModel.Receipt]) -> Standing {
        Standing(
            author: replica.keys.author,
            bank: replica.keys.charter.name,
            digest: replica.digest,
            peers: others.map { status(of: $0, receipts: receipts) },
            parts: replica.standing,
            sealing: replica.seal
        )
    }

    /// Pauses or resumes the sync with a partner.
    func setPaused(_ isPaused: Bool, _ partner: PartnerID) throws {
        try transact { replica, transaction, effects in
            effects += try replica.setPaused(isPaused, partner, in: &transaction)
        }
        if !isPaused {
            dialling.hurry(partner)
            callPartners()
        }
    }

    /// Calls a partner now, unless there is a session, and says how far that came.
    func test(_ partner: PartnerID) async -> PeerTest {
        dialling.hurry(partner)
        callPartners()
        for _ in 0..<100 where !isLive(partner) && dialling.links[partner]?.connection != nil {
            do { try await Task.sleep(for: .milliseconds(50)) } catch { break }
        }
        let link = dialling.links[partner]
        let isLive = isLive(partner)
        let hasOpened = isLive || link?.hasOpened == true
        return PeerTest(
            partner: partner.text,
            address: address(of: partner)?.description,
            tcp: hasOpened || link?.isRefused == true,
            tls: hasOpened,
            hello: isLive,
            reason: isLive ? nil : link?.lastFailure ?? "no answer yet"
        )
    }

    /// Takes part again: the others are called at once.
    func resume() {
        hurry(others)
        callPartners()
    }

    /// Whether nothing is exchanged with a partner since one of the two has suspended its part.
    private func isSuspended(_ partner: PartnerID) -> Bool {
        if case .suspended = replica.standing.part(of: partner) { return true }
        return replica.isSuspended
    }

    private func isLive(_ partner: PartnerID) -> Bool {
        replica.peers.values.contains { $0.session.peer.partner == partner && $0.session.isLive }
    }

    private func status(of partner: PartnerID, receipts: [BankModel.Receipt]) -> PeerStatus {
        let convergence = replica.convergence(with: partner, receipts: receipts)
        let link = dialling.links[partner] ?? Dialling.Link()
        let state: PeerState =
            if replica.standing.hasLeft(partner) {
                .left
            } else if isSuspended(partner) {
                .suspended
            } else if replica.paused.contains(partner) {
                .paused
            } else if convergence.isLive {
                .connected
            } else if replica.standing.hasLeft(replica.keys.author.partner) {
                .left
            } else if link.isRefused {
                .refused
            } else {
                link.lastFailure == nil ? .connecting : .unreachable
            }
        var reason = convergence.reason
        if replica.standing.hasLeft(partner), !replica.isArchive {
            reason = "it has left the bank; nothing is sent to it"
        } else if reason == "not connected", let failure = link.lastFailure {
            reason = "not connected: \(failure)"
        }
        return PeerStatus(
            partner: partner.text,
            author: convergence.author?.description,
            state: state,
            converged: convergence.isConverged,
            reason: reason,
            behind: convergence.behind,
            ahead: convergence.ahead,
            lastContact: convergence.lastContact.map { Moment(milliseconds: $0) },
            address: address(of: partner)?.description,
            receipt: receipts.last { $0.author.partner == partner }.map { receipt($0) }
        )
    }

    private func receipt(_ receipt: BankModel.Receipt) -> ControlAPI.Receipt {
        let own = replica.keys.author
        let heads = receipt.frontier.logs.filter { $0.log.author == own }.flatMap { log in
            log.heads.map { "\(log.log)/\($0.seq)" }
        }
        return ControlAPI.Receipt(
            at: Moment(milliseconds: receipt.receivedAt),
            digest: receipt.digest.description,
            heads: heads
        )
    }
}
