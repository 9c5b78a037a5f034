import Simulation
import Testing

@testable import BankModel

/// Records made in one step, beside the general way: each operation judged and merged by itself.
@Suite struct MadeTests {
    @Test(arguments: RuleSet.first.kinds)
    func `a record made in one step is what its operations make one by one`(kind: Kind) throws {
        var dice = Dice(seed: UInt64(kind.number))
        let scene = try Scene()
        var made = 0
        var notMade = 0
        for _ in 0..<1_000 {
            let change = Self.change(making: kind, &dice)
            let isHome = dice.chance(95)
            let judge = Judge(
                Entry(
                    header: scene.header(in: isHome == (kind.channel == .bank) ? .bank : .ops),
                    hash: EntryHash(hashing: dice.bytes(8)),
                    changes: [change],
                    bytes: []
                ),
                charter: scene.circle.members.charter,
                rules: RuleSet.released
            )
            let record = judge.made(by: change)
            #expect(record == (try Self.made(by: change, judge, in: scene)))
            if record == nil { notMade += 1 } else { made += 1 }
        }
        #expect(made > 100)
        #expect(notMade > 100)
    }

    @Test func `what writes a record that is there makes none`() throws {
        let scene = try Scene()
        let change = try scene.change(
            scene.target,
            BankModel.Operation(field: .name, merge: .register, value: .text("other"))
        )
        let entry = Entry(header: scene.header(), hash: .zero, changes: [change], bytes: [])
        let judge = Judge(
            entry,
            charter: scene.circle.members.charter,
            rules: RuleSet.released
        )
        #expect(judge.made(by: change) == nil)
    }

    /// The record that operations make one by one; nil where one is refused, names a dot or writes a
    /// field again.
    private static func made(
        by change: EntryChange,
        _ judge: Judge,
        in scene: Scene
    ) throws -> RecordState? {
        let operations = change.operations
        let isPlain = operations.allSatisfy {
            $0.kind == .put && $0.value != nil && $0.supersedes.isEmpty && $0.aware.isEmpty
        }
        let fields = operations.map(\.field) + [.life]
        guard isPlain, Set(fields).count == fields.count else { return nil }
        let bank = scene.circle.scribes[0].bank
        var own = OwnSets(seesWholeLog: true)
        do {
            var subject = try judge.subject(of: change, in: bank)
            for (position, operation) in operations.enumerated() {
                let dot = Dot(
                    entry: subject.state.id.entry,
                    index: change.index(ofOperation: position)
                )
                let applied = try judge.resolve(operation, dot: dot, on: subject, &own, in: bank)
                _ = subject.state.apply(applied)
            }
            return subject.state
        } catch is Invalidity {
            return nil
        }
    }

    /// A change that makes a record, more often good than not, its operations in any order.
    private static func change(making kind: Kind, _ dice: inout Dice) -> EntryChange {
        var operations = kind.fields.dropFirst().filter { _ in dice.chance(60) }.map { field in
            BankModel.Operation(
                field: FieldID(field.number, key: key(of: field)),
                merge: field.merge,
                value: value(of: field.type)
            )
        }
        if dice.chance(20) {
            // A field that the rules do not know is carried, whatever it holds.
            let unknown = FieldID(900, key: dice.chance(50) ? "k" : "")
            operations.append(BankModel.Operation(field: unknown, merge: .set, value: .instant(1)))
        }
        operations.shuffle(using: &dice)
        if dice.chance(40), let position = operations.indices.randomElement(using: &dice) {
            spoil(&operations, at: position, &dice)
        }
        return EntryChange(
            record: .create(kind: kind.number, counter: 1),
            firstIndex: UInt32(dice.below(3)),
            operations: operations
        )
    }

    private static func spoil(
        _ operations: inout [BankModel.Operation],
        at position: Int,
        _ dice: inout Dice
    ) {
        switch dice.below(8) {
        case 0: operations[position].value = nil
        case 1: operations[position].value = .opaque([1])
        case 2: operations[position].kind = .remove
        case 3: operations[position].kind = .unknown(9)
        case 4: operations[position].merge = operations[position].merge == .set ? .list : .set
        case 5: operations.append(operations[position])
        case 6: operations[position].supersedes = [.ancestor(head: 0, seq: 1, index: 0)]
        default:
            let life = BankModel.Operation(field: .life, merge: .register, value: .life(.withdrawn))
            operations.append(life)
        }
    }

    private static func key(of field: Field) -> String {
        switch field.keys {
        case .none: ""
        case .text: "key"
        case .partner: "us"
        }
    }

    private static func value(of type: FieldType) -> Value {
        switch type {
        case .text: .text("text")
        case .category: .word("facility")
        case .choice(let words): .word(words[0])
        case .grade: .word("B2")
        case .place: Sample.place(latitude: 1)
        case .interval: Sample.interval(1, 2)
        case .length: .millimetres(3)
        case .instant: .instant(4)
        case .verification: .verification(Verification(at: 5, by: "somebody"))
        case .tag: .word("tag")
        case .externalID: .word("scheme:id")
        case .life: .life(.inBank)
        case .partner: .word("us")
        case .volumes(let areTimed): .volumes([areTimed ? Sample.volume(1, 2) : Sample.volume(nil)])
        case .reference: Sample.reference(.site, 1)
        case .suggestion: Sample.suggestion(.name, .text("other"))
        }
    }
}
