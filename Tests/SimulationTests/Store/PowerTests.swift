import DiskFaults
import Foundation
import GRDB
import Testing

/// What the imitated disk does to a file of SQLite's when the power goes.
@Suite struct PowerTests {
    private let home: StoreHome

    init() throws { home = try StoreHome() }

    @Test(arguments: [("FULL", 1), ("NORMAL", 0)])
    func `what SQLite did not flush is gone, and what it did is not`(
        synchronous: String,
        rows: Int
    ) throws {
        try write(synchronous)
        home.cutPower { _ in 0 }
        #expect(try count() == rows)
    }

    @Test func `what nobody flushed may survive, too`() throws {
        try write("NORMAL")
        home.cutPower { $0 }
        #expect(try count() == 1)
    }

    @Test(arguments: 0..<60)
    func `a file is whole wherever a write was torn`(step: Int) throws {
        try write("FULL")
        let database = try open("FULL")
        FaultyDisk.set(.dead, in: home.path, after: step)
        try? database.write { database in
            for _ in 0..<20 {
                try database.execute(sql: "INSERT INTO thing VALUES (randomblob(2000))")
            }
        }
        try? database.close()
        home.cutPower { $0 / 2 }
        #expect([1, 21].contains(try count()))
        #expect(
            try open("FULL").read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok"
        )
    }

    private func open(_ synchronous: String) throws -> DatabaseQueue {
        let database = try DatabaseQueue(path: home.file)
        try database.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: "PRAGMA synchronous = \(synchronous)")
        }
        return database
    }

    /// Makes a table, durably, and puts a row into it.
    private func write(_ synchronous: String) throws {
        try open("FULL").write { try $0.execute(sql: "CREATE TABLE thing (value BLOB)") }
        let database = try open(synchronous)
        try database.write { try $0.execute(sql: "INSERT INTO thing VALUES ('a')") }
        FaultyDisk.set(.dead, in: home.path)
        try? database.close()
    }

    private func count() throws -> Int? {
        try open("FULL").read { try Int.fetchOne($0, sql: "SELECT count(*) FROM thing") }
    }
}
