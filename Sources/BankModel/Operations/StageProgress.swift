/// How far the partners have come in the charter's plan.
///
/// The first stage is in force from the beginning, and each later one once the one before it is and
/// every partner that has not left has agreed to it. Agreeing cannot be taken back. A function of the
/// charter and of the statements that are held.
package struct StageProgress: Equatable, Sendable {
    /// The stages of the plan, in order; none where the charter has no plan.
    package let stages: [Stage]
    /// The place of the stage that is in force.
    package let position: Int
    /// The partners who have to agree to the next stage and have not, in the charter's order.
    package let missing: [PartnerID]
    private let agreements: [String: [PartnerID: BankStatement]]

    /// By a charter and what is said about its bank.
    package init(_ charter: Charter, _ standing: BankStanding) {
        stages = charter.stages
        agreements = standing.agreements
        let partners = charter.partners.map(\.id).filter { !standing.hasLeft($0) }
        var position = 0
        var missing: [PartnerID] = []
        while position + 1 < charter.stages.count {
            let agreed = standing.agreements[charter.stages[position + 1].name] ?? [:]
            missing = partners.filter { agreed[$0] == nil }
            guard missing.isEmpty, !partners.isEmpty else { break }
            position += 1
        }
        self.position = position
        self.missing = missing
    }

    /// The stage that is in force; nil where there is no plan, so that everything is.
    package var current: Stage? { stages.isEmpty ? nil : stages[position] }

    /// The stage that comes next, if any does.
    package var next: Stage? { position + 1 < stages.count ? stages[position + 1] : nil }

    /// By which statement each partner has agreed to a stage, sorted by partner.
    package func agreements(to stage: String) -> [BankStatement] {
        (agreements[stage] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
    }

    /// By which statement a partner has agreed to a stage.
    package func agreement(of partner: PartnerID, to stage: String) -> BankStatement? {
        agreements[stage]?[partner]
    }

    /// Whether records of a kind may be written now.
    package func allows(_ kind: Kind) -> Bool { current?.has(kind) ?? true }

    /// Whether a check is in force now.
    package func allows(check: String) -> Bool { current?.checks.contains(check) ?? true }
}
