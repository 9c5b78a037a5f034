import BankModel
import BankStore
import Simulation
import Testing

/// The store answers like the port's plainest form, whatever is written and however it is cut into
/// transactions.
@Suite struct ReferenceTests {
    @Test(arguments: 0..<12)
    func `random histories read alike from the store and from plain memory`(seed: Int) throws {
        let home = try TestHome()
        var dice = SeededDice(seed: UInt64(seed))
        var history = RandomHistory(dice: dice)
        var reference = MemoryBank()
        var bank = try home.open()
        for _ in 0..<12 {
            let batch = try (0..<Int.random(in: 1...6, using: &dice)).map { _ in
                let entry = try history.next(reference)
                let expected = try reference.apply(
                    entry,
                    charter: TestCharter.charter,
                    receivedAt: 1000
                )
                return (entry: entry, expected: expected)
            }
            #expect(try bank.apply(batch.map(\.entry)) == batch.map(\.expected))
            try bank.read { try expectAlike($0, reference) }
            if Int.random(in: 0..<4, using: &dice) == 0 { bank = try reopened(bank, home) }
        }
        let digest = try bank.rebuild(charter: { _ in TestCharter.charter })
        #expect(digest == reference.digest())
        try bank.read { try expectAlike($0, reference) }
    }

    @Test func `the histories hold references to what is here and to what is not`() throws {
        var found = 0
        var history = RandomHistory(dice: SeededDice(seed: 1))
        var bank = MemoryBank()
        for _ in 0..<90 {
            _ = try bank.apply(history.next(bank), charter: TestCharter.charter, receivedAt: 1)
        }
        let nowhere = Dot(entry: Hash256(hashing: [1]), index: 0)
        #expect(!bank.records(referringTo: nowhere, kind: nil).isEmpty)
        for state in bank.allRecords {
            found += bank.records(referringTo: state.id, kind: Kind.statement.number).count
        }
        #expect(found > 3)
    }

    /// A home can be opened again once it is closed.
    private func reopened(_ bank: BankDatabase, _ home: TestHome) throws -> BankDatabase {
        try bank.close()
        return try home.open()
    }

    private func expectAlike(_ bank: some StoredBank, _ reference: MemoryBank) throws {
        #expect(try bank.digest() == reference.digest())
        #expect(try bank.frontier() == reference.frontier())
        var open: [ConflictID] = []
        for state in reference.allRecords {
            let id = state.id
            #expect(try bank.record(id) == state)
            #expect(try bank.entries(writing: id) == reference.entries(writing: id))
            let spoken = try bank.shortID(of: state)
            #expect(try bank.records(named: spoken) == [id])
            if RuleSet.first.kind(state.kind) != nil {
                let namesakes = reference.records(named: spoken.unsuffixed)
                #expect(try bank.records(named: spoken.unsuffixed) == namesakes)
            }
            #expect(
                try bank.counter(of: state.creator, kind: state.kind)
                    == reference.counter(of: state.creator, kind: state.kind)
            )
            for conflict in state.conflicts {
                open.append(conflict.id)
                #expect(try bank.conflict(conflict.id) == conflict)
            }
        }
        let nowhere = Dot(entry: Hash256(hashing: [1]), index: 0)
        for record in reference.allRecords.map(\.id) + [nowhere] {
            for kind in [nil, 1, Kind.statement.number, Kind.link.number] as [UInt32?] {
                #expect(
                    try bank.records(referringTo: record, kind: kind)
                        == reference.records(referringTo: record, kind: kind)
                )
            }
        }
        #expect(try Set(bank.conflicts(limit: .max).map(\.conflict.id)) == Set(open))
        let counts = try bank.counts()
        #expect(counts.conflicts == open.count)
        #expect(counts.records == reference.allRecords.count { !$0.isWithdrawn })
        try expectLogsAlike(bank, reference)
    }

    private func expectLogsAlike(_ bank: some StoredBank, _ reference: MemoryBank) throws {
        for entry in reference.allEntries {
            let hash = entry.hash
            let log = entry.header.log
            let seq = entry.header.seq
            #expect(try bank.facts(of: hash) == reference.facts(of: hash))
            #expect(try bank.entry(hash) == entry)
            #expect(try bank.entries(in: log, at: seq) == reference.entries(in: log, at: seq))
            #expect(try bank.isForked(log) == reference.isForked(log))
            #expect(
                try bank.count(in: log, through: seq) == reference.count(in: log, through: seq)
            )
            #expect(
                try bank.entries(in: log, from: seq, bytesMax: 700)
                    == reference.entries(in: log, from: seq, bytesMax: 700)
            )
            for index in 0..<8 {
                let dot = Dot(entry: hash, index: UInt32(index))
                #expect(try bank.invalidity(of: dot) == reference.invalidity(of: dot))
            }
        }
    }
}
