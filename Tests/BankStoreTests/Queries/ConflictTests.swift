import BankModel
import BankStore
import Testing

/// Open conflicts are rows: listed in the order of opening, found by their letters, gone when
/// resolved.
@Suite struct ConflictTests {
    private let bank: BankDatabase
    private let home: TestHome
    private var us = TestWriter("us")
    private var ru = TestWriter("ru")

    init() throws {
        home = try TestHome()
        bank = try home.open()
    }

    @Test mutating func `conflicts open with what was received and close when resolved`() throws {
        let creation = us.entry([us.target("Depot"), us.target("Mill")])
        let seen = us.seen()
        let first = DotReference.ancestor(head: 0, seq: 1, index: 1)
        let renames = [
            us.entry([rename(0, "Ours", over: [first])]),
            ru.entry([rename(0, "Theirs", over: [first])], seeing: [seen]),
        ]
        try bank.apply([creation] + renames)
        let open = try #require(try bank.read { try $0.conflicts(limit: 10) }.first)
        #expect(open.openedAt == 1002)
        #expect(open.conflict.dots.count == 2)
        #expect(try bank.read { try $0.counts().conflicts } == 1)
        try expectFound(open)

        let resolved = us.entry(
            [
                rename(
                    0,
                    "Both",
                    over: [
                        .ancestor(head: 0, seq: 2, index: 0), .ancestor(head: 1, seq: 1, index: 0),
                    ]
                )
            ],
            seeing: [ru.seen()]
        )
        #expect(try bank.apply([resolved]).first?.invalid.isEmpty == true)
        #expect(try bank.read { try $0.conflicts(limit: 10) } == [])
        #expect(try bank.read { try $0.counts().conflicts } == 0)
        #expect(try bank.read { try $0.conflict(open.conflict.id) } == nil)
    }

    @Test mutating func `a conflict that gains a sibling has a new id and stays where it was`()
        throws
    {
        let creation = us.entry([us.target("Depot"), us.target("Mill")])
        let seen = us.seen()
        try bank.apply([creation, ru.entry([rename(0, "B"), rename(4, "C")], seeing: [seen])])
        let before = try bank.read { try $0.conflicts(limit: 10) }
        try bank.apply([us.entry([rename(0, "D")])])
        let after = try bank.read { try $0.conflicts(limit: 10) }
        #expect(after.map(\.number) == before.map(\.number))
        #expect(after.map(\.openedAt) == before.map(\.openedAt))
        #expect(after[0].conflict.id != before[0].conflict.id)
        #expect(after[0].conflict.dots.count == 3)
        #expect(after[1] == before[1])
        #expect(
            try bank.read { try $0.conflicts(limit: 10, after: before[0].number) } == [after[1]]
        )
        #expect(try bank.read { try $0.conflicts(limit: 1) } == [after[0]])
    }

    @Test(arguments: ["", "A", "%", "abcdefghi", "{", "ä"])
    func `what no conflict can be called finds none`(letters: String) throws {
        #expect(try bank.read { try $0.conflicts(lettered: letters) } == [])
    }

    private func expectFound(_ open: OpenConflict) throws {
        let letters = open.conflict.id.description
        #expect(try bank.read { try $0.conflicts(lettered: letters) } == [open])
        #expect(try bank.read { try $0.conflicts(lettered: String(letters.prefix(1))) } == [open])
        #expect(try bank.read { try $0.conflict(open.conflict.id) } == open.conflict)
        var query = RecordQuery()
        query.isConflictedOnly = true
        #expect(try bank.read { try $0.page(query).records.map(\.id.description) } == ["us-t1"])
    }

    private func rename(
        _ index: UInt32,
        _ name: String,
        over: [DotReference] = []
    ) -> EntryChange {
        .edit(.ancestor(head: 0, seq: 1, index: index), .name, .text(name), over: over)
    }
}
