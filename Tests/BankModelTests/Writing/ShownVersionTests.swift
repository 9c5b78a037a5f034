import BankModel
import Simulation
import Testing

/// Which versions a node may have shown.
@Suite struct ShownVersionTests {
    @Test(arguments: 0..<30 as Range<UInt64>)
    func `every version that a node held is found again by its name`(seed: UInt64) throws {
        let history = try History(seed: seed, authors: History.authors(3), steps: 50)
        var dice = Dice(seed: seed)
        var bank = MemoryBank()
        var held: Set<Held> = []
        for entry in CausalOrder.shuffled(history.entries, &dice) {
            _ = try bank.apply(entry, charter: history.members.charter, receivedAt: 0)
            held.formUnion(bank.allRecords.map { Held(record: $0.id, version: $0.version) })
        }
        for one in held {
            let found = try bank.version(named: one.version.id, of: one.record)
            #expect(found == one.version, "seed \(seed)")
        }
    }

    @Test func `a version that only another node held was never shown here`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.edit(record, FieldEdit(.name, .set(.text("us"))), by: 0)
        try circle.edit(record, FieldEdit(.control, .set(.text("ru"))), by: 1)
        let theirs = try circle.state(record, at: 1).version
        let ours = try circle.state(record, at: 0).version
        try circle.meet()
        let bank = circle.scribes[0].bank
        #expect(try bank.version(named: theirs.id, of: record) == nil)
        #expect(try bank.version(named: ours.id, of: record) == ours)
        let stranger = Version(dots: [Sample.dot(1)])
        #expect(try bank.version(named: stranger.id, of: record) == nil)
        #expect(try bank.version(named: ours.id, of: Sample.dot(1)) == nil)
    }

    @Test func `a state between two operations of one entry was never shown`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let before = try circle.state(record, at: 0)
        let name = FieldEdit(.name, .set(.text("x")))
        let entry = try circle.edit(record, name, FieldEdit(.control, .set(.text("x"))), by: 0)
        let half = Version(
            dots: before.version.dots.filter { $0 != before.live(.name).first?.dot }
                + [Dot(entry: entry.hash, index: 0)]
        )
        #expect(try circle.scribes[0].bank.version(named: half.id, of: record) == nil)
    }

    @Test func `what came between reading and writing is not in what the writer has seen`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let read = try circle.state(record, at: 0)
        try circle.edit(record, FieldEdit(.control, .set(.text("ru"))), by: 1)
        try circle.meet()
        let shown = try Shown.version(read.version).dots(of: try circle.state(record, at: 0))
        #expect(shown == Set(read.version.dots))
        let entry = try circle.write(
            try circle.pen(0).editing(
                try circle.state(record, at: 0),
                [FieldEdit(.name, .set(.text("us")))],
                shown: .version(read.version)
            ),
            by: 0
        )
        let after = try circle.state(record, at: 0)
        let seen = after.version(shown: shown, writing: entry.hash)
        #expect(seen.dots == after.version.dots.filter { $0 != after.live(.control).first?.dot })
        #expect(try circle.scribes[0].bank.version(named: seen.id, of: record) == nil)
        #expect(after.version(shown: Set(after.version.dots)) == after.version)
    }

    @Test func `who was shown what, of the registers that are there`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target(by: 0, [FieldEdit(.tags, .add(.word("a")))])
        try circle.edit(record, FieldEdit(.name, .set(.text("ru"))), by: 1)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        let us = circle.scribes[0].author
        let name = state.live(.name).map(\.dot)
        #expect(try Shown.current.dots(of: state) == Set(state.version.dots))
        let own = try Shown.nothing { $0.author == us }.dots(of: state)
        #expect(own == Set(state.version.dots).subtracting(name))
    }

    /// A version of a record that a node held at some time.
    private struct Held: Hashable {
        let record: RecordID
        let version: Version
    }
}
