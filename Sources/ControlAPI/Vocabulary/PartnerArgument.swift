package import BankModel

/// A partner's short id as an operator types it.
package enum PartnerArgument {
    /// Reads the id, or says what is wrong with it (64).
    package static func partner(from argument: String) throws(Failure) -> PartnerID {
        guard let partner = PartnerID(argument) else {
            throw Failure(
                .usage,
                "`\(argument)` is not a partner's id",
                next: "take a letter and 1 to 15 more letters and digits, all small: us"
            )
        }
        return partner
    }
}
