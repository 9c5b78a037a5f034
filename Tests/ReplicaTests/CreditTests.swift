import BankModel
import PeerProtocol
import Replica
import Simulation
import Testing

/// Law 13: the memory of a session is bounded by its credit, whatever the peer sends.
@Suite struct CreditTests {
    @Test func `entries whose past is missing are held within the credit and not beyond`() throws {
        var stage = try Stage("us", "ru")
        try stage.live(1)
        var sent = 0
        var peak = 0
        for number in 0..<400 where stage.reason(1) == nil {
            let orphan = try Self.orphan(number, of: stage)
            sent += orphan.bytes.count
            try stage.say(.entries(log: orphan.header.log, entries: [orphan.bytes]), on: 1)
            peak = max(peak, stage.replica.bytesWaiting)
            #expect(stage.replica.bytesWaiting <= Limits.standingCreditBytes)
        }
        #expect(sent > Limits.standingCreditBytes && peak > Limits.standingCreditBytes / 2)
        #expect(stage.reason(1)?.contains("beyond its credit") == true)
        #expect(stage.replica.bytesWaiting == 0)
    }

    @Test func `credit comes back for what was applied`() throws {
        var stage = try Stage("us", "ru")
        var pen = Scribe(try Stage.author("ru"), of: stage.members)
        try stage.live(1)
        _ = stage.listen(1)
        var bytes = 0
        var credit = 0
        while bytes < 3 * Limits.standingCreditBytes, stage.reason(1) == nil {
            let long = String(repeating: "x", count: 10_000)
            let entry = try #require(try pen.write([ExchangeTests.remark(long)]))
            bytes += entry.bytes.count
            try stage.say(.entries(log: entry.header.log, entries: [entry.bytes]), on: 1)
            for message in stage.listen(1) {
                if case .credit(_, let given) = message { credit += given }
            }
        }
        #expect(stage.reason(1) == nil)
        #expect(credit <= bytes && credit > bytes - Limits.frameBytesMax)
    }

    @Test func `entries that are held already cost no credit in the end`() throws {
        var stage = try Stage("us", "ru")
        var pen = Scribe(try Stage.author("ru"), of: stage.members)
        let long = String(repeating: "x", count: 10_000)
        let entry = try #require(try pen.write([ExchangeTests.remark(long)]))
        try stage.live(1)
        for _ in 0..<100 {
            try stage.say(.entries(log: entry.header.log, entries: [entry.bytes]), on: 1)
        }
        #expect(stage.reason(1) == nil && stage.bank.allEntries.count == 1)
    }

    @Test func `nothing is pushed to a peer that gives no credit`() throws {
        var stage = try Stage("us", "ru")
        try Self.fill(&stage)
        try stage.open(1)
        try stage.say(.hello(try #require(stage.actors[1]?.session.ownHello)), on: 1)
        guard case .helloAck(let signature, _)? = try stage.proof(on: 1) else {
            Issue.record("no ack")
            return
        }
        try stage.say(.helloAck(signature: signature, standingCredit: 0), on: 1)
        try stage.sayFrontier(on: 1)
        #expect(Self.entryBytes(stage.listen(1)) == 0)
        let log = LogID(author: try Stage.author("us"), channel: .bank)
        try stage.say(.credit(log: log, bytes: 30_000), on: 1)
        let sent = Self.entryBytes(stage.listen(1))
        #expect(sent > 0 && sent <= 30_000)
    }

    @Test func `credit of a thousand grants is not overdrawn, nor does it overflow`() throws {
        var stage = try Stage("us", "ru")
        try Self.fill(&stage)
        try stage.live(1)
        let log = LogID(author: try Stage.author("us"), channel: .bank)
        for _ in 0..<100 {
            try stage.say(.credit(log: log, bytes: Int(UInt32.max)), on: 1)
        }
        #expect(stage.reason(1) == nil)
    }

    @Test func `little is handed to the transport before it has room again`() throws {
        var stage = try Stage("us", "ru")
        try Self.fill(&stage, count: 60)
        try stage.live(1)
        let log = LogID(author: try Stage.author("us"), channel: .bank)
        try stage.sayFrontier(on: 1)
        try stage.say(.want(log: log, have: [], credit: 1 << 30), on: 1)
        let first = Self.entryBytes(try stage.answerProbes(1))
        // Five frames as they travel, which hold a quarter more than that.
        #expect(first > 3 * Limits.frameBytesMax && first <= 7 * Limits.frameBytesMax)
        try stage.pass(1000)
        #expect(Self.entryBytes(try stage.answerProbes(1)) == 0)
        try stage.handle(.writable(1))
        #expect(Self.entryBytes(stage.listen(1)) > 0)
    }

    @Test func `what a closed session brought is forgotten`() throws {
        var stage = try Stage("us", "ru")
        try stage.live(1)
        let orphan = try Self.orphan(1, of: stage)
        try stage.say(.entries(log: orphan.header.log, entries: [orphan.bytes]), on: 1)
        #expect(stage.replica.bytesWaiting > 0)
        try stage.handle(.closed(1))
        #expect(stage.replica.bytesWaiting == 0)
    }

    /// A well-signed entry whose past nobody holds.
    private static func orphan(_ number: Int, of stage: Stage) throws -> Entry {
        var pen = Scribe(try Stage.author("ru"), of: stage.members)
        pen.now += Int64(number)
        var header = pen.header(for: .bank)
        header.seq = 2
        header.previous = [Hash256(hashing: [1])]
        return pen.sign(
            [
                EntryChange(
                    record: .create(kind: 1, counter: 1),
                    firstIndex: 0,
                    operations: [
                        Operation(
                            field: .control,
                            merge: .register,
                            value: .text(String(repeating: "x", count: 3000))
                        )
                    ]
                )
            ],
            under: header
        )
    }

    private static func fill(_ stage: inout Stage, count: Int = 20) throws {
        for _ in 0..<count {
            var effects: [Effect] = []
            _ = try stage.replica.write(
                [ExchangeTests.remark(String.noise(10_000))],
                to: .bank,
                summary: "",
                Authoring.Circumstances(
                    operatorName: "op",
                    now: stage.now,
                    salt: { Array(repeating: 1, count: 16) }
                ),
                in: &stage.bank,
                &effects
            )
        }
    }

    private static func entryBytes(_ messages: [PeerMessage]) -> Int {
        messages.reduce(0) { sum, message in
            guard case .entries(_, let entries) = message else { return sum }
            return sum + entries.reduce(0) { $0 + $1.count }
        }
    }
}
