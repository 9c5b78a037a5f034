import BankModel
import Simulation
import Testing

/// Law 11: an invalid operation has no effect and stalls nothing.
@Suite struct InvalidOperationTests {
    @Test(arguments: 0..<60 as Range<UInt64>)
    func `a history without its invalid operations gives the same bank`(seed: UInt64) throws {
        let history = try History(seed: seed, authors: History.authors(3), steps: 60)
        let charter = history.members.charter
        let first = try Applied(history.entries, charter: charter)
        let retelling = Retelling(history, omitting: Set(first.invalid.keys))
        let other = try Applied(retelling.entries, charter: charter)
        #expect(other.invalid.isEmpty)
        first.expect(other, is: retelling, "seed \(seed)")
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `so does one whose values piled up`(seed: UInt64) throws {
        let history = try History(
            seed: seed,
            authors: History.authors(2),
            steps: 90,
            [.forks, .piles]
        )
        let charter = history.members.charter
        let first = try Applied(history.entries, charter: charter)
        let retelling = Retelling(history, omitting: Set(first.invalid.keys))
        let other = try Applied(retelling.entries, charter: charter)
        #expect(other.invalid.isEmpty)
        first.expect(other, is: retelling, "seed \(seed)")
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `every entry is applied, whatever is wrong with it`(seed: UInt64) throws {
        let history = try History(seed: seed, authors: History.authors(3), steps: 60)
        let applied = try Applied(history.entries, charter: history.members.charter)
        #expect(history.entries.allSatisfy { applied.bank.facts(of: $0.hash) != nil })
        #expect(
            applied.bank.allInvalidities == applied.invalid.mapValues(\.description),
            "each is kept with its reason"
        )
    }

    @Test func `a log goes on behind an entry in which nothing is valid`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let nothing = EntryChange(
            record: .existing(.ancestor(head: 9, seq: 9, index: 9)),
            firstIndex: 0,
            operations: [Operation(field: .name, merge: .register, value: .text("x"))]
        )
        let before = circle.scribes[0].bank.digest()
        let header = circle.scribes[0].header(for: .bank)
        let applied = try circle.sign([nothing], under: header, by: 0)
        #expect(applied.invalid.map(\.reason) == [.unknownRecord])
        #expect(applied.records.isEmpty)
        #expect(circle.scribes[0].bank.digest() == before)
        let next = try circle.edit(record, FieldEdit(.name, .set(.text("next"))), by: 0)
        #expect(next.header.seq == header.seq + 1)
        try circle.meet()
        #expect(try circle.state(record, at: 1).live(.name).map(\.value) == [.text("next")])
    }

    @Test func `the good operations of an entry take effect beside the bad ones`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let header = circle.scribes[0].header(for: .bank)
        let good = AuthoredOperation(field: .control, merge: .register, value: .text("good"))
        let bad = AuthoredOperation(field: .grade, merge: .register, value: .word("Z9"))
        let change = AuthoredChange(record: .existing(record), operations: [bad, good, bad])
        let placed = try change.placed(under: header, counter: 0, in: circle.scribes[0].bank)
        let applied = try circle.sign([try #require(placed)], under: header, by: 0)
        #expect(applied.invalid.map(\.dot.index) == [0, 2])
        let state = try circle.state(record, at: 0)
        #expect(state.live(.control).map(\.value) == [.text("good")])
        #expect(state.live(.grade).isEmpty)
    }
}
