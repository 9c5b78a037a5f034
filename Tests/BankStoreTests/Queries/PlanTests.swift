import BankModel
import GRDB
import GRDBSQLite
import Testing

@testable import BankStore

/// What is asked all day does not get slower as the bank grows.
@Suite struct PlanTests {
    @Test func `no question of the port or of status goes through every entry or record`() throws {
        let bank = try TestHome().open()
        var us = TestWriter("us")
        let entries = (0..<50).map { us.entry([us.target("Depot \($0)")]) }
        try bank.apply(entries)
        try bank.apply(try referring(to: entries))
        try bank.read { bank in
            try askEverything(bank, about: entries[20], by: us)
            let scanned = scans(of: bank.connection)
            #expect(scanned.filter { $0.value >= 10 } == [:])
        }
        try bank.write { bank in
            try askEverything(bank, about: entries[20], by: us)
            #expect(scans(of: bank.connection).filter { $0.value >= 10 } == [:])
        }
    }

    /// Statements, each about a target of its own.
    private func referring(to entries: [Entry]) throws -> [Entry] {
        var ops = TestWriter("us", .ops)
        return try entries.map { entry in
            let record = Dot(entry: entry.hash, index: 0)
            let about = try #require(Reference(kind: 1, record: record, dots: [record]))
            return ops.entry([
                ops.creation(Kind.statement.number, [(.about, .reference(about))])
            ])
        }
    }

    @Test func `a scan would be noticed`() throws {
        let bank = try TestHome().open()
        var us = TestWriter("us")
        try bank.apply((0..<50).map { us.entry([us.target("Depot \($0)")]) })
        try bank.read { bank in
            _ = try bank.connection.all("SELECT received FROM entry") { $0.integer(0) }
            #expect(scans(of: bank.connection).contains { $0.value >= 10 })
        }
    }

    private func askEverything(
        _ bank: some StoredBank,
        about entry: Entry,
        by us: TestWriter
    ) throws {
        let dot = Dot(entry: entry.hash, index: 0)
        let state = try #require(try bank.record(dot))
        _ = try bank.bytes(of: entry.hash)
        _ = try bank.entry(entry.hash)
        _ = try bank.entries(in: us.log, at: 7)
        _ = try bank.entries(in: us.log, from: 48, bytesMax: 100)
        _ = try bank.frontier()
        _ = try bank.isForked(us.log)
        _ = try bank.count(in: us.log, through: 40)
        _ = try bank.entries(writing: dot)
        _ = try bank.invalidity(of: dot)
        _ = try bank.counter(of: us.author, kind: 1)
        _ = try bank.conflict(ConflictID(hash: .zero))
        _ = try bank.conflicts(limit: 10)
        _ = try bank.conflicts(lettered: "abc")
        _ = try bank.digest()
        _ = try bank.counts()
        _ = try bank.shortID(of: state)
        _ = try bank.dots(named: "us/bank/7.0")
        _ = try bank.facts(of: dot)
        _ = try bank.records(externalID: "csv:1")
        var standing = RecordQuery()
        standing.isStandingNotice = true
        _ = try bank.page(standing)
        _ = try bank.loggedEntry(after: 7)
        _ = try bank.receipts()
        _ = try bank.records(referringTo: dot, kind: nil)
        _ = try bank.records(referringTo: dot, kind: Kind.statement.number)
    }

    /// How many rows each statement has gone through without an index to tell it which.
    private func scans(of connection: StoreConnection) -> [String: Int32] {
        var scans: [String: Int32] = [:]
        var statement = sqlite3_next_stmt(connection.database.sqliteConnection, nil)
        while let current = statement {
            let sql = sqlite3_sql(current).map { String(cString: $0) } ?? ""
            if sql.hasPrefix("SELECT") {
                scans[sql] = sqlite3_stmt_status(current, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0)
            }
            statement = sqlite3_next_stmt(connection.database.sqliteConnection, current)
        }
        return scans
    }
}
