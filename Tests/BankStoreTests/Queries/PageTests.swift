import BankModel
import BankStore
import Testing

/// Records are listed page by page, by kind, words, state and name.
@Suite struct PageTests {
    private let bank: BankDatabase
    private let home: TestHome
    private var us = TestWriter("us")
    private var ru = TestWriter("ru")

    init() throws {
        home = try TestHome()
        bank = try home.open()
    }

    @Test mutating func `pages join without a gap or a repetition while others write`() throws {
        try bank.apply([us.entry((0..<25).map { _ in us.target("Depot") })])
        var query = RecordQuery()
        query.limit = 10
        var counters: [UInt64] = []
        repeat {
            let page = try bank.read { try $0.page(query) }
            counters += page.records.filter { $0.state.creator == us.author }.map(\.state.counter)
            query.after = page.next
            if counters.count == 10 { try bank.apply([ru.entry([ru.target("Mill")])]) }
        } while query.after != nil
        #expect(counters == Array(1...25))
    }

    @Test mutating func `a page that is exactly full has no next`() throws {
        try bank.apply([us.entry((0..<3).map { _ in us.target("Depot") })])
        var query = RecordQuery()
        for (limit, isLast) in [(2, false), (3, true), (4, true)] {
            query.limit = limit
            #expect(try bank.read { try $0.page(query).next == nil } == isLast)
        }
    }

    @Test func `a cursor is read back, and nonsense is none`() {
        #expect(RecordCursor("1z")?.description == "1z")
        for text in ["", "0", "-1", "é", "99999999999999999999"] {
            #expect(RecordCursor(text) == nil)
        }
    }

    @Test mutating func `only records of the kind are listed`() throws {
        let site = us.creation(2, [(.name, .text("Clinic"))])
        try bank.apply([us.entry([us.target("Depot"), site])])
        var query = RecordQuery()
        query.kind = 2
        #expect(try ids(query) == ["us-s1"])
        query.kind = 99
        #expect(try ids(query) == [])
    }

    @Test mutating func `an exact test has the last word`() throws {
        try bank.apply([us.entry((0..<5).map { _ in us.target("Depot") })])
        var query = RecordQuery()
        query.matches = { $0.counter.isMultiple(of: 2) }
        #expect(try ids(query) == ["us-t2", "us-t4"])
    }

    @Test(
        arguments: [
            ("al-bab", ["us-t1"]), ("al bab", ["us-t1"]), ("BAB", ["us-t1"]), ("bayda", ["us-t2"]),
            ("al", ["us-t1", "us-t2"]), ("north al", ["us-t2"]), ("حلب", ["us-t3"]),
            ("\"", []), ("*", []), ("", []), ("--", []), ("\u{0}", []), ("NOT bab", []),
            ("bab OR bayda", []), ("text:bab", []), ("bab\u{0}", ["us-t1"]), ("facility", nil),
            ("rail", ["us-t3"]), ("west", ["us-t3"]), ("hidden", []), ("😀", []),
        ] as [(String, [String]?)]
    )
    func `words are found, and nothing that is typed is an operator`(
        text: String,
        expected: [String]?
    ) throws {
        var us = TestWriter("us")
        try bank.apply([
            us.entry([
                us.target("Al-Bab", [(.remarks, .text("hidden"))]),
                us.target("Al Bayḍā", [(.control, .text("north\tgroup"))]),
                us.target("حلب", [(.tags, .word("rail")), (FieldID(30, key: "x"), .text("West"))]),
            ])
        ])
        var query = RecordQuery()
        query.text = text
        #expect(try ids(query) == expected ?? ["us-t1", "us-t2", "us-t3"])
    }

    @Test func `titles, rules and accounts are searched, reasons are not`() throws {
        var us = TestWriter("us")
        var ops = TestWriter("us", .ops)
        let rules = Value.text("Call before entry")
        let sector = us.creation(3, [(.name, .text("North")), (.rules, rules)])
        try bank.apply([
            us.entry([sector]),
            ops.entry([
                ops.creation(4, [(.title, .text("Relief convoy")), (.contact, .text("Ada"))]),
                ops.creation(5, [(.title, .text("Near miss")), (.text, .text("Seen at dawn"))]),
                ops.creation(6, [(.reason, .text("Objection"))]),
            ]),
        ])
        var query = RecordQuery()
        for (text, expected) in [
            ("convoy", ["us-n1"]), ("entry", ["us-z1"]), ("dawn miss", ["us-i1"]), ("ada", []),
            ("objection", []),
        ] {
            query.text = text
            #expect(try ids(query) == expected, "\(text)")
        }
    }

