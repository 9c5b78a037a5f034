import BankModel
import BankStore
import ControlAPI
import Deconfliction
import Interchange
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
        return await noted(accepted)
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
        return await noted(declined)
    }
}

/// A proposal that is open for its answer: read, and found to be about a record of ours.
private struct Proposed {
    /// The proposal.
    let state: RecordState
    /// The record that it is about.
    let subject: RecordState
    /// The version of the record that it is about.
    let shown: Shown
    private let name: String
    private let suggestion: Suggestion
    /// In what words the suggestion was typed.
    private let typed: [String]

    /// Throws a `Failure` for what is no proposal, is withdrawn, in conflict or not ours to answer.
    init(_ id: String, in bank: BankTransaction, _ pen: Pen) throws {
        state = try BankDesk.record(id, in: bank)
        name = try bank.shortID(of: state).description
        guard state.kind == Kind.proposal.number else {
            throw Failure(.usage, "\(name) is no proposal", next: "see list --kind proposal")
        }
        if state.isWithdrawn { throw WriteRefusal.wrongLife(isWithdrawn: true) }
        if let conflict = state.conflicts.first {
            throw WriteRefusal.conflicted(conflict.field, conflict.id)
        }
        guard case .reference(let about)? = state.live(.about).first?.value,
            let change = state.live(.change).first, case .suggestion(let suggestion) = change.value
        else { throw Failure(.badData, "\(name) proposes nothing that this release can read") }
        guard let subject = try bank.record(about.record) else {
            throw Failure(.stale, "the record that \(name) is about is not here yet")
        }
        guard subject.owner == pen.author.partner else {
            throw Failure(
                .notPermitted,
                "only \(subject.owner) answers a proposal about its record"
            )
        }
        self.suggestion = suggestion
        typed = change.typed
        self.subject = subject
        shown = about.version.map { .version($0) } ?? .current
    }

    /// The fields of a statement about the proposal.
    func answer(_ saying: Saying, _ reason: String?) throws -> [FieldEdit] {
        guard let reference = Reference(to: state) else { throw WriteRefusal.tooLarge }
        var edits = [
            FieldEdit(.about, .set(.reference(reference))),
            FieldEdit(.says, .set(.word(saying.rawValue))),
        ]
        if let reason { edits.append(FieldEdit(.reason, .set(.text(reason)))) }
        return edits
    }

    /// What was proposed, as a change that cites it; nil where it says so already.
    ///
    /// Throws a `Failure` for an outline that may not be written: a partner's program may not ask.
    func change(by pen: Pen, shown: Shown, reason: String?) throws -> AuthoredChange? {
        if let refusal = ShapeRule.refusal(of: suggestion.value) {
            throw Failure(
                .badData,
                "\(name) proposes an outline that is refused: \(refusal)",
                next: "decline it: jigctl proposal decline \(name) --reason TEXT"
            )
        }
        let merge = pen.rules.kind(subject.kind)?.field(suggestion.field)?.merge
        let action: FieldEdit.Action =
            switch merge {
            case .set: .add(suggestion.value)
            case .list: .append(suggestion.value)
            case .register, nil: .set(suggestion.value)
            }
        var change = try pen.editing(
            subject,
            [FieldEdit(suggestion.field, action, typed: typed)],
            shown: shown
        )
        change?.reason = "accepts \(name)" + (reason.map { ": \($0)" } ?? "")
        return change
    }
}
