/// The stages of the charter's plan: the answer to `stage`.
package struct Plan: Codable, Equatable, Sendable {
    /// The name of the stage in force; null where the charter has no plan and everything is.
    @ExplicitNull package var current: String?
    /// The stages, in order.
    package var stages: [StageDetail]

    package init(current: String?, stages: [StageDetail]) {
        self.current = current
        self.stages = stages
    }
}

/// One stage: what is in force in it, and who has agreed to it.
package struct StageDetail: Codable, Equatable, Sendable {
    /// Its name.
    package var name: String
    /// `past`, `in_force`, `next` or `later`.
    package var state: String
    /// The kinds that may be written, besides statements.
    package var kinds: [String]
    /// The checks that are in force.
    package var checks: [String]
    /// Who has agreed to it, and when.
    package var agreed: [BankWord]
    /// Of the next stage: who has not agreed to it yet.
    package var missing: [String]

    package init(
        name: String,
        state: String,
        kinds: [String],
        checks: [String],
        agreed: [BankWord],
        missing: [String]
    ) {
        self.name = name
        self.state = state
        self.kinds = kinds
        self.checks = checks
        self.agreed = agreed
        self.missing = missing
    }
}
