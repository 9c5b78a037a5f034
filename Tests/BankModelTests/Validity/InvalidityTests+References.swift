import Simulation
import Testing

@testable import BankModel

// Who writes where, and what an operation points at.

extension InvalidityTests {
    static func set(
        _ field: FieldID = .control,
        _ merge: Merge = .register,
        naming dots: [DotReference] = [],
        aware: [DotReference] = [],
        value: Value? = .text("x")
    ) -> BankModel.Operation {
        BankModel.Operation(
            field: field,
            merge: merge,
            supersedes: dots,
            aware: aware,
            value: value
        )
    }

    private static let ru = Sample.author("ru").partner

    static let authority: [Twins] =
        [
            (FieldID.name, Merge.register, Value.text("x")), (.tags, .set, .word("x")),
            (.remarks, .list, .text("x")),
        ]
        .map { field, merge, value in
            Twins(
                testDescription: "field \(field.number) of another partner's site",
                reason: .foreignRecord(owner: ru),
                bad: { try $0.change($0.site, set(field, merge, value: value)) },
                goodAuthor: 1,
                good: { try $0.change($0.site, set(field, merge, value: value), by: 1) }
            )
        } + [
            Twins(
                testDescription: "a target in the other channel",
                reason: .wrongChannel(.bank),
                channel: .ops,
                bad: { _ in creation },
                good: { _ in creation }
            )
        ]

    private static let creation = EntryChange(
        record: .create(kind: Kind.target.number, counter: 9),
        firstIndex: 0,
        operations: []
    )

    static let references: [Twins] = [
        twins("a record that is a value", .unknownRecord) { scene in
            try scene.change(try scene.dot(.name, of: scene.target), set())
        },
        twins("a record below a head that is not there", .unknownRecord) { _ in
            EntryChange(
                record: .existing(.ancestor(head: 2, seq: 1, index: 0)),
                firstIndex: 0,
                operations: [set()]
            )
        },
        twins("a dot above the entry's past", .dotNotInPast) { scene in
            let dot = DotReference.ancestor(head: 0, seq: 99, index: 0)
            return try scene.change(scene.target, set(.name, naming: [dot]))
        },
        twins("a dot under another author's head", .dotNotInPast) { scene in
            let dot = DotReference.exact(head: 1, dot: try scene.dot(.name, of: scene.target))
            return try scene.change(scene.target, set(.name, naming: [dot]))
        },
        twins("an index that no entry has", .dotNotInPast) { scene in
            let dot = DotReference.ancestor(
                head: 0,
                seq: 1,
                index: UInt32(Limits.operationsMax)
            )
            return try scene.change(scene.target, set(.name, naming: [dot]))
        },
        twins("a withdrawal that is not in the past", .dotNotInPast) { scene in
            let dot = DotReference.ancestor(head: 0, seq: 99, index: 0)
            return try scene.change(scene.target, set(.name, aware: [dot]))
        },
        twins("a dot of another record", .foreignDot) { scene in
            let dot = try scene.name(try scene.dot(.name, of: scene.other))
            return try scene.change(scene.target, set(.name, naming: [dot]))
        },
        twins("a dot of another field", .foreignDot) { scene in
            let dot = try scene.name(try scene.dot(.category, of: scene.target))
            return try scene.change(scene.target, set(.name, naming: [dot]))
        },
        twins("a dot behind the last of its entry", .foreignDot) { scene in
            let dot = DotReference.ancestor(head: 0, seq: 1, index: 99)
            return try scene.change(scene.target, set(.name, naming: [dot]))
        },
        twins("an edit aware of another edit", .foreignDot) { scene in
            let dot = try scene.name(try scene.dot(.category, of: scene.target))
            return try scene.change(scene.target, set(.name, aware: [dot]))
        },
        twins("a withdrawal aware of another life", .foreignDot) { scene in
            let dot = try scene.name(scene.target)
            let withdrawal = set(.life, aware: [dot], value: .life(.withdrawn))
            return try scene.change(scene.target, withdrawal)
        },
        twins("an edit aware of another record's life", .foreignDot) { scene in
            let dot = try scene.name(scene.other)
            return try scene.change(scene.target, set(.name, aware: [dot]))
        },
    ]

    /// The good twin names what the bad one should have: its own field, and life across from it.
    private static func twins(
        _ name: String,
        _ reason: Invalidity,
        bad: @escaping @Sendable (Scene) throws -> EntryChange
    ) -> Twins {
        Twins(testDescription: name, reason: reason, bad: bad) { scene in
            let dot = try scene.name(try scene.dot(.name, of: scene.target))
            let life = try scene.name(scene.target)
            return try scene.change(scene.target, set(.name, naming: [dot], aware: [life]))
        }
    }
}
