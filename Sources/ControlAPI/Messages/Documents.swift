/// A charter as people compare it: what `charter new`, `show`, `sign` and `adopt` print as JSON.
package struct CharterAnswer: Codable, Equatable, Sendable {
    /// The bank's name.
    package var bank: String
    /// What is compared by voice before adopting.
    package var fingerprint: String
    /// Every partner of the bank.
    package var partners: [Partner]
    /// The stages of the plan, in order; absent where there is none.
    package var stages: [Stage]?

    /// A stage of the plan.
    package struct Stage: Codable, Equatable, Sendable {
        /// Its name.
        package var name: String
        /// The kinds that may be written, besides statements.
        package var kinds: [String]
        /// The checks that are in force.
        package var checks: [String]

        package init(name: String, kinds: [String], checks: [String]) {
            self.name = name
            self.kinds = kinds
            self.checks = checks
        }
    }

    /// A partner that the charter names.
    package struct Partner: Codable, Equatable, Sendable {
        /// The short id.
        package var id: String
        /// The organisation's name.
        package var name: String
        /// The fingerprint of its card.
        package var fingerprint: String
        /// Whether its valid signature is there.
        package var signed: Bool

        package init(id: String, name: String, fingerprint: String, signed: Bool) {
            self.id = id
            self.name = name
            self.fingerprint = fingerprint
            self.signed = signed
        }
    }

    package init(
        bank: String,
        fingerprint: String,
        partners: [Partner],
        stages: [Stage]? = nil
    ) {
        self.bank = bank
        self.fingerprint = fingerprint
        self.partners = partners
        self.stages = stages
    }
}

/// A partner's public identity: what `init` and `card` print as JSON.
package struct CardAnswer: Codable, Equatable, Sendable {
    /// The short id.
    package var partner: String
    /// The organisation's name.
    package var name: String
    /// The card's fingerprint.
    package var fingerprint: String
    /// The text of the card's file.
    package var card: String

    package init(partner: String, name: String, fingerprint: String, card: String) {
        self.partner = partner
        self.name = name
        self.fingerprint = fingerprint
        self.card = card
    }
}
