import BankModel
import BankStore
import Testing

/// Changes and records are called by names, also where two bear the same one.
@Suite struct NameTests {
    private let bank: BankDatabase
    private let home: TestHome

    init() throws {
        home = try TestHome()
        bank = try home.open()
    }

    @Test func `a change is found by its name and says who made it and when`() throws {
        var us = TestWriter("us.2")
        us.operatorName = "Зоя"
        let entry = us.entry([us.target("Depot")])
        try bank.apply([entry])
        let dot = Dot(entry: entry.hash, index: 3)
        try bank.read { (bank) throws in
            #expect(try bank.dots(named: "us.2/bank/1.3") == [dot])
            let facts = try #require(try bank.facts(of: dot))
            #expect(facts.name == "us.2/bank/1.3")
            #expect(facts.operatorName == "Зоя")
            #expect(facts.claimed == entry.header.claimed)
            #expect(facts.receivedAt == 1000)
        }
    }

    @Test(arguments: [
        "", "us", "us.2/bank", "us.2/bank/1", "us.2/bank/1.3.1", "us.2/bank/01.3", "us.2/ops/1.3",
        "us.2/bank/2.3", "us/bank/1.3", "us.2/bank/1.-3", "us.2/bank/+1.3", "us.2/bank/1.65536",
        "US.2/bank/1.3", "us.2/bank/99999999999999999999.3", "//.",
    ])
    func `what names nothing finds nothing`(name: String) throws {
        var us = TestWriter("us.2")
        try bank.apply([us.entry([us.target("Depot")])])
        #expect(try bank.read { try $0.dots(named: name) } == [])
    }

    @Test func `records of a forked log are told apart by a suffix, and only those`() throws {
        var us = TestWriter("us")
        let first = us.entry([us.target("Common")])
        var restored = us
        let ours = us.entry([us.target("Ours")])
        let theirs = restored.entry([restored.target("Theirs")])
        try bank.apply([first, ours, theirs])
        try bank.read { (bank) throws in
            let names = try bank.page(RecordQuery()).records.map(\.id.description)
            #expect(
                names == [
                    "us-t1", "us-t2~\(ours.hash.hex.prefix(8))",
                    "us-t2~\(theirs.hash.hex.prefix(8))",
                ]
            )
            for (name, entry) in zip(names.dropFirst(), [ours, theirs]) {
                let id = try #require(SpokenID(name))
                #expect(try bank.records(named: id).map(\.entry) == [entry.hash])
                #expect(try bank.records(named: id.unsuffixed).count == 2)
            }
            #expect(try bank.dots(named: "us/bank/2.0").count == 2)
            let missing = try #require(SpokenID("us-t2~ffffffffffffffff"))
            #expect(try bank.records(named: missing) == [])
        }
    }

    @Test func `the largest counter is known, however large`() throws {
        var us = TestWriter("us")
        us.counters[1] = .max - 1
        try bank.apply([us.entry([us.target("Last")])])
        #expect(try bank.read { try $0.counter(of: us.author, kind: 1) } == .max)
        #expect(try bank.read { try $0.counter(of: us.author, kind: 2) } == 0)
        let id = try #require(SpokenID("us-t\(UInt64.max)"))
        #expect(try bank.read { try $0.records(named: id).count } == 1)
    }
}
