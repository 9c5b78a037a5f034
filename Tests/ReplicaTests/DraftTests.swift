import BankModel
import PeerProtocol
import Replica
import Simulation
import Testing

/// Drafts on their way into the log: in order, each in sight of its operator's earlier ones.
@Suite struct DraftTests {
    @Test func `an operator's own drafts follow each other, however many there are`() throws {
        var (bench, record) = try Self.waiting()
        for number in 1...12 {
            try bench.write([Self.naming(record, "take \(number)")], at: 0)
        }
        let aside = try Self.confirm(&bench)
        #expect(aside == [])
        let state = try #require(bench.nodes[0].bank.record(record))
        #expect(state.live(.name).map(\.value) == [.text("take 12")])
        #expect(state.conflicts.isEmpty)
    }

    @Test func `an operator's withdrawal and edit as drafts have seen each other`() throws {
        for withdrawsFirst in [true, false] {
            var (bench, record) = try Self.waiting()
            let acts = [Self.withdrawing(record, in: bench), Self.naming(record, "later")]
            for act in withdrawsFirst ? acts : acts.reversed() { try bench.write([act], at: 0) }
            _ = try Self.confirm(&bench)
            let state = try #require(bench.nodes[0].bank.record(record))
            #expect(state.conflicts.isEmpty, "withdraws first: \(withdrawsFirst)")
            #expect(state.isWithdrawn)
        }
    }

    @Test func `drafts of two operators stand beside each other`() throws {
        var (bench, record) = try Self.waiting()
        try bench.write([Self.naming(record, "hers")], at: 0, by: "Ada")
        try bench.write([Self.naming(record, "his")], at: 0, by: "Bob")
        _ = try Self.confirm(&bench)
        let state = try #require(bench.nodes[0].bank.record(record))
        #expect(Set(state.live(.name).map(\.value)) == [.text("hers"), .text("his")])
        #expect(state.conflicts.count == 1)
    }

    @Test func `a draft that can be no entry is set aside, and those behind it go on`() throws {
        var (bench, record) = try Self.waiting()
        for number in 1...Limits.ownSiblingsMax + 1 {
            try bench.write([Self.naming(record, "take \(number)")], at: 0, by: "op \(number)")
        }
        try bench.write([.target("after them")], at: 0)
        let aside = try Self.confirm(&bench)
        #expect(aside.count == 1)
        #expect(bench.nodes[0].bank.drafts().map(\.number) == aside)
        #expect(bench.nodes[0].bank.alarms.map(\.kind) == [.draftRefused])
        let names = bench.nodes[0].bank.allRecords.flatMap { $0.live(.name).map(\.value) }
        #expect(names.contains(.text("after them")))
    }

    /// `us` with one record, which has no guard any more, so that its writes wait.
    private static func waiting() throws -> (bench: Bench, record: RecordID) {
        var bench = try Bench("us", "ru")
        guard case .written(let entries) = try bench.write([.target("one")], at: 0) else {
            throw ProtocolViolation("not written")
        }
        bench.nodes[0].guarded = nil
        try bench.restart(0)
        return (bench, RecordID(entry: entries[0].hash, index: 0))
    }

    private static func naming(_ record: RecordID, _ name: String) -> AuthoredChange {
        AuthoredChange(
            record: .existing(record),
            operations: [
                AuthoredOperation(
                    field: .name,
                    merge: .register,
                    supersedes: [Dot(entry: record.entry, index: 1)],
                    value: .text(name)
                )
            ]
        )
    }

    private static func withdrawing(_ record: RecordID, in bench: Bench) -> AuthoredChange {
        AuthoredChange(
            record: .existing(record),
            operations: [
                AuthoredOperation(
                    field: .life,
                    merge: .register,
                    supersedes: [record],
                    aware: [Dot(entry: record.entry, index: 1)],
                    value: .life(.withdrawn)
                )
            ],
            reason: "gone"
        )
    }

    /// A human confirms the past, and the drafts become entries; the numbers of those set aside.
    private static func confirm(_ bench: inout Bench) throws -> [Int64] {
        var bank = bench.nodes[0].bank
        var replica = bench.nodes[0].replica
        var effects = try replica.confirmPast(at: bench.now, in: &bank)
        var aside: [Int64] = []
        while let draft = try replica.nextDraft(in: bank) {
            // As the shell does: what throws leaves neither replica nor bank changed.
            let before = (replica, bank)
            do {
                _ = try replica.publishDraft(
                    salt: { Array(repeating: 2, count: 16) },
                    at: bench.now,
                    in: &bank,
                    &effects
                )
            } catch let refusal as WriteRefusal {
                (replica, bank) = before
                aside.append(draft.number)
                try replica.setAside(
                    draft,
                    because: "\(refusal)",
                    at: bench.now,
                    in: &bank
                )
            }
        }
        bench.nodes[0].bank = bank
        bench.nodes[0].replica = replica
        try bench.perform(effects, at: 0)
        return aside
    }
}
