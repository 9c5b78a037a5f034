package import BankModel

/// Changes as no honest node writes them: each is signed, and must have no effect that it should
/// not have, and stall nothing.
package enum Mischief {
    /// A few changes, some of them good.
    package static func changes(
        under header: EntryHeader,
        in bank: some BankReading,
        among records: [RecordID],
        _ dice: inout Dice
    ) throws -> [EntryChange] {
        var changes: [EntryChange] = []
        for _ in 0...dice.below(3) {
            changes.append(
                EntryChange(
                    record: try record(under: header, in: bank, among: records, &dice),
                    firstIndex: 0,
                    operations: try (0...dice.below(3)).map { _ in
                        try operation(under: header, in: bank, among: records, &dice)
                    }
                )
            )
        }
        return changes
    }

    private static func record(
        under header: EntryHeader,
        in bank: some BankReading,
        among records: [RecordID],
        _ dice: inout Dice
    ) throws -> RecordReference {
        if dice.chance(25) {
            return .create(kind: UInt32(1 + dice.below(9)), counter: UInt64(1 + dice.below(3)))
        }
        return .existing(try reference(under: header, in: bank, among: records, &dice))
    }

    /// Any dot that was ever heard of, in either form, or one that is none.
    private static func reference(
        under header: EntryHeader,
        in bank: some BankReading,
        among records: [RecordID],
        _ dice: inout Dice
    ) throws -> DotReference {
        let head = UInt32(dice.below(max(1, header.dependencies.count) + (dice.chance(10) ? 2 : 0)))
        guard let record = dice.pick(records), dice.chance(90) else {
            return .ancestor(
                head: head,
                seq: UInt64(dice.below(6)),
                index: UInt32(dice.below(4))
            )
        }
        let live = try bank.record(record)?.fields.flatMap { $0.live.map(\.dot) } ?? []
        let dot = dice.chance(50) ? record : dice.pick(live) ?? record
        if dice.chance(40) { return .exact(head: head, dot: dot) }
        let seq = try bank.facts(of: dot.entry)?.seq ?? 1
        return .ancestor(head: head, seq: seq, index: dot.index)
    }

    private static func operation(
        under header: EntryHeader,
        in bank: some BankReading,
        among records: [RecordID],
        _ dice: inout Dice
    ) throws -> Operation {
        let fields: [FieldID] = [
            .life, .name, .name, .tags, .remarks, FieldID(200), FieldID(203), .reason, .volumes,
            FieldID(FieldID.allowedNumber, key: dice.pick(["us", "xx", "X"]) ?? "us"),
        ]
        let values: [Value] = [
            .text("m"), .word("m"), .cleared, .life(.withdrawn), .life(.inBank), .millimetres(1),
            .text("with\u{7}bell"), .opaque([0xA2, 0x06, 0x00]), .volumes([]), .word("permitted"),
        ]
        let kinds: [OperationKind] = [.put, .put, .put, .remove, .unknown(9)]
        return Operation(
            kind: dice.pick(kinds) ?? .put,
            field: dice.pick(fields) ?? .name,
            merge: dice.pick([Merge.register, .register, .set, .list]) ?? .register,
            supersedes: try (0..<dice.below(3)).map { _ in
                try reference(under: header, in: bank, among: records, &dice)
            },
            aware: try (0..<(dice.chance(30) ? 1 : 0)).map { _ in
                try reference(under: header, in: bank, among: records, &dice)
            },
            value: dice.chance(85) ? dice.pick(values) : nil
        )
    }
}
