package import BankModel

/// What simulated operators do: all that a person can do, from what they were shown, which may be
/// long out of date.
package struct Workload: Sendable {
    /// Kinds that no rule set has: carried by their envelopes, one in each channel.
    package static let unknownOpsKind: UInt32 = 77
    /// A kind of the channel `bank` that no rule set has.
    package static let unknownBankKind: UInt32 = 78

    /// States that operators of this node have been shown, oldest first.
    private var shown: [RecordState] = []
    private let piles: Bool
    private let terrain: Terrain?

    /// - Parameters:
    ///   - piles: Operators overlook most values, on few records.
    ///   - terrain: Where most records lie; nil where it does not matter.
    package init(piles: Bool = false, terrain: Terrain? = nil) {
        self.piles = piles
        self.terrain = terrain
    }

    /// Some changes by operators of `author`; nil where there is nothing to change.
    package mutating func changes(
        by author: AuthorID,
        among records: [RecordID],
        in storage: some BankReading,
        _ dice: inout Dice
    ) throws -> (channel: Channel, changes: [AuthoredChange])? {
        let crowding = try terrain.map {
            try Crowding($0, by: author, among: records, in: storage)
        }
        if let crowding, dice.chance(45) { return crowding.creation(&dice) }
        if records.isEmpty || dice.chance(piles ? 2 : 20) {
            return try Self.creation(among: records, in: storage, &dice)
        }
        guard let id = dice.pick(records), let current = try storage.record(id) else { return nil }
        let kind = RuleSet.first.kind(current.kind)
        switch kind?.authority {
        case .immutable: return nil
        case .ownerOnly where current.owner != author.partner: return nil
        case .ownerOnly, .everyPartner, nil: break
        }
        let channel: Channel = current.kind == Self.unknownOpsKind ? .ops : kind?.channel ?? .bank
        let stale = shown.filter { $0.id == id }
        let seen = dice.chance(40) ? dice.pick(stale) ?? current : current
        show(current)
        var act = Act(seen: seen, current: current, author: author, piles: piles)
        if let kind, Announcing.kinds.contains(kind), dice.chance(60) {
            act.meant = try Announcing.change(of: kind, among: records, in: storage, &dice)
        }
        if let kind, let crowding, dice.chance(60) {
            act.meant = crowding.change(of: kind, &dice) ?? act.meant
        }
        return (channel, [act.change(&dice)])
    }

    /// What operators of `author` say of sectors and notices as they are; nil for nothing.
    package func answers(
        by author: AuthorID,
        among records: [RecordID],
        in storage: some BankReading,
        _ dice: inout Dice
    ) throws -> (channel: Channel, changes: [AuthoredChange])? {
        guard let terrain else { return nil }
        return try Crowding(terrain, by: author, among: records, in: storage).answers(&dice)
    }

    private mutating func show(_ state: RecordState) {
        shown.append(state)
        if shown.count > 40 { shown.removeFirst() }
    }

    private static func creation(
        among records: [RecordID],
        in storage: some BankReading,
        _ dice: inout Dice
    ) throws -> (channel: Channel, changes: [AuthoredChange]) {
        if dice.chance(40), let kind = dice.pick(Announcing.kinds) {
            let operations = try Announcing.operations(kind, among: records, in: storage, &dice)
            let change = AuthoredChange(record: .new(kind: kind.number), operations: operations)
            return (kind.channel, [change])
        }
        let kinds: [UInt32] = [1, 1, 1, 2, unknownOpsKind, unknownBankKind]
        let kind = dice.pick(kinds) ?? 1
        var operations = [
            AuthoredOperation(field: .name, merge: .register, value: .text("thing"))
        ]
        if dice.chance(50) {
            operations.append(
                AuthoredOperation(field: .tags, merge: .set, value: .word("new"))
            )
        }
        let change = AuthoredChange(record: .new(kind: kind), operations: operations)
        let count = dice.chance(15) ? 2 : 1
        return (kind == unknownOpsKind ? .ops : .bank, Array(repeating: change, count: count))
    }
}
