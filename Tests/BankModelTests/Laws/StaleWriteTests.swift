import BankModel
import Simulation
import Testing

/// Law 7: a stale write never overwrites, another operator of the same node included.
@Suite struct StaleWriteTests {
    @Test func `in every small case what was not shown is not replaced`() throws {
        let start = try SmallCase.start.get()
        let first = try start.circle.state(start.record, at: 0)
        for small in try SmallCase.all.get() {
            let now = try small.after.state(start.record, at: 0)
            let last = try small.before.state(start.record, at: 0)
            for shown in [first, last] {
                for field in [FieldID.name, .control] {
                    try Self.check(field, of: now, shown: shown, by: small.after.scribes[0])
                }
            }
        }
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func `in a random history what was not shown is not replaced`(seed: UInt64) throws {
        let authors = History.authors(3)
        let history = try History(seed: seed, authors: authors, steps: 60)
        var dice = Dice(seed: seed)
        var scribe = Scribe(authors[0], of: history.members)
        var shown: [RecordState] = []
        for entry in CausalOrder.shuffled(history.entries, &dice) {
            try scribe.take(entry)
            if dice.chance(30) { shown += scribe.bank.allRecords }
        }
        for old in shown where old.kind == Kind.target.number && dice.chance(30) {
            let now = try #require(scribe.bank.record(old.id))
            for field in [FieldID.name, .attribute("k"), .control] {
                try Self.check(field, of: now, shown: old, by: scribe)
            }
        }
    }

    @Test func `another operator of the same node is shown first`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let shown = try circle.state(record, at: 0)
        try circle.write(
            try circle.pen(0).editing(
                shown,
                [FieldEdit(.name, .set(.text("colleague")))],
                shown: .current
            ),
            by: 0,
            operatorName: "colleague"
        )
        let now = try circle.state(record, at: 0)
        let edit = FieldEdit(.name, .set(.text("mine")))
        #expect(throws: WriteRefusal.stale([.name])) {
            _ = try circle.pen(0).editing(now, [edit], shown: .version(shown.version))
        }
        #expect(throws: WriteRefusal.unseen([.name])) {
            _ = try circle.pen(0).editing(now, [edit], shown: .nothing { _ in false })
        }
        let beside = try circle.pen(0).editing(
            now,
            [edit],
            shown: .version(shown.version),
            asSibling: true
        )
        try circle.write(beside, by: 0)
        let values = try circle.state(record, at: 0).live(.name).map(\.value)
        #expect(Set(values) == [.text("colleague"), .text("mine")])
    }

    @Test func `a withdrawal is stale where any register changed since`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let shown = try circle.state(record, at: 0)
        try circle.edit(record, FieldEdit(.control, .set(.text("x"))), by: 1)
        try circle.tell(0, what: 1)
        let now = try circle.state(record, at: 0)
        #expect(throws: WriteRefusal.stale([.control])) {
            _ = try circle.pen(0).withdrawing(
                now,
                reason: "gone",
                shown: .version(shown.version)
            )
        }
    }

    /// Edits `field` as somebody who was shown `shown`: refused exactly where something is unseen,
    /// and beside all that is unseen where the operator insists.
    private static func check(
        _ field: FieldID,
        of now: RecordState,
        shown: RecordState,
        by scribe: Scribe
    ) throws {
        let pen = Pen(author: scribe.author, charter: scribe.keys.charter, rules: .first)
        let edit = FieldEdit(field, .set(.text("fresh")))
        let unseen = now.live(field).filter { !shown.version.dots.contains($0.dot) }
        let unseenLife = now.live(.life).filter {
            $0.value == .life(.withdrawn) && !shown.version.dots.contains($0.dot)
        }
        do {
            let change = try pen.editing(now, [edit], shown: .version(shown.version))
            #expect(unseen.isEmpty && unseenLife.isEmpty)
            #expect(change != nil)
        } catch WriteRefusal.stale(let fields) {
            #expect(fields == (unseenLife.isEmpty ? [field] : [.life]))
            #expect(!unseen.isEmpty || !unseenLife.isEmpty)
        } catch WriteRefusal.conflicted(let name, let id) {
            #expect(name == field && now.conflicts.contains { $0.id == id })
        }
        try insist(on: edit, of: now, shown: shown, unseen, by: scribe, pen)
    }

    private static func insist(
        on edit: FieldEdit,
        of now: RecordState,
        shown: RecordState,
        _ unseen: [Sibling],
        by scribe: Scribe,
        _ pen: Pen
    ) throws {
        let insisted: AuthoredChange?
        do {
            insisted = try pen.editing(
                now,
                [edit],
                shown: .version(shown.version),
                asSibling: true
            )
        } catch WriteRefusal.conflicted(_, let id) {
            // All of that conflict was shown: it is for `resolve`.
            let conflict = try #require(now.conflicts.first { $0.id == id })
            #expect(Set(shown.version.dots).isSuperset(of: conflict.dots))
            return
        }
        var copy = scribe
        let change = try #require(insisted)
        let entry = try #require(try copy.write([change]))
        let after = try #require(copy.bank.record(now.id))
        let left = after.live(edit.field).filter { $0.dot.entry != entry.hash }
        #expect(left == unseen)
    }
}
