import BankModel
import Simulation

/// Entries of three authors, one of whom forks: creations, edits in and out of sight of each other,
/// withdrawals, invalid operations, fields and kinds from the future; and of two of them in the
/// other channel, what refers to records of both, and what is said of the bank.
struct RandomHistory {
    private var dice: SeededDice
    private var writers =
        ["us", "us.2", "ru"].map { TestWriter($0) } + ["us", "ru"].map { TestWriter($0, .ops) }
    private var abandoned: TestWriter?

    init(dice: SeededDice) { self.dice = dice }

    /// An entry that can be applied to what the bank holds.
    mutating func next(_ bank: MemoryBank) throws -> Entry {
        let number = Int.random(in: 0..<writers.count, using: &dice)
        forkNowAndThen(number)
        var writer = writers[number]
        let seen = seenBy(number)
        let past = writer.heads + seen.map(\.head.hash)
        var changes: [EntryChange] = []
        for _ in 0...Int.random(in: 0...3, using: &dice) {
            let kinds = RuleSet.first.kinds.filter { $0.channel != writer.channel }.map(\.number)
            let records = bank.allRecords.filter { !kinds.contains($0.kind) }
            if let state = records.randomElement(using: &dice),
                Int.random(in: 0..<3, using: &dice) > 0,
                let head = try head(above: state.id.entry, among: past, in: bank)
            {
                changes.append(try edit(of: state, head: head, past: past, in: bank))
            } else {
                let creation =
                    writer.channel == .bank
                    ? creation(by: &writer) : operationalCreation(by: &writer, in: bank)
                changes.append(creation)
            }
        }
        let entry = writer.entry(changes, seeing: seen)
        writers[number] = writer
        return entry
    }

    /// Author 2 sometimes goes on from an earlier state, as a restored copy would.
    private mutating func forkNowAndThen(_ number: Int) {
        guard number == 2 else { return }
        switch Int.random(in: 0..<8, using: &dice) {
        case 0 where abandoned == nil: abandoned = writers[2]
        case 1:
            if let earlier = abandoned {
                abandoned = writers[2]
                writers[2] = earlier
            }
        default: break
        }
    }

    private mutating func seenBy(_ number: Int) -> [EntryHeader.Seen] {
        let channel = writers[number].channel
        return writers.indices
            .filter { $0 != number && !writers[$0].heads.isEmpty && writers[$0].channel == channel }
            .filter { _ in Bool.random(using: &dice) }
            .map { writers[$0].seen() }
    }

    private func head(
        above entry: EntryHash,
        among past: [EntryHash],
        in bank: MemoryBank
    ) throws -> UInt32? {
        guard let facts = bank.facts(of: entry) else { return nil }
        let index = past.firstIndex { head in
            guard let above = bank.facts(of: head) else { return false }
            return above.log == facts.log && above.seq >= facts.seq
        }
        return index.map(UInt32.init)
    }

    private mutating func edit(
        of state: RecordState,
        head: UInt32,
        past: [EntryHash],
        in bank: MemoryBank
    ) throws -> EntryChange {
        let (field, value) =
            RuleSet.first.kind(state.kind)?.channel == .ops
            ? operationalChange(in: bank) : change()
        let record = DotReference.exact(head: head, dot: state.id)
        var named: [DotReference] = []
        for sibling in state.live(field) where Int.random(in: 0..<4, using: &dice) > 0 {
            if let head = try self.head(above: sibling.dot.entry, among: past, in: bank) {
                named.append(.exact(head: head, dot: sibling.dot))
            }
        }
        var aware: [DotReference] = []
        for sibling in state.live(field == .life ? .name : .life) where Bool.random(using: &dice) {
            if let head = try self.head(above: sibling.dot.entry, among: past, in: bank) {
                aware.append(.exact(head: head, dot: sibling.dot))
            }
        }
        if TestWriter.merge(of: field) == .set, !named.isEmpty {
            return .edit(record, field, nil, kind: .remove, over: named)
        }
        return .edit(
            record,
            field,
            value,
            over: TestWriter.merge(of: field) == .list ? [] : named,
            aware: TestWriter.merge(of: field) == .register ? aware : []
        )
    }

