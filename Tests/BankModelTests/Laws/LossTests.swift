import BankModel
import Simulation
import Testing

/// Law 2: no value disappears unless an operation of that record and field names its dot.
@Suite struct LossTests {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `no entry takes a value away that it does not name`(seed: UInt64) throws {
        let history = try History(seed: seed, authors: History.authors(3), steps: 60)
        let laws = Laws(over: history.entries)
        var dice = Dice(seed: seed)
        var bank = MemoryBank()
        for entry in CausalOrder.shuffled(history.entries, &dice) {
            let before = bank
            _ = try bank.apply(entry, charter: history.members.charter, receivedAt: 0)
            #expect(laws.losses(from: before, to: bank) == [], "seed \(seed)")
        }
    }

    /// What names a dot and yet must not take it away.
    @Test(arguments: [
        Taking(field: .control, value: .text("x")),
        Taking(field: .name, value: .text("")),
        Taking(kind: .remove, field: .name, value: nil),
        Taking(field: .name, merge: .set, value: .text("x")),
        Taking(field: .life, value: .life(.withdrawn)),
    ])
    func `naming a value takes nothing away in another field or by an invalid operation`(
        taking: Taking
    ) throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let before = try circle.state(record, at: 0)
        let name = try #require(before.live(.name).first)
        let header = circle.scribes[0].header(for: .bank)
        let change = AuthoredChange(
            record: .existing(record),
            operations: [
                AuthoredOperation(
                    kind: taking.kind,
                    field: taking.field,
                    merge: taking.merge,
                    supersedes: [name.dot],
                    value: taking.value
                )
            ]
        )
        let placed = try change.placed(under: header, counter: 0, in: circle.scribes[0].bank)
        let applied = try circle.sign([try #require(placed)], under: header, by: 0)
        #expect(applied.invalid.count == 1)
        #expect(try circle.state(record, at: 0) == before)
    }

    /// An operation that names the record's name.
    struct Taking: Sendable {
        var kind = OperationKind.put
        var field: FieldID
        var merge = Merge.register
        var value: Value?
    }

    @Test func `a value of one record is safe from an operation on another`() throws {
        var circle = Circle("us", "ru")
        let left = try circle.target()
        let right = try circle.target()
        let before = try circle.state(right, at: 0)
        let header = circle.scribes[0].header(for: .bank)
        let operation = AuthoredOperation(
            field: .name,
            merge: .register,
            supersedes: before.live(.name).map(\.dot),
            value: .text("x")
        )
        let change = AuthoredChange(record: .existing(left), operations: [operation])
        let placed = try change.placed(under: header, counter: 0, in: circle.scribes[0].bank)
        let applied = try circle.sign([try #require(placed)], under: header, by: 0)
        #expect(applied.invalid.map(\.reason) == [.foreignDot])
        #expect(try circle.state(right, at: 0) == before)
    }
}
