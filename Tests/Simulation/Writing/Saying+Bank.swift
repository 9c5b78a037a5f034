package import BankModel

extension AuthoredChange {
    /// A partner's word about the bank itself.
    package static func saying(
        _ saying: Saying,
        because reason: String = "the mission has ended"
    ) -> Self {
        Self(
            record: .new(kind: Kind.statement.number),
            operations: [
                AuthoredOperation(field: .says, merge: .register, value: .word(saying.rawValue)),
                AuthoredOperation(field: .reason, merge: .register, value: .text(reason)),
            ]
        )
    }
}
