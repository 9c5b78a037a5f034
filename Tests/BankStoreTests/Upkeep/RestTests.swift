import BankModel
import DiskFaults
import Foundation
import GRDB
import Testing

@testable import BankStore

/// What is done between commits, and when nobody waits: it changes nothing that anybody can read.
@Suite struct RestTests {
    private let home: TestHome
    private let bank: BankDatabase

    init() throws {
        FaultyDisk.install()
        home = try TestHome()
        bank = try home.open()
    }

    /// As many records, each in a commit of its own; after each, `between`.
    private func commit(
        _ count: Int,
        by us: inout TestWriter,
        between: () throws -> Void = {}
    ) throws {
        for number in 0..<count {
            try bank.apply([us.entry([us.target("Depot \(number) of the north")])])
            try between()
        }
    }

    @Test func `small commits write over the log again once it was moved`() throws {
        var us = TestWriter("us")
        try bank.checkpoint()
        var (moves, longest) = (0, 0)
        try commit(200, by: &us) {
            longest = max(longest, bank.logBytes)
            guard bank.isLogWorthMoving else { return }
            try bank.moveLog()
            moves += 1
            #expect(!bank.isLogWorthMoving)
        }
        #expect(moves > 2)
        // The log, a frame a page, reached the mark and went on from its beginning.
        #expect(longest < 2 * Limits.walPagesBetween * 4_120, "\(longest) bytes")
        try expectAll(200)
        try bank.close()
        #expect(try home.open().read { try $0.counts().records } == 200)
    }

    @Test func `a commit that wrote much leaves the log to those that follow`() throws {
        var us = TestWriter("us")
        #expect(!bank.isLogWorthMoving)
        let many = us.entry((0..<3_000).map { us.target("Depot \($0) of the north") })
        try bank.apply([many])
        #expect(!bank.isLogWorthMoving)
        try bank.apply([us.entry([us.target("Mill")])])
        #expect(bank.isLogWorthMoving)
    }

    @Test(arguments: [0, .max - 1] as [Int32])
    func `a log is worth moving from so many pages, none of them of a large commit`(start: Int32) {
        let between = Int32(Limits.walPagesBetween)
        func length(_ commits: [Int32], movedAll: Bool? = nil) -> LogLength {
            var (length, total) = (LogLength(), start)
            length.commit(total)
            length.move(all: true)
            if let movedAll {
                total = (total &+ between) & .max
                length.commit(total)
                length.move(all: movedAll)
            }
            for pages in commits {
                total = (total &+ pages) & .max
                length.commit(total)
            }
            return length
        }
        #expect(!length([between - 2, 1]).isWorthMoving)
        #expect(length([between - 1, 1]).isWorthMoving)
        #expect(length([between - 1, between - 1]).isWorthMoving)
        #expect(!length([1, between]).isWorthMoving)
        #expect(length([1, between, 1]).isWorthMoving)
        // What could be moved only in part is tried again after half as much.
        let rest = between - between / 2
        #expect(!length([rest - 1], movedAll: false).isWorthMoving)
        #expect(length([rest], movedAll: false).isWorthMoving)
        #expect(!length([rest], movedAll: true).isWorthMoving)
        #expect(length([3]).lastCommit == 3 && length([3, 0]).lastCommit == 0)
    }

    @Test func `a reader of an old commit is not disturbed, and the log is moved later`()
        throws
    {
        var us = TestWriter("us")
        try commit(40, by: &us)
        try bank.read { old in
            let before = try old.counts().records
            try bank.apply([us.entry([us.target("Mill")])])
            try bank.moveLog()
            #expect(try old.counts().records == before)
        }
        try expectAll(40)
        #expect(try bank.read { try $0.counts().records } == 41)
    }

    @Test func `a flush that fails while the log is moved stops the bank`() throws {
        var us = TestWriter("us")
        try commit(3, by: &us)
        FaultyDisk.set(.failedFlush, in: home.path)
        #expect(throws: StoreError.self) { try bank.moveLog() }
        #expect(bank.stoppedBy != nil)
        FaultyDisk.set(nil, in: home.path)
        #expect(throws: StoreError.self) { try bank.write { try $0.setMeta("x", [3]) } }
        try bank.close()
        #expect(try home.open().read { try $0.counts().records } == 3)
    }

    @Test func `a full disk does not keep the log from being moved later`() throws {
        var us = TestWriter("us")
        try commit(40, by: &us)
        FaultyDisk.set(.full, in: home.path)
        #expect(throws: StoreError.diskFull) { try bank.moveLog() }
        #expect(bank.stoppedBy == nil && !bank.isLogWorthMoving)
        FaultyDisk.set(nil, in: home.path)
        try bank.moveLog()
        try expectAll(40)
    }

    @Test func `what is damaged in the index of words stops nothing, and rebuild mends it`() throws
    {
        var us = TestWriter("us")
        try commit(12, by: &us)
        try bank.write { bank in
            try bank.connection.run("UPDATE words_data SET block = X'00' WHERE id > 100")
        }
        #expect(throws: StoreError.self) { while try bank.rest() {} }
        #expect(bank.stoppedBy == nil)
        _ = try bank.rebuild(charter: { _ in TestCharter.charter })
        while try bank.rest() {}
        try expectAll(12)
    }

    @Test func `however many small commits there are, the index of words has few parts`() throws {
        var us = TestWriter("us")
        var most = 0
        try commit(300, by: &us) {
            if bank.isLogWorthMoving { try bank.moveLog() }
            most = max(most, try wordParts() ?? 0)
        }
        #expect(most < 40, "\(most) parts")
        try expectAll(300)
    }

    @Test func `the index of words is joined in quiet moments, and not by a commit`()
        throws
    {
        var us = TestWriter("us")
        try commit(12, by: &us)
        #expect(try wordParts() == 12)
        var moments = 0
        while try bank.rest() { moments += 1 }
        #expect((1...12).contains(moments))
        #expect(try wordParts() == 1)
        try expectAll(12)
    }

    @Test func `joining the index of words makes the file hardly longer`() throws {
        for part in 0..<8 {
            try bank.write { bank in
                for row in 1...800 {
                    try bank.connection.run(
                        "INSERT INTO words (rowid, text) VALUES (?, ?)",
                        .integer(part * 800 + row),
                        .text("north \(row * 7919 % 800) depot \(part)x\(row)")
                    )
                }
            }
        }
        let before = try pageCount()
        #expect(before > 8 * Limits.wordPagesJoined)
        while try bank.rest() {}
        #expect(try wordParts() == 1)
        let after = try pageCount()
        #expect(after - before <= 4 * Limits.wordPagesJoined, "\(before) pages became \(after)")
    }

    private func pageCount() throws -> Int {
        try bank.read { bank in
            try Int.fetchOne(bank.connection.database, sql: "PRAGMA page_count") ?? 0
        }
    }

    private func expectAll(_ count: Int) throws {
        var query = RecordQuery()
        query.text = "depot north"
        query.limit = .max
        #expect(try bank.read { try $0.page(query).records.count } == count)
    }

    private func wordParts() throws -> Int? {
        try bank.read { bank in
            try Int.fetchOne(
                bank.connection.database,
                sql: "SELECT count(DISTINCT segid) FROM words_idx"
            )
        }
    }
}
