import BankModel

/// One act of an operator on one record.
struct Act {
    /// What the operator was shown.
    let seen: RecordState
    /// What is there.
    let current: RecordState
    /// Whose operator.
    let author: AuthorID
    /// Whether the operator overlooks most of it.
    var piles = false
    /// What the operator means to set, where the kind has fields of its own.
    var meant: (field: FieldID, value: Value)?

    func change(_ dice: inout Dice) -> AuthoredChange {
        var operations = [operation(&dice)]
        if dice.chance(15) { operations.append(operation(&dice)) }
        return AuthoredChange(
            record: .existing(current.id),
            operations: operations,
            reason: dice.chance(30) ? "because" : nil
        )
    }

    private func operation(_ dice: inout Dice) -> AuthoredOperation {
        if let meant, dice.chance(70) { return set(meant.field, to: meant.value, &dice) }
        if piles, dice.chance(80) {
            return dice.chance(70)
                ? set(.name, to: value(&dice), &dice) : unknownOperation(&dice)
        }
        return switch dice.below(20) {
        case 0..<8: set(register(&dice), to: value(&dice), &dice)
        case 8: set(register(&dice), to: .cleared, &dice, unlessRequired: value(&dice))
        case 9, 10: life(.withdrawn, &dice)
        case 11: life(.inBank, &dice)
        case 12, 13: resolution(&dice)
        case 14: AuthoredOperation(field: .tags, merge: .set, value: tag(&dice))
        case 15: removal(&dice)
        case 16: AuthoredOperation(field: .remarks, merge: .list, value: .text("remark"))
        case 17: unknownField(&dice)
        default: unknownOperation(&dice)
        }
    }

    private func register(_ dice: inout Dice) -> FieldID {
        dice.pick([.name, .name, .attribute("k"), .validity]) ?? .name
    }

    private func value(_ dice: inout Dice) -> Value {
        .text(dice.pick(["one", "two", "three"]) ?? "one")
    }

    private func tag(_ dice: inout Dice) -> Value { .word(dice.pick(["x", "y"]) ?? "x") }

    private func set(
        _ field: FieldID,
        to wanted: Value,
        _ dice: inout Dice,
        unlessRequired fallback: Value? = nil
    ) -> AuthoredOperation {
        var value = field == .name ? fallback ?? wanted : wanted
        if field == .validity, meant?.field != .validity {
            value = Interval(from: Int64(dice.below(2)), until: nil).map { .interval($0) } ?? value
        }
        return AuthoredOperation(
            field: field,
            merge: .register,
            supersedes: names(of: field, &dice),
            aware: seen.live(.life).filter { $0.value == .life(.withdrawn) }.map(\.dot),
            value: value,
            typed: dice.chance(20) ? ["37SDU3114617852"] : []
        )
    }

    /// What was shown of a register and, mostly, the author's own values that others replaced.
    private func names(of field: FieldID, _ dice: inout Dice) -> [Dot] {
        let ghosts = (current.state(of: field)?.ghosts ?? []).filter { $0.author == author }
        if piles {
            return (seen.live(field).map(\.dot) + ghosts.map(\.dot))
                .filter { _ in dice.chance(15) }.sorted()
        }
        let shown = dice.chance(90) ? seen.live(field).map(\.dot) : []
        return Set(shown + (dice.chance(80) ? ghosts.map(\.dot) : [])).sorted()
    }

    private func life(_ life: Life, _ dice: inout Dice) -> AuthoredOperation {
        let registers = seen.fields.filter { $0.merge == .register && $0.field != .life }
        return AuthoredOperation(
            field: .life,
            merge: .register,
            supersedes: names(of: .life, &dice),
            aware: registers.flatMap { $0.live.map(\.dot) }.sorted(),
            value: .life(life)
        )
    }

    /// Settles a conflict that the operator was shown, by one of its values.
    private func resolution(_ dice: inout Dice) -> AuthoredOperation {
        guard let conflict = dice.pick(seen.conflicts) else {
            return set(register(&dice), to: value(&dice), &dice)
        }
        if conflict.kind == .editWithdrawal {
            return life(dice.chance(50) ? .withdrawn : .inBank, &dice)
        }
        let siblings = seen.live(conflict.field)
        return AuthoredOperation(
            field: conflict.field,
            merge: .register,
            supersedes: siblings.map(\.dot),
            aware: conflict.field == .life
                ? [] : seen.live(.life).filter { $0.value == .life(.withdrawn) }.map(\.dot),
            value: dice.pick(siblings.map(\.value)) ?? value(&dice)
        )
    }

    private func removal(_ dice: inout Dice) -> AuthoredOperation {
        AuthoredOperation(
            kind: .remove,
            field: .tags,
            merge: .set,
            supersedes: seen.live(.tags).map(\.dot),
            value: nil
        )
    }

    /// A field that no rule set has, merging in any way: everybody's own word for it.
    private func unknownField(_ dice: inout Dice) -> AuthoredOperation {
        let merge = dice.pick([Merge.register, .set, .list]) ?? .set
        let field = FieldID(203)
        let live = seen.fields.filter { $0.field == field && $0.merge == merge }.flatMap(\.live)
        return AuthoredOperation(
            field: field,
            merge: merge,
            supersedes: merge == .list ? [] : live.map(\.dot),
            value: value(&dice)
        )
    }

    /// An operation of a later release, with a value or without.
    private func unknownOperation(_ dice: inout Dice) -> AuthoredOperation {
        let field: FieldID =
            piles ? .name : dice.pick([.attribute("k"), FieldID(200)]) ?? FieldID(200)
        return AuthoredOperation(
            kind: .unknown(5),
            field: field,
            merge: .register,
            supersedes: names(of: field, &dice),
            value: dice.chance(60) ? .opaque([0xA2, 0x06, 0x01, 0x07]) : nil
        )
    }
}
