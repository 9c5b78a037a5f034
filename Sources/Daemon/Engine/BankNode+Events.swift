import BankModel
import BankStore
import Glibc
import Identity
import Logging
import PeerProtocol
import PeerTransport
import Replica

extension BankNode {
    /// Takes what has happened on the network: one batch, one transaction.
    func take(_ arrivals: Arrivals) {
        let now = clock.now
        let events = arrivals.events
        for event in events { follow(event, at: now) }
        guard !arrivals.inputs.isEmpty else { return }
        do {
            try transact { replica, transaction, effects in
                for input in arrivals.inputs {
                    effects += try replica.handle(input, at: now, in: &transaction)
                }
            }
        } catch {
            // What these connections brought is lost; they end, and resume at what was committed.
            logger.error(
                "Nothing of a batch was kept; its connections are closed.",
                metadata: ["reason": "\(error)"]
            )
            for event in events { abandon(event) }
        }
        refill()
        sayReceived()
    }

    /// The time that the replica asked for has come, or a partner is to be called.
    func woke() {
        let now = clock.now
        do {
            try transact { replica, transaction, effects in
                effects += try replica.handle(.woke, at: now, in: &transaction)
            }
            try publishDrafts()
        } catch {
            logger.error("Waking failed.", metadata: ["reason": "\(error)"])
        }
        refill()
        sayReceived()
        call(at: now)
    }

    /// Lets connections send on whose room the replica has used up and whose output has drained
    /// meanwhile; for the others the transport says when.
    func refill() {
        while fatal == nil,
            let number = replica.starved.first(where: {
                transport.isWritable(ConnectionID(number: $0))
            })
        {
            do {
                try transact { replica, transaction, effects in
                    effects += try replica.handle(
                        .writable(number),
                        at: clock.now,
                        in: &transaction
                    )
                }
            } catch {
                logger.error("Sending on failed.", metadata: ["reason": "\(error)"])
                return
            }
        }
    }

    /// Says goodbye to everybody, before the transport ends.
    func depart() {
        var next = replica
        let effects = next.stop()
        perform(effects)
    }

    /// Calls every partner that is due.
    func call(at now: Int64) {
        for partner in worthCalling(dialling.due(at: now)) {
            guard let address = address(of: partner) else { continue }
            let id = transport.dial(partner, host: address.host, port: Int(address.port))
            dialling.called(partner, as: id.number)
        }
    }

    /// Those of the partners with whom the sync is not paused and something is left to exchange.
    private func worthCalling(_ due: [PartnerID]) -> [PartnerID] {
        let due = due.filter { !replica.paused.contains($0) }
        guard !due.isEmpty, !replica.standing.isPlain else { return due }
        do {
            let receipts = try database.read { try $0.receipts() }
            return due.filter { replica.isWorthCalling($0, receipts: receipts) }
        } catch {
            logger.error("The receipts cannot be read.", metadata: ["reason": "\(error)"])
            return []
        }
    }

    /// Where a partner is reached: as configured, or as its roster says.
    func address(of partner: PartnerID) -> NetworkAddress? {
        addresses(partner)
            ?? replica.keys.trust.roster(of: partner).flatMap { NetworkAddress($0.address) }
    }

    private func follow(_ event: TransportEvent, at now: Int64) {
        switch event {
        case .opened(let id, let peer): dialling.opened(peer.partner, as: id.number)
        case .closed(let id, let reason):
            lose(id, why: Self.words(for: reason), isRefusal: Self.isRefusal(reason), at: now)
        case .dialFailed(let id, _, let failure):
            let isRefusal = if case .refused = failure { true } else { false }
            lose(id, why: failure.word, isRefusal: isRefusal, at: now)
        case .received, .writable, .refused: break
        }
    }

    private static func words(for reason: CloseReason) -> String {
        switch reason {
        case .local(let text): text
        case .peerClosed, .cutShort, .reset, .alert, .badFrame, .badTLS, .helloTimeout, .idle,
            .revoked, .outputOverflow, .shutdown:
            reason.word
        }
    }

    /// Whether somebody answered, and one of the two would not go on.
    private static func isRefusal(_ reason: CloseReason) -> Bool {
        switch reason {
        case .local, .alert, .badFrame, .badTLS, .revoked: true
        case .peerClosed, .cutShort, .reset, .helloTimeout, .idle, .outputOverflow, .shutdown:
            false
        }
    }

    private func lose(_ id: ConnectionID, why: String, isRefusal: Bool, at now: Int64) {
        dialling.lost(
            id.number,
            why: why,
            isRefusal: isRefusal,
            at: now,
            dice: Int64.random(in: 0..<1000)
        )
    }

    private func abandon(_ event: TransportEvent) {
        switch event {
        case .opened(let id, _), .received(let id, _), .writable(let id):
            transport.close(id, "this node could not keep what came")
        case .closed, .dialFailed, .refused: break
        }
    }
}

/// Bytes from the system's generator, which is a cryptographic one.
enum RandomBytes {
    /// So many of them.
    static func make(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