    private mutating func change() -> (FieldID, Value) {
        switch Int.random(in: 0..<10, using: &dice) {
        case 0, 1: (.name, .text(["Depot", "Mill", "Tower"].randomElement(using: &dice) ?? ""))
        case 2: (.life, .life(Bool.random(using: &dice) ? .withdrawn : .inBank))
        case 3: (.place, .place(RandomValues.place(&dice)))
        case 4: (.tags, .word("tag\(Int.random(in: 0..<3, using: &dice))"))
        case 5: (.externalIDs, .word("csv:\(Int.random(in: 0..<5, using: &dice))"))
        case 6: (.remarks, .text("seen"))
        case 7: (FieldID(30, key: "k\(Int.random(in: 0..<3, using: &dice))"), .text("v"))
        case 8: (.grade, .word(Bool.random(using: &dice) ? "A1" : "nonsense"))
        default: (FieldID(77), .opaque([1, 2, 3]))
        }
    }

    private mutating func creation(by writer: inout TestWriter) -> EntryChange {
        if Int.random(in: 0..<8, using: &dice) == 0 {
            return writer.creation(99, [(FieldID(5), .opaque([9]))])
        }
        if Int.random(in: 0..<6, using: &dice) == 0 {
            let us = FieldID(FieldID.allowedNumber, key: "us")
            return writer.creation(
                Kind.sector.number,
                [
                    (.name, .text("Sector")), (.areas, .volumes([RandomValues.volume(&dice, nil)])),
                    (us, .word("notify_first")), (.rules, .text("Rules of the north")),
                ]
            )
        }
        let extra = [change()].filter { $0.0 != .life }
        return writer.target("New", extra, at: RandomValues.place(&dice))
    }

    private mutating func operationalCreation(
        by writer: inout TestWriter,
        in bank: MemoryBank
    ) -> EntryChange {
        switch Int.random(in: 0..<5, using: &dice) {
        case 0:
            let time = Interval(from: 1, until: 2)
            var notice = writer.creation(
                Kind.notice.number,
                [
                    (.title, .text("Convoy")), (.activity, .word("convoy")),
                    (.volumes, .volumes([RandomValues.volume(&dice, time)])), (.lead, .word("us")),
                ]
            )
            if Bool.random(using: &dice) {
                notice.operations[2].typed = ["37SDU3114617852", "301200Z NOV 26"]
            }
            return notice
        case 1:
            return writer.creation(
                Kind.incident.number,
                [
                    (.title, .text("Near miss")), (.place, .place(RandomValues.place(&dice))),
                    (.links, reference(in: bank)), (.links, reference(in: bank)),
                ]
            )
        case 2:
            return writer.creation(
                Kind.statement.number,
                [(.about, reference(in: bank)), (.says, .word("agreed"))]
            )
        case 3:
            let says = ["suspended", "resumed"].randomElement(using: &dice) ?? ""
            return writer.creation(
                Kind.statement.number,
                [(.says, .word(says)), (.reason, .text("talks"))]
            )
        default:
            return writer.creation(
                Kind.link.number,
                [
                    (.from, reference(in: bank)), (.to, reference(in: bank)),
                    (.relation, .word("related")),
                ]
            )
        }
    }

    private mutating func operationalChange(in bank: MemoryBank) -> (FieldID, Value) {
        switch Int.random(in: 0..<7, using: &dice) {
        case 0: (.title, .text(["Convoy", "Flight"].randomElement(using: &dice) ?? ""))
        case 1: (.links, reference(in: bank))
        case 2: ([FieldID.from, .to].randomElement(using: &dice) ?? .to, reference(in: bank))
        case 3: (.life, .life(Bool.random(using: &dice) ? .withdrawn : .inBank))
        case 4: (.volumes, .volumes([RandomValues.volume(&dice, Interval(from: 3, until: 9))]))
        case 5:
            (.state, .word(["issued", "active", "ended"].randomElement(using: &dice) ?? ""))
        default: (.tags, .word("tag"))
        }
    }

    /// A reference to a record of either channel, or to one that nobody holds.
    private mutating func reference(in bank: MemoryBank) -> Value {
        let known = bank.allRecords.randomElement(using: &dice).flatMap { Reference(to: $0) }
        let nowhere = Reference(kind: 1, record: Dot(entry: Hash256(hashing: [1]), index: 0))
        let isKnown = Int.random(in: 0..<5, using: &dice) > 0
        return (isKnown ? known ?? nowhere : nowhere).map { .reference($0) } ?? .cleared
    }
}
