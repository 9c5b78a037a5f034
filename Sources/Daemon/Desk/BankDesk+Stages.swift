import BankModel
import BankStore
import ControlAPI

extension BankDesk {
    func stages(for caller: Caller) async throws -> Plan {
        let charter = node.pen.charter
        return try read { bank in
            let progress = try bank.stageProgress(under: charter)
            return Plan(
                current: progress.current?.name,
                stages: try progress.stages.enumerated().map { index, stage in
                    StageDetail(
                        name: stage.name,
                        state: Self.state(of: index, progress.position),
                        kinds: stage.kinds,
                        checks: stage.checks,
                        agreed: try progress.agreements(to: stage.name).map {
                            try Self.word($0, in: bank)
                        },
                        missing: index == progress.position + 1
                            ? progress.missing.map(\.text) : []
                    )
                }
            )
        }
    }

    private static func state(of index: Int, _ position: Int) -> String {
        switch index - position {
        case ..<0: "past"
        case 0: "in_force"
        case 1: "next"
        default: "later"
        }
    }

    /// The statement by which this partner has agreed to the stage already; throws where it cannot
    /// be agreed to now.
    static func agreement(
        to stage: String?,
        _ partner: PartnerID,
        _ progress: StageProgress
    ) throws -> RecordID? {
        guard let stage, let index = progress.stages.firstIndex(where: { $0.name == stage }) else {
            throw Failure(
                .unknown,
                "the charter's plan has no such stage",
                next: "see the stages: jigctl stage"
            )
        }
        if let held = progress.agreement(of: partner, to: stage) { return held.id }
        if index <= progress.position {
            throw Failure(.stale, "the stage \(stage) is in force, or was before")
        }
        if let next = progress.next, next.name != stage {
            throw Failure(
                .stale,
                "the stage \(stage) comes later than \(next.name)",
                next: "agree to the next one: jigctl stage agree \(next.name)"
            )
        }
        return nil
    }
}
