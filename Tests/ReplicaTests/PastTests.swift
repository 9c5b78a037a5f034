import BankModel
import PeerProtocol
import Replica
import Simulation
import Testing

/// A node's own past: drafts until it is known (DESIGN.md §7, law 9).
@Suite struct PastTests {
    @Test func `a database behind its guard makes drafts, not entries`() throws {
        var (bench, lost) = try Self.restored()
        #expect(bench.nodes[0].replica.authoring.past != .known)
        guard case .draft = try bench.write([.target("later")], at: 0) else {
            Issue.record("an entry was signed")
            return
        }
        #expect(bench.nodes[0].bank.drafts().count == 1)
        #expect(bench.nodes[0].bank.facts(of: lost) == nil)
    }

    @Test func `what was signed is fetched back, and drafts become entries behind it`() throws {
        var (bench, lost) = try Self.restored()
        try bench.write([.target("later")], at: 0)
        try bench.connect(0, 1)
        #expect(bench.nodes[0].replica.authoring.past != .known)
        try bench.connect(0, 2)
        #expect(bench.nodes[0].replica.authoring.past == .known)
        #expect(bench.nodes[0].effects.contains(.pastKnown))
        #expect(bench.nodes[0].bank.facts(of: lost) != nil)
        try Self.publish(&bench)
        try bench.run()
        let log = LogID(author: bench.nodes[0].keys.author, channel: .bank)
        #expect(bench.nodes.allSatisfy { !$0.bank.isForked(log) })
        #expect(bench.nodes[1].bank.allRecords.count == 3)
        #expect(bench.nodes[0].bank.drafts().isEmpty)
    }

    @Test func `an author of a partner that was not heard is waited for`() throws {
        var bench = try Bench("us", "ru", "ru.2")
        try bench.connect(0, 1)
        bench.nodes[0].guarded = nil
        try bench.cut(1)
        try bench.restart(0)
        try bench.connect(0, 1)
        #expect(bench.nodes[0].replica.authoring.past != .known)
        try bench.connect(0, 2)
        #expect(bench.nodes[0].replica.authoring.past == .known)
    }

    @Test func `a human may say that nothing is missing`() throws {
        let (bench, _) = try Self.restored()
        var bank = bench.nodes[0].bank
        var replica = bench.nodes[0].replica
        let effects = try replica.confirmPast(at: bench.now, in: &bank)
        #expect(replica.authoring.past == .known && effects.contains(.pastKnown))
        let isGuarded = effects.contains { if case .advanceGuard = $0 { true } else { false } }
        #expect(isGuarded)
    }

    @Test func `without a guard the past is unknown`() throws {
        let stage = try Stage("us", "ru", guarded: nil)
        #expect(stage.replica.authoring.past != .known)
    }

    @Test func `a head that a crash kept from the guard is guarded before anything is sent`() throws
    {
        var bench = try Bench("us", "ru")
        try bench.write([.target("one")], at: 0)
        bench.nodes[0].guarded = [:]
        try bench.restart(0)
        bench.nodes[0].effects = []
        try bench.connect(0, 1)
        guard case .advanceGuard(_, let head)? = bench.nodes[0].effects.first else {
            Issue.record("\(bench.nodes[0].effects.first as Any)")
            return
        }
        #expect(head.seq == 1)
    }

    @Test func `a fork of our own log to one length leaves the guard as it is`() throws {
        for name in ["two", "three", "four", "five"] {
            var (bench, lost) = try Self.restored()
            // The guard was put back together with the database: nothing shows that this is a fork.
            let own = LogID(author: bench.nodes[0].keys.author, channel: .bank)
            bench.nodes[0].guarded = [own: bench.nodes[0].bank.frontier().heads(of: own)[0]]
            try bench.restart(0)
            try bench.write([.target(name)], at: 0)
            try bench.connect(0, 1)
            #expect(bench.nodes[0].bank.facts(of: lost) != nil)
            #expect(bench.nodes[0].bank.frontier().heads(of: own).count == 2)
            bench.nodes[0].effects = []
            try bench.restart(0)
            #expect(bench.nodes[0].replica.authoring.past == .known)
            try bench.pass(1)
            let advances = bench.nodes[0].effects.contains {
                if case .advanceGuard = $0 { true } else { false }
            }
            #expect(!advances, "\(name)")
        }
    }

    @Test func `the guard has each own entry before a peer does`() throws {
        var bench = try Bench("us", "ru")
        try bench.connect(0, 1)
        bench.nodes[0].effects = []
        try bench.write([.target("one")], at: 0)
        guard case .advanceGuard? = bench.nodes[0].effects.first else {
            Issue.record("\(bench.nodes[0].effects)")
            return
        }
    }

    @Test func `an operator's name that no entry can carry is refused, and nothing is signed`()
        throws
    {
        var bench = try Bench("us", "ru")
        for name in ["", String(repeating: "n", count: Limits.operatorBytesMax + 1), "a\u{1}b"] {
            #expect(throws: WriteRefusal.self) {
                try bench.write([.target("one")], at: 0, by: name)
            }
        }
        #expect(bench.nodes[0].bank.allEntries.isEmpty)
        try bench.write(
            [.target("one")],
            at: 0,
            by: String(repeating: "n", count: Limits.operatorBytesMax)
        )
    }

    @Test func `a change that no peer could read is refused, and nothing is signed`() throws {
        var bench = try Bench("us", "ru")
        let key = String(repeating: "k", count: Limits.attributeKeyBytesMax + 1)
        let bad: [AuthoredOperation] = [
            AuthoredOperation(
                field: FieldID(FieldID.attributesNumber, key: key),
                merge: .register,
                value: .text("x")
            ),
            AuthoredOperation(field: FieldID(0), merge: .register, value: .text("x")),
            AuthoredOperation(field: FieldID(200), merge: .register, value: .millimetres(-1)),
        ]
        for operation in bad {
            #expect(throws: WriteRefusal.self) {
                try bench.write(
                    [AuthoredChange(record: .new(kind: 1), operations: [operation])],
                    at: 0
                )
            }
        }
        #expect(bench.nodes[0].bank.allEntries.isEmpty)
    }

    /// `us` after its database was put back to before its newest entry, which `ru` holds.
    private static func restored() throws -> (bench: Bench, lost: EntryHash) {
        var bench = try Bench("us", "ru", "fr")
        try bench.connect(0, 1)
        try bench.write([.target("one")], at: 0)
        try bench.run()
        let old = bench.nodes[0].bank
        guard case .written(let entries) = try bench.write([.target("two")], at: 0) else {
            throw ProtocolViolation("not written")
        }
        try bench.run()
        try bench.cut(1)
        bench.nodes[0].bank = old
        try bench.restart(0)
        return (bench, entries[0].hash)
    }

    private static func publish(_ bench: inout Bench) throws {
        var bank = bench.nodes[0].bank
        var replica = bench.nodes[0].replica
        var effects: [Effect] = []
        while try replica.publishDraft(
            salt: { Array(repeating: 2, count: 16) },
            at: bench.now,
            in: &bank,
            &effects
        ) {}
        bench.nodes[0].bank = bank
        bench.nodes[0].replica = replica
        try bench.perform(effects, at: 0)
    }
}
