import BankModel
import BankStore
import Simulation
import Testing

/// What is said about the bank is found in the store, whatever else it holds.
@Suite struct StandingTests {
    @Test func `who left is known after a start, and after all was derived anew`() throws {
        let home = try TestHome()
        var writer = TestWriter("ru", .ops)
        let about = Value.reference(
            try #require(Reference(kind: 4, record: Dot(entry: Hash256(hashing: [1]), index: 0)))
        )
        let entries = [
            writer.entry([
                writer.creation(6, [(.about, about), (.says, .word("received"))]),
                writer.creation(6, [(.says, .word("suspended")), (.reason, .text("a pause"))]),
            ]),
            writer.entry([writer.creation(6, [(.says, .word("left")), (.reason, .text("done"))])]),
        ]
        var bank = try home.open()
        try bank.apply(entries)
        let left = RecordID(entry: entries[1].hash, index: 0)
        for round in 0..<3 {
            let standing = try bank.read { try $0.bankStanding() }
            let statement = standing.part(of: writer.author.partner).statement
            #expect(statement?.id == left && statement?.reason == "done", "round \(round)")
            let words = try bank.read { try $0.records(referringTo: .bank, kind: 6) }
            #expect(words.count == 2)
            if round == 0 {
                try bank.close()
                bank = try home.open()
            } else {
                _ = try bank.rebuild(charter: { _ in TestCharter.charter })
            }
        }
    }
}
