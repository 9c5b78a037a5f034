import BankModel
import BankStore
import Logging
import Replica

extension BankNode {
    /// Says of notices of other partners that they were received, each version once.
    ///
    /// In a transaction of its own, after the one that took them: what fails here costs no peer
    /// anything, and is tried again. Only while the past is known: a word of the daemon's waits for
    /// nobody, so it never becomes a draft. A part of what is due is dealt with in each call; for the
    /// rest the node wakes itself, so that what happens on the network comes in between.
    func sayReceived() {
        guard fatal == nil, unreceived.isDue, replica.authoring.past == .known,
            replica.seal == nil
        else { return }
        var next = unreceived
        do {
            try transact { replica, transaction, effects in
                let due = try next.next(for: replica.keys.author.partner, in: transaction)
                if due.isEmpty { return }
                let pen = pen
                _ = try replica.write(
                    try due.map { try pen.receiving($0) },
                    to: Kind.statement.channel,
                    summary: "say what was received",
                    Authoring.Circumstances(
                        operatorName: OperatorName.ofDaemon,
                        now: clock.now,
                        salt: { RandomBytes.make(16) }
                    ),
                    in: &transaction,
                    &effects
                )
            }
            unreceived = next
        } catch {
            logger.error(
                "What was received could not be said.",
                metadata: ["reason": "\(error)"]
            )
            unreceived.reviewAll()
            return
        }
        refill()
        if unreceived.isDue { ringSoon() }
    }
}

extension Pen {
    /// The statement that a version of a record was received.
    fileprivate func receiving(_ reference: Reference) throws -> AuthoredChange {
        try creating(
            .statement,
            [
                FieldEdit(.about, .set(.reference(reference))),
                FieldEdit(.says, .set(.word(Saying.received.rawValue))),
            ]
        )
    }
}
