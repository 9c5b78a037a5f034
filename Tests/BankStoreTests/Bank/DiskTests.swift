import BankModel
import BankStore
import DiskFaults
import Foundation
import Testing

/// What the disk does to a bank, and what the bank makes of it.
@Suite struct DiskTests {
    private let home: TestHome
    private let bank: BankDatabase

    init() throws {
        FaultyDisk.install()
        home = try TestHome()
        bank = try home.open()
    }

    @Test func `every write has reached the disk when it returns`() throws {
        for number: UInt8 in 0..<20 {
            let before = FaultyDisk.flushes(in: home.path)
            try bank.write { try $0.setMeta("x", [number]) }
            #expect(FaultyDisk.flushes(in: home.path) > before)
        }
    }

    @Test func `after a failed flush nothing is written any more, not even once it works again`()
        throws
    {
        try bank.write { try $0.setMeta("x", [1]) }
        FaultyDisk.set(.failedFlush, in: home.path)
        #expect(throws: StoreError.self) { try bank.write { try $0.setMeta("x", [2]) } }
        FaultyDisk.set(nil, in: home.path)
        let error = try #require(throws: StoreError.self) {
            try bank.write { try $0.setMeta("x", [3]) }
        }
        #expect(error.description.contains("nothing more is written"))
        #expect(bank.stoppedBy != nil)
        try bank.close()
        #expect(try home.open().read { try $0.meta("x") } != [3])
    }

    @Test func `a full disk takes nothing back, and one may try again`() throws {
        var us = TestWriter("us")
        let entry = us.entry([us.target("Depot")])
        try bank.write { try $0.setMeta("x", [1]) }
        FaultyDisk.set(.full, in: home.path)
        #expect(throws: StoreError.diskFull) { try bank.apply([entry]) }
        #expect(bank.stoppedBy == nil)
        #expect(try bank.read { try $0.facts(of: entry.hash) } == nil)
        FaultyDisk.set(nil, in: home.path)
        try bank.apply([entry])
        #expect(try bank.read { try $0.facts(of: entry.hash)?.seq } == 1)
        #expect(try bank.read { try $0.meta("x") } == [1])
        #expect(try bank.read { try $0.counts().records } == 1)
    }

    @Test func `pages that turn to rubbish stop the bank`() throws {
        var us = TestWriter("us")
        try bank.apply((0..<20).map { us.entry([us.target("Depot \($0)")]) })
        try bank.checkpoint()
        try bank.close()
        let reopened = try home.open()
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: home.file))
        let size = try file.seekToEnd()
        try file.seek(toOffset: 4096)
        file.write(Data(repeating: 0xFF, count: Int(size) - 4096))
        try file.close()
        #expect(throws: (any Error).self) {
            try reopened.apply([us.entry([us.target("One more")])])
        }
        #expect(reopened.stoppedBy != nil)
    }
}
