import BankModel
import BankStore
import ControlAPI

extension BankDesk {
    /// Refuses a proposal about a record of this partner's own: its owner edits it (64).
    ///
    /// What a proposal is about cannot be asked of its entry: the record may not be held there.
    static func refuseOwn(
        _ edits: [FieldEdit],
        of kind: Kind,
        in bank: some StoredBank,
        _ pen: Pen
    ) throws {
        guard kind.number == Kind.proposal.number else { return }
        for edit in edits where edit.field == .about {
            guard case .set(.reference(let about)) = edit.action,
                let subject = try bank.record(about.record),
                subject.owner == pen.author.partner
            else { continue }
            let name = try bank.shortID(of: subject).description
            throw Failure(
                .usage,
                "\(name) is your own record: a proposal is for another partner's",
                next: "change it yourself: jigctl edit \(name) field=value"
            )
        }
    }
}
