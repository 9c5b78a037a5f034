import BankModel
import BankStore
import ControlAPI
import Deconfliction

/// A proposal that is open for its answer: read, and found to be about a record of ours.
struct Proposed {
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
