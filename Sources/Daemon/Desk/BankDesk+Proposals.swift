import BankModel
import BankStore
import ControlAPI
import Replica

extension BankDesk {
    func accept(
        _ proposal: String,
        _ acceptance: Acceptance,
        by author: Operator
    ) async throws -> Accepted {
        let reason = try acceptance.reason.map { try Self.checked(reason: $0) }
        let accepted = try await node.write(
            by: author,
            summary: "accept \(proposal)"
        ) { bank, pen in
            let proposed = try Proposed(proposal, in: bank, pen)
            let shown: Shown = acceptance.current == true ? .current : proposed.shown
            do {
                // The statement first: it is then the first record that the first entry makes.
                let changes: [AuthoredChange?] = [
                    try pen.creating(.statement, proposed.answer(.agreed, reason)),
                    try proposed.change(by: pen, shown: shown, reason: reason),
                ]
                let word = (proposed.subject.id, try shown.dots(of: proposed.subject))
                return (changes.compactMap(\.self), word)
            } catch let refusal as WriteRefusal {
                throw try Self.telling(
                    refusal,
                    of: proposed.subject,
                    in: bank,
                    charter: pen.charter
                )
            }
        } answering: { bank, outcome, word in
            guard case .written(let entries)? = outcome else {
                return Accepted(id: proposal, version: nil, statement: nil, draft: true)
            }
            let statement = RecordID(entry: entries[0].hash, index: 0)
            let written = try Self.written(
                word.0,
                seeing: word.1,
                in: entries.last?.hash,
                &bank
            )
            return Accepted(
                id: written.id,
                version: written.version,
                statement: try bank.shortID(of: statement)?.description,
                draft: false
            )
        }
        return noted(accepted)
    }

    func decline(_ proposal: String, _ reason: Reason, by author: Operator) async throws -> Written
    {
        let reason = try Self.checked(reason: reason.reason)
        let declined = try await node.write(
            by: author,
            summary: "decline \(proposal)"
        ) { bank, pen in
            let proposed = try Proposed(proposal, in: bank, pen)
            return ([try pen.creating(.statement, proposed.answer(.objected, reason))], ())
        } answering: { bank, outcome, _ in
            try Self.created(outcome, &bank)
        }
        return noted(declined)
    }
}