    @Test mutating func `words that were changed are no longer found`() throws {
        let creation = us.entry([us.target("Depot", [(.tags, .word("old"))])])
        let record = DotReference.ancestor(head: 0, seq: 1, index: 0)
        let renamed = us.entry([
            .edit(record, .name, .text("Mill"), over: [.ancestor(head: 0, seq: 1, index: 1)]),
            .edit(
                record,
                .tags,
                nil,
                kind: .remove,
                over: [.ancestor(head: 0, seq: 1, index: 4)]
            ),
        ])
        #expect(try bank.apply([creation, renamed]).allSatisfy { $0.invalid.isEmpty })
        var query = RecordQuery()
        for (text, count) in [("depot", 0), ("old", 0), ("mill", 1), ("facility", 1)] {
            query.text = text
            #expect(try ids(query).count == count, "\(text)")
        }
    }

    @Test func `a notice stands until nobody says any more that it has not ended`() throws {
        var us = TestWriter("us", .ops)
        var mine = TestWriter("us.2", .ops)
        let states = [nil, "issued", "active", "ended", "cancelled"]
        let created = us.entry(
            states.map { us.creation(4, $0.map { [(.state, .word($0))] } ?? []) }
        )
        try bank.apply([created])
        let dot = { (index: UInt32) in DotReference.ancestor(head: 0, seq: 1, index: index) }
        var query = RecordQuery()
        query.isStandingNotice = true
        #expect(try ids(query) == ["us-n1", "us-n2", "us-n3"])
        // Two operators of one partner know nothing of each other: one ends it, the other does not.
        let (notice, active) = (dot(3), dot(4))
        let ended = us.entry([.edit(notice, .state, .word("ended"), over: [active])])
        let other = mine.entry(
            [.edit(notice, .state, .word("active"), over: [active])],
            seeing: [EntryHeader.Seen(author: us.author, head: Head(seq: 1, hash: created.hash))]
        )
        let withdrawn = us.entry([
            .edit(dot(1), .life, .life(.withdrawn), over: [dot(1)], aware: [dot(2)])
        ])
        for (entry, expected) in [
            (ended, ["us-n1", "us-n2"]), (other, ["us-n1", "us-n2", "us-n3"]),
            (withdrawn, ["us-n1", "us-n3"]),
        ] {
            #expect(try bank.apply([entry]).allSatisfy { $0.invalid.isEmpty })
            #expect(try ids(query) == expected)
        }
    }

    @Test mutating func `withdrawn records are listed apart`() throws {
        let creation = us.entry([us.target("Depot"), us.target("Mill")])
        let withdrawal = us.entry([
            .edit(
                .ancestor(head: 0, seq: 1, index: 0),
                .life,
                .life(.withdrawn),
                over: [.ancestor(head: 0, seq: 1, index: 0)],
                aware: (1...3).map { .ancestor(head: 0, seq: 1, index: $0) }
            )
        ])
        try bank.apply([creation, withdrawal])
        var query = RecordQuery()
        #expect(try ids(query) == ["us-t2"])
        query.isWithdrawn = true
        #expect(try ids(query) == ["us-t1"])
        let counts = try bank.read { try $0.counts() }
        #expect(counts.kinds.map(\.kind) == [1])
        #expect(counts.kinds.map(\.inBank) == [1])
        #expect(counts.kinds.map(\.withdrawn) == [1])
        #expect(counts.records == 1)
    }

    @Test mutating func `an external id leads to its record, and to the creator's only if asked`()
        throws
    {
        let id = (FieldID.externalIDs, Value.word("csv:7"))
        try bank.apply([us.entry([us.target("Depot", [id])]), ru.entry([ru.target("Mill", [id])])])
        try bank.read { (bank) throws in
            #expect(try bank.records(externalID: "csv:7").map(\.owner.text) == ["us", "ru"])
            #expect(
                try bank.records(externalID: "csv:7", creator: ru.author.partner).map(\.counter)
                    == [1]
            )
            #expect(try bank.records(externalID: "csv:") == [])
        }
    }

    private func ids(_ query: RecordQuery) throws -> [String] {
        try bank.read { try $0.page(query).records.map(\.id.description) }
    }
}
