import Simulation
import Testing

@testable import BankModel

// What is said once, and fields with a value for each partner.

extension InvalidityTests {
    /// Every change of a statement after the one that makes it; a proposal takes the like.
    static let saidOnce: [Twins] =
        [
            ("a reason", set(.reason)), ("a withdrawal", set(.life, value: .life(.withdrawn))),
            ("a field that nobody knows", set(FieldID(200))),
            ("a tag that nobody knows", set(FieldID(203), .set)),
        ]
        .map { name, operation in
            Twins(
                testDescription: "\(name) of what was said",
                reason: .immutableRecord,
                channel: .ops,
                bad: { try $0.change($0.statement, operation, in: .ops) },
                goodChannel: .ops,
                good: { try $0.change($0.proposal, operation, in: .ops) }
            )
        } + [
            Twins(
                testDescription: "another partner's change of what was said",
                reason: .immutableRecord,
                author: 1,
                channel: .ops,
                bad: { try $0.change($0.statement, set(.reason), by: 1, in: .ops) },
                goodChannel: .ops,
                good: { try $0.change($0.proposal, set(.reason), in: .ops) }
            ),
            twice("a reason given twice", set(.reason)),
            twice("a field that nobody knows given twice", set(FieldID(200))),
            Twins(
                testDescription: "what is withdrawn as it is said",
                reason: .immutableRecord,
                channel: .ops,
                bad: { _ in saying([set(.life, value: .life(.withdrawn))]) },
                goodChannel: .ops,
                isPartlyGood: true,
                good: { _ in
                    saying([set(.life, value: .life(.withdrawn))], kind: .proposal)
                }
            ),
        ]

    /// The second is the bad one; a proposal has both, as siblings.
    private static func twice(_ name: String, _ operation: BankModel.Operation) -> Twins {
        Twins(
            testDescription: name,
            reason: .immutableRecord,
            channel: .ops,
            bad: { _ in saying([operation, operation]) },
            goodChannel: .ops,
            isPartlyGood: true,
            good: { _ in saying([operation, operation], kind: .proposal) }
        )
    }

    private static func saying(
        _ operations: [BankModel.Operation],
        kind: Kind = .statement
    ) -> EntryChange {
        EntryChange(
            record: .create(kind: kind.number, counter: 9),
            firstIndex: 0,
            operations: operations
        )
    }

    static let keys: [Twins] = [
        key("a partner that the charter does not have", "fr", "the charter has no such partner"),
        key("a key that is no partner's", "US", "the charter has no such partner"),
    ]

    private static func key(_ name: String, _ key: String, _ reason: String) -> Twins {
        Twins(
            testDescription: name,
            reason: .badValue("its key: \(reason)"),
            bad: { _ in sector(key) },
            isPartlyGood: true,
            good: { _ in sector("ru") }
        )
    }

    private static func sector(_ key: String) -> EntryChange {
        let allowed = FieldID(FieldID.allowedNumber, key: key)
        return EntryChange(
            record: .create(kind: Kind.sector.number, counter: 9),
            firstIndex: 0,
            operations: [set(allowed, value: .word("permitted"))]
        )
    }
}
