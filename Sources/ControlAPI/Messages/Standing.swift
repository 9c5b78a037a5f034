/// The request of `suspend`, `resume`, `leave` and `stage agree`: a partner's word about the bank itself.
package struct NewBankStatement: Codable, Equatable, Sendable {
    /// `suspended`, `resumed`, `left` or, of a stage, `agreed`.
    package var says: String
    /// Why: required to suspend, and then not blank.
    package var reason: String?
    /// The bank's name: required to leave, so that nobody leaves another bank than is meant.
    package var bank: String?
    /// The stage that is agreed to.
    package var stage: String?

    package init(
        says: String,
        reason: String? = nil,
        bank: String? = nil,
        stage: String? = nil
    ) {
        self.says = says
        self.reason = reason
        self.bank = bank
        self.stage = stage
    }
}

/// What a partner said about the bank, with who said it and when.
package struct BankWord: Codable, Equatable, Sendable {
    /// The statement's own id: `ru-w3`.
    package var id: String
    /// Whose word it is.
    package var partner: String
    /// The human.
    package var operatorName: String
    /// What is said.
    package var says: String
    /// Why, where that was said.
    package var reason: String?
    /// When its author's clock said it was made.
    package var claimedAt: Moment
    /// When this node received it.
    package var receivedAt: Moment

    package init(
        id: String,
        partner: String,
        operatorName: String,
        says: String,
        reason: String? = nil,
        claimedAt: Moment,
        receivedAt: Moment
    ) {
        self.id = id
        self.partner = partner
        self.operatorName = operatorName
        self.says = says
        self.reason = reason
        self.claimedAt = claimedAt
        self.receivedAt = receivedAt
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case partner
        case operatorName = "operator"
        case says
        case reason
        case claimedAt = "claimed_at"
        case receivedAt = "received_at"
    }
}
