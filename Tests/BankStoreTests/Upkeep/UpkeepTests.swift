import BankModel
import Foundation
import GRDB
import Simulation
import Testing

@testable import BankStore

/// Rebuilding, backing up, looking through the log.
@Suite struct UpkeepTests {
    private let home: TestHome
    private let bank: BankDatabase
    private let entries: [Entry]

    init() throws {
        home = try TestHome()
        bank = try home.open()
        entries = try Self.write(into: bank, seed: 11)
    }

    @Test func `a rebuild gives the same digest, conflicts, words and places`() throws {
        let before = try everything(bank)
        let digest = try bank.rebuild(charter: { _ in TestCharter.charter })
        #expect(try everything(bank) == before)
        #expect(try bank.read { try $0.digest() } == digest)
    }

    @Test func `a rebuild mends what was derived wrongly`() throws {
        let before = try everything(bank)
        try bank.write { bank in
            try bank.connection.run("UPDATE record SET withdrawn = 1 - withdrawn, conflicts = 9")
            try bank.connection.run("DELETE FROM external_id")
            try bank.connection.run("DELETE FROM place")
            try bank.connection.run("DELETE FROM reference")
            try bank.connection.run("DELETE FROM tally")
            try bank.connection.run("DELETE FROM standing_notice")
        }
        #expect(try everything(bank) != before)
        _ = try bank.rebuild(charter: { _ in TestCharter.charter })
        #expect(try everything(bank) == before)
    }

    @Test func `a rebuild that gives another digest changes nothing and says both`() throws {
        let wrong = Digest(sum: Hash256(hashing: [1]))
        let right = try bank.read { try $0.digest() }
        try bank.write { $0.setDigest(wrong) }
        let before = try everything(bank)
        #expect(throws: StoreError.rebuildDiffers(kept: wrong, rebuilt: right)) {
            try bank.rebuild(charter: { _ in TestCharter.charter })
        }
        #expect(try everything(bank) == before)
    }

    @Test func `a rebuild tells how far it is`() throws {
        var told: [Int] = []
        _ = try bank.rebuild(charter: { _ in TestCharter.charter }, progress: { told.append($0) })
        #expect(told == [entries.count])
    }

    @Test func `the whole log is read in the order of application`() throws {
        var found: [LoggedEntry] = []
        while let next = try bank.read({ try $0.loggedEntry(after: found.last?.key ?? 0) }) {
            found.append(next)
        }
        #expect(found.map(\.bytes) == entries.map(\.bytes))
        #expect(found.map(\.head) == entries.map(\.head))
        #expect(found.map(\.log) == entries.map(\.header.log))
        #expect(found.map(\.key) == Array(1...Int64(entries.count)))
    }

    @Test func `a backup is one file that opens as the same bank`() throws {
        let other = try TestHome()
        try bank.backup(to: other.file)
        #expect(try names(in: other.path) == [BankDatabase.fileName])
        let copy = try other.open()
        #expect(try everything(copy) == everything(bank))
        try bank.backup(to: "\(other.path)/second.sqlite")
    }

    @Test func `a backup replaces nothing, whatever stands at its path`() throws {
        let other = try TestHome()
        try "a key".write(toFile: other.file, atomically: true, encoding: .utf8)
        let link = "\(other.path)/link"
        try FileManager.default.createSymbolicLink(
            atPath: link,
            withDestinationPath: "\(other.path)/nowhere"
        )
        for path in [other.file, other.path, link, "\(other.path)/a\0b", home.file] {
            #expect(throws: StoreError.self) { try bank.backup(to: path) }
        }
        #expect(try String(contentsOfFile: other.file, encoding: .utf8) == "a key")
        #expect(try Set(names(in: other.path)) == [BankDatabase.fileName, "link"])
    }

    @Test func `a backup that cannot be written leaves nothing and stops nothing`() throws {
        let error = try #require(throws: StoreError.self) {
            try bank.backup(to: "\(home.path)/nowhere/copy.sqlite")
        }
        #expect(error.description.contains("nowhere"))
        #expect(bank.stoppedBy == nil)
        try bank.write { try $0.setMeta("x", [1]) }
    }

    @Test func `a checkpoint empties the write-ahead log`() throws {
        #expect(bank.logBytes > 0)
        try bank.checkpoint()
        #expect(bank.logBytes == 0)
    }

    /// What a reader can tell of a bank, apart from its log.
    private func everything(_ bank: BankDatabase) throws -> [[String]] {
        try bank.read { bank in
            let database = bank.connection.database
            let words = ["depot", "mill", "new", "v"].map { word in
                var query = RecordQuery()
                query.text = word
                return (try? bank.page(query).records.map(\.id.description)) ?? ["failed"]
            }
            let tables = try [
                "SELECT * FROM record ORDER BY pk", "SELECT * FROM writing ORDER BY 1, 2",
                "SELECT * FROM invalid ORDER BY dot", "SELECT * FROM external_id ORDER BY 1, 2",
                "SELECT record, kind, id, letters, opened FROM conflict ORDER BY pk",
                "SELECT * FROM place ORDER BY box", "SELECT * FROM tally ORDER BY kind",
                "SELECT * FROM digest", "SELECT * FROM reference ORDER BY 1, 2, 3",
                "SELECT * FROM standing_notice ORDER BY record",
            ].map { try Row.fetchAll(database, sql: $0).map(\.description) }
            return words + tables
        }
    }

    private func names(in directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory)
    }

    private static func write(into bank: BankDatabase, seed: UInt64) throws -> [Entry] {
        var history = RandomHistory(dice: SeededDice(seed: seed))
        var reference = MemoryBank()
        let entries = try (0..<60).map { _ in
            let entry = try history.next(reference)
            _ = try reference.apply(entry, charter: TestCharter.charter, receivedAt: 1)
            return entry
        }
        try bank.apply(entries)
        return entries
    }
}
