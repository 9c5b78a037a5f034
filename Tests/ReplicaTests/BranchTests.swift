import BankModel
import PeerProtocol
import Replica
import Simulation
import Testing

/// How many branches of forked logs a node takes: of a log, of a partner, and whoever vouches.
@Suite struct BranchTests {
    @Test func `a log has as many heads as are allowed, and one more is refused`() throws {
        var stage = try Self.stage()
        try Self.branch("ru", Limits.headsMax - 1, &stage)
        #expect(try Self.heads("ru", stage) == Limits.headsMax - 1)
        try Self.branch("ru", 1, from: 100, &stage)
        #expect(try Self.heads("ru", stage) == Limits.headsMax)
        try Self.branch("ru", 1, from: 200, &stage)
        #expect(try Self.heads("ru", stage) == Limits.headsMax)
        #expect(stage.bank.alarms.contains { $0.kind == .tooManyHeads })
    }

    @Test func `a partner's logs together have as many branches as are allowed`() throws {
        var stage = try Self.stage()
        for author in ["ru", "ru.2"] { try Self.branch(author, Limits.headsMax, &stage) }
        let left = Limits.branchesOfPartnerMax - 2 * (Limits.headsMax - 1)
        try Self.branch("ru.3", 1 + left - 1, &stage)
        #expect(!stage.bank.alarms.contains { $0.kind == .tooManyHeads })
        try Self.branch("ru.3", 1, from: 100, &stage)
        #expect(try Self.heads("ru.3", stage) == 1 + left)
        #expect(!stage.bank.alarms.contains { $0.kind == .tooManyHeads })
        try Self.branch("ru.3", 1, from: 200, &stage)
        #expect(try Self.heads("ru.3", stage) == 1 + left)
        #expect(stage.bank.alarms.contains { $0.kind == .tooManyHeads })
    }

    @Test(arguments: [("fr", true), ("ru.2", false)])
    func `only another partner's entry vouches for a branch beyond them`(
        voucher: String,
        isTaken: Bool
    ) throws {
        var stage = try Self.stage()
        try Self.branch("ru", Limits.headsMax, &stage)
        let branch = try Self.entry("ru", 300, stage)
        let seen = EntryHeader.Seen(author: try Stage.author("ru"), head: branch.head)
        try Self.deliver(try Self.entry(voucher, 1, seen: [seen], stage), &stage)
        try Self.deliver(branch, &stage)
        #expect(try Self.heads("ru", stage) == Limits.headsMax + (isTaken ? 1 : 0))
    }

    /// `us`, and a live connection with `fr`, which may pass on what anybody signed.
    private static func stage() throws -> Stage {
        var stage = try Stage("us", "ru", "ru.2", "ru.3", "fr")
        try stage.live(1, as: "fr")
        return stage
    }

    /// Delivers so many first entries of one log, each another.
    private static func branch(
        _ author: String,
        _ count: Int,
        from first: Int = 0,
        _ stage: inout Stage
    ) throws {
        for number in first..<(first + count) {
            try deliver(entry(author, number, stage), &stage)
        }
    }

    private static func entry(
        _ author: String,
        _ number: Int,
        seen: [EntryHeader.Seen] = [],
        _ stage: Stage
    ) throws -> Entry {
        let keys = stage.members.keyring(of: try Stage.author(author))
        let header = EntryHeader(
            bank: keys.charter.bank,
            log: LogID(author: keys.author, channel: .bank),
            seq: 1,
            previous: [],
            seen: seen,
            claimed: ClaimedTime(milliseconds: 1_700_000_000_000 + Int64(number)),
            operatorName: "op",
            charter: keys.charter.number,
            roster: 1
        )
        let writer = EntryWriter(header: header, salt: Array(repeating: 1, count: 16))
        return writer.finish(sign: { keys.sign($0) }).entry
    }

    private static func deliver(_ entry: Entry, _ stage: inout Stage) throws {
        try stage.say(.entries(log: entry.header.log, entries: [entry.bytes]), on: 1)
    }

    private static func heads(_ author: String, _ stage: Stage) throws -> Int {
        let log = LogID(author: try Stage.author(author), channel: .bank)
        return stage.bank.frontier().heads(of: log).count
    }
}
