/// What a partner said about the bank itself: a statement that is about no record.
package struct BankStatement: Hashable, Identifiable, Sendable {
    /// The statement's own record.
    package let id: RecordID
    /// Who said it.
    package let author: AuthorID
    /// What was said.
    package let says: Saying
    /// The stage to which its author's partner agrees; nil for what else is said.
    package let stage: String?
    /// Why, where that was said.
    package let reason: String?

    package init(
        id: RecordID,
        author: AuthorID,
        says: Saying,
        stage: String? = nil,
        reason: String? = nil
    ) {
        self.id = id
        self.author = author
        self.says = says
        self.stage = stage
        self.reason = reason
    }

    /// Nil for what is no statement, is about a record, or does not say one thing.
    package init?(_ state: RecordState) {
        guard state.kind == Kind.statement.number, state.live(.about).isEmpty else { return nil }
        let sayings = state.live(.says)
        guard sayings.count == 1, case .word(let word) = sayings[0].value,
            let says = Saying(rawValue: word)
        else { return nil }
        let stages = state.live(.stage)
        var stage: String?
        if stages.count == 1, case .text(let name) = stages[0].value { stage = name }
        guard says.isAboutBank && stages.isEmpty || says == .agreed && stage != nil else {
            return nil
        }
        var reason: String?
        if case .text(let text) = state.live(.reason).first?.value { reason = text }
        self.init(id: state.id, author: state.creator, says: says, stage: stage, reason: reason)
    }
}
