import BankModel
import BankStore
import ControlAPI
import Logging
import PeerProtocol
import Replica

// Own writes that wait until this node's past is known.

extension BankNode {
    /// Makes entries of drafts, as long as there are any and the past is known.
    func publishDrafts() throws {
        while replica.authoring.past == .known {
            let isPublished: Bool
            do {
                isPublished = try transact { replica, transaction, effects in
                    try replica.publishDraft(
                        salt: { RandomBytes.make(16) },
                        at: clock.now,
                        in: &transaction,
                        &effects
                    )
                }
            } catch let refusal as WriteRefusal {
                try setDraftAside(because: Refusals.failure(of: refusal).message)
                continue
            } catch let damage as EntryError {
                try setDraftAside(because: damage.description)
                continue
            }
            if !isPublished { return }
        }
    }

    private func setDraftAside(because reason: String) throws {
        try transact { replica, transaction, _ in
            guard let draft = try replica.nextDraft(in: transaction) else { return }
            try replica.setAside(draft, because: reason, at: clock.now, in: &transaction)
        }
    }

    /// Takes a draft back before it has become an entry.
    ///
    /// Throws `Failure` where it is none, or no more.
    func dropDraft(_ number: Int64, by author: Operator, reason: String) throws -> StoredDraft {
        let dropped = try transact { _, transaction, _ in
            guard let draft = try transaction.drafts().first(where: { $0.number == number }) else {
                throw Failure(
                    .unknown,
                    "there is no draft draft-\(number)",
                    next: "see drafts: it may have become an entry"
                )
            }
            try transaction.removeDraft(number)
            try transaction.takeBack(.draftRefused, subject: "draft-\(number)")
            return draft
        }
        logger.notice(
            "A draft was dropped.",
            metadata: [
                "draft": "\(number)", "written_by": "\(dropped.operatorName)",
                "summary": "\(dropped.summary)", "operator": "\(author.name)",
                "reason": "\(reason)",
            ]
        )
        return dropped
    }
}
