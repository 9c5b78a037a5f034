import BankModel
import BankStore
import Testing

/// Entries go in, state comes out, and both survive a restart.
@Suite struct ApplyingTests {
    @Test func `an entry is kept byte for byte and its record can be read`() throws {
        let home = try TestHome()
        var us = TestWriter("us")
        let entry = us.entry([us.target("Depot")])
        try home.open().apply([entry])

        let bank = try home.open()
        try bank.read { (bank) throws in
            #expect(try bank.bytes(of: entry.hash) == entry.bytes)
            #expect(try bank.entry(entry.hash) == entry)
            let record = try bank.record(Dot(entry: entry.hash, index: 0))
            #expect(record?.live(.name).map(\.value) == [.text("Depot")])
            #expect(record?.counter == 1)
            #expect(try bank.frontier() == Frontier([us.log: [entry.head]]))
        }
    }

    @Test func `an entry that is held already changes nothing`() throws {
        let home = try TestHome()
        var us = TestWriter("us")
        let entry = us.entry([us.target("Depot")])
        let bank = try home.open()
        try bank.apply([entry])
        let digest = try bank.read { try $0.digest() }
        #expect(try bank.apply([entry]) == [Application()])
        #expect(try bank.read { try $0.digest() } == digest)
        #expect(try bank.read { try $0.counts().records } == 1)
    }

    @Test func `what throws in a transaction leaves nothing behind, not even in memory`() throws {
        struct Stop: Error {}
        let home = try TestHome()
        let bank = try home.open()
        var us = TestWriter("us")
        var ru = TestWriter("ru")
        let lost = us.entry([us.target("Lost", [(FieldID(30, key: "lost"), .text("x"))])])
        let kept = ru.entry([ru.target("Kept", [(FieldID(30, key: "kept"), .text("y"))])])
        #expect(throws: Stop.self) {
            try bank.write { bank in
                _ = try bank.apply(lost, charter: TestCharter.charter, receivedAt: 1)
                throw Stop()
            }
        }
        try bank.apply([kept])
        try bank.read { (bank) throws in
            #expect(try bank.facts(of: lost.hash) == nil)
            #expect(try bank.frontier() == Frontier([ru.log: [kept.head]]))
            let record = try bank.record(Dot(entry: kept.hash, index: 0))
            #expect(record?.creator == ru.author)
            #expect(record?.live(FieldID(30, key: "kept")).map(\.value) == [.text("y")])
            #expect(try bank.counts().records == 1)
        }
    }

    @Test func `an operation without effect is kept with its reason`() throws {
        let home = try TestHome()
        let bank = try home.open()
        var us = TestWriter("us")
        let entry = us.entry([us.target("Depot", [(.grade, .word("Z9"))])])
        let application = try #require(try bank.apply([entry]).first)
        let dot = try #require(application.invalid.first?.dot)
        #expect(try bank.read { try $0.invalidity(of: dot) } == "bad value: not [A-F][1-6]")
        #expect(try bank.read { try $0.invalidity(of: Dot(entry: entry.hash, index: 0)) } == nil)
    }

    @Test func `a question about an entry that is not held is answered with nothing`() throws {
        let bank = try TestHome().open()
        let us = TestWriter("us")
        let nobody = Hash256(hashing: [1])
        try bank.read { (bank) throws in
            #expect(try bank.facts(of: nobody) == nil)
            #expect(try bank.entry(nobody) == nil)
            #expect(try bank.bytes(of: nobody) == nil)
            #expect(try bank.entries(in: us.log, at: 1) == [])
            #expect(try bank.entries(in: us.log, from: 1, bytesMax: 1000) == [])
            #expect(try bank.record(Dot(entry: nobody, index: 0)) == nil)
            #expect(try bank.entries(writing: Dot(entry: nobody, index: 0)) == [])
            #expect(try bank.count(in: us.log, through: 7) == 0)
            #expect(try bank.counter(of: us.author, kind: 1) == 0)
            #expect(try bank.facts(of: Dot(entry: nobody, index: 0)) == nil)
            #expect(try bank.frontier() == Frontier())
        }
    }

    @Test func `a dot beyond every entry names nothing`() throws {
        let bank = try TestHome().open()
        var us = TestWriter("us")
        let entry = us.entry([us.target("Depot")])
        try bank.apply([entry])
        for index in [UInt32(Limits.operationsMax), 1 << 20, .max] {
            let dot = Dot(entry: entry.hash, index: index)
            #expect(try bank.read { try $0.record(dot) } == nil)
            #expect(try bank.read { try $0.invalidity(of: dot) } == nil)
        }
    }

    @Test func `entries are served from a seq on, up to so many bytes, at least one`() throws {
        let bank = try TestHome().open()
        var us = TestWriter("us")
        let entries = (1...5).map { us.entry([us.target("Depot \($0)")]) }
        try bank.apply(entries)
        let size = entries[1].bytes.count
        try bank.read { (bank) throws in
            let served = { (seq: UInt64, bytes: Int) in
                try bank.entries(in: us.log, from: seq, bytesMax: bytes).map(\.head.seq)
            }
            #expect(try served(2, 1) == [2])
            #expect(try served(2, 2 * size - 1) == [2])
            #expect(try served(2, 2 * size) == [2, 3])
            #expect(try served(4, .max) == [4, 5])
            #expect(try served(6, .max) == [])
            #expect(try served(.max, .max) == [])
        }
    }
}
