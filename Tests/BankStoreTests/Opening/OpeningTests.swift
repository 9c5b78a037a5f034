import BankModel
import Foundation
import GRDB
import Testing

@testable import BankStore

/// What is opened is a bank, is durable, and is open once.
@Suite struct OpeningTests {
    @Test func `a second opener is told which process holds which home`() throws {
        let home = try TestHome()
        let bank = try home.open()
        let error = try #require(throws: StoreError.self) { try home.open() }
        #expect(error.description.contains(home.path))
        #expect(error.description.contains("process \(ProcessInfo.processInfo.processIdentifier)"))
        try bank.close()
        try home.open().close()
    }

    @Test func `a lock file that a dead process left behind is no lock`() throws {
        let home = try TestHome()
        try "process 1, started long ago\n"
            .write(
                toFile: "\(home.path)/\(BankDatabase.lockName)",
                atomically: true,
                encoding: .utf8
            )
        try home.open().close()
    }

    @Test func `what a lock file says is shown without control characters`() throws {
        let home = try TestHome()
        let bank = try home.open()
        try Data("evil\u{1b}[2J".utf8)
            .write(to: URL(fileURLWithPath: "\(home.path)/\(BankDatabase.lockName)"))
        let error = try #require(throws: StoreError.self) { try home.open() }
        #expect(error == .held(home: home.path, holder: "evil"))
        try bank.close()
    }

    @Test func `commits are durable, also after opening again`() throws {
        let home = try TestHome()
        for _ in 0..<2 {
            let bank = try home.open()
            try bank.write { (bank) throws in
                let database = bank.connection.database
                #expect(try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2)
                #expect(try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal")
                #expect(try Int.fetchOne(database, sql: "PRAGMA foreign_keys") == 1)
                #expect(try Int.fetchOne(database, sql: "PRAGMA mmap_size") ?? 0 == 0)
            }
            try bank.close()
        }
    }

    @Test func `a reader cannot write`() throws {
        let bank = try TestHome().open()
        #expect(throws: DatabaseError.self) {
            try bank.read { try $0.connection.run("DELETE FROM digest") }
        }
        #expect(bank.stoppedBy == nil)
    }

    @Test func `a reader sees the last commit and not what is being written`() throws {
        let bank = try TestHome().open()
        var us = TestWriter("us")
        let entry = us.entry([us.target("Depot")])
        try bank.write { writing in
            _ = try writing.apply(entry, charter: TestCharter.charter, receivedAt: 1)
            #expect(try bank.read { try $0.facts(of: entry.hash) } == nil)
        }
        #expect(try bank.read { try $0.facts(of: entry.hash) } != nil)
    }

    @Test(arguments: ["", "x", "SQLite format 2\u{0}", String(repeating: "text\n", count: 400)])
    func `a file that is not SQLite is refused unless it is empty`(text: String) throws {
        let home = try TestHome()
        try text.write(toFile: home.file, atomically: true, encoding: .utf8)
        if text.isEmpty {
            try home.open().close()
        } else {
            let error = try #require(throws: StoreError.self) { try home.open() }
            #expect(error.description.contains("not an SQLite file"))
            #expect(try String(contentsOfFile: home.file, encoding: .utf8) == text)
        }
    }

    @Test func `another program's database is refused and left alone`() throws {
        let home = try TestHome()
        let queue = try DatabaseQueue(path: home.file)
        try queue.write { database in
            for number in 0..<5 { try database.execute(sql: "CREATE TABLE t\(number) (x)") }
        }
        try queue.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: home.file))
        let error = try #require(throws: StoreError.self) { try home.open() }
        #expect(error.description.contains("another program made it"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: home.file)) == before)
    }

    @Test func `a newer schema is refused with what to do`() throws {
        let home = try TestHome()
        let bank = try home.open()
        try bank.write { bank in
            try bank.connection.run("INSERT INTO grdb_migrations VALUES ('2099')")
        }
        try bank.close()
        let error = try #require(throws: StoreError.self) { try home.open() }
        #expect(error == .newerSchema(file: home.file))
        #expect(error.description.contains("install that release"))
    }

    @Test func `a damaged file is an error that says so`() throws {
        let home = try TestHome()
        try home.open().close()
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: home.file))
        try file.seek(toOffset: 100)
        file.write(Data(repeating: 0xFF, count: 16_000))
        try file.close()
        let error = try #require(throws: StoreError.self) { try home.open() }
        #expect(error.description.contains("damaged"))
    }

    @Test func `a directory, a link or no home at all is refused`() throws {
        let home = try TestHome()
        let other = try TestHome()
        try FileManager.default.createDirectory(
            atPath: home.file,
            withIntermediateDirectories: true
        )
        #expect(throws: StoreError.self) { try home.open() }
        try FileManager.default.createSymbolicLink(
            atPath: other.file,
            withDestinationPath: "/dev/null"
        )
        #expect(throws: StoreError.self) { try other.open() }
        #expect(throws: StoreError.self) {
            try BankDatabase.open(home: "\(home.path)/nowhere", decoding: TestCodec())
        }
    }
}
