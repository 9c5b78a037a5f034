import BankModel
import Simulation
import Testing

/// What an edit names, and what is refused.
@Suite struct EditingTests {
    @Test func `an edit names what was shown and nothing else`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let state = try circle.state(record, at: 0)
        let shown = Shown.version(state.version)
        let change = try circle.pen(0).editing(state, [Self.name("x")], shown: shown)
        let operation = try #require(change?.operations.first)
        #expect(change?.record == .existing(record))
        #expect(change?.operations.count == 1)
        #expect(operation.supersedes == state.live(.name).map(\.dot))
        #expect(operation.aware.isEmpty)
        #expect(operation.value == .text("x"))
    }

    @Test func `an edit of a withdrawn record names the withdrawal that was shown`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let before = try circle.state(record, at: 0)
        try circle.withdraw(record, by: 0)
        let state = try circle.state(record, at: 0)
        let pen = circle.pen(0)
        let change = try pen.editing(state, [Self.name("x")], shown: .version(state.version))
        #expect(change?.operations.first?.aware == state.live(.life).map(\.dot))
        try circle.write(change, by: 0)
        #expect(try circle.state(record, at: 0).conflicts.isEmpty)
        #expect(throws: WriteRefusal.stale([.life])) {
            _ = try pen.editing(state, [Self.name("x")], shown: .version(before.version))
        }
        #expect(throws: WriteRefusal.unseen([.life])) {
            _ = try pen.editing(
                state,
                [Self.name("x")],
                shown: .nothing { $0.value != .life(.withdrawn) }
            )
        }
        let beside = try pen.editing(
            state,
            [Self.name("x")],
            shown: .version(before.version),
            asSibling: true
        )
        #expect(beside?.operations.first?.aware == [])
    }

    @Test func `what changed elsewhere makes an edit of this field no more stale`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let shown = try circle.state(record, at: 0).version
        let tag = FieldEdit(.tags, .add(.word("a")))
        let remark = FieldEdit(.remarks, .append(.text("a")))
        try circle.edit(record, Self.control("x"), tag, remark, by: 1)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        #expect(try circle.pen(0).editing(state, [Self.name("x")], shown: .version(shown)) != nil)
        #expect(throws: WriteRefusal.stale([.control])) {
            let edits = [Self.name("x"), Self.control("y")]
            _ = try circle.pen(0).editing(state, edits, shown: .version(shown))
        }
    }

    @Test func `every stale field is told at once`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let shown = try circle.state(record, at: 0).version
        try circle.edit(record, Self.control("x"), Self.name("x"), by: 1)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        #expect(throws: WriteRefusal.stale([.name, .control])) {
            let edits = [Self.name("y"), Self.control("y")]
            _ = try circle.pen(0).editing(state, edits, shown: .version(shown))
        }
    }

    @Test func `another operator's value is not replaced unseen, one's own is`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.edit(record, Self.name("theirs"), by: 1)
        try circle.edit(record, Self.control("mine"), by: 0)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        let us = circle.scribes[0].author
        let own = Shown.nothing { $0.author == us }
        #expect(throws: WriteRefusal.unseen([.name])) {
            _ = try circle.pen(0).editing(state, [Self.name("x")], shown: own)
        }
        let change = try circle.pen(0).editing(state, [Self.control("x")], shown: own)
        #expect(change?.operations.first?.supersedes == state.live(.control).map(\.dot))
        let current = try circle.pen(0).editing(state, [Self.name("x")], shown: .current)
        let named = try #require(current?.operations.first).supersedes
        #expect(Set(named).isSuperset(of: state.live(.name).map(\.dot)))
    }

    @Test func `what a field does not take is refused`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let state = try circle.state(record, at: 0)
        let cases: [(FieldEdit, WriteRefusal)] = [
            (FieldEdit(.name, .set(.cleared)), .missingField("name")),
            (
                FieldEdit(.grade, .set(.word("Z1"))),
                .badValue(field: "grade", reason: "not [A-F][1-6]")
            ),
            (FieldEdit(.buffer, .set(.millimetres(1))), .unknownField("field-9")),
            (FieldEdit(.life, .set(.life(.withdrawn))), .unknownField("@life")),
            (
                FieldEdit(.name, .add(.text("x"))),
                .badValue(field: "name", reason: "it holds one value: use name=VALUE")
            ),
            (
                FieldEdit(.tags, .set(.word("x"))),
                .badValue(
                    field: "tags",
                    reason: "it holds many values: use tags+=VALUE or tags-=VALUE"
                )
            ),
            (
                FieldEdit(.remarks, .remove(.text("x"))),
                .badValue(field: "remarks", reason: "it holds many values: use remarks+=TEXT")
            ),
        ]
        for (edit, refusal) in cases {
            #expect(throws: refusal) {
                _ = try circle.pen(0).editing(state, [edit], shown: .current)
            }
        }
    }

    @Test func `another partner's site and a kind from the future are not for us to write`() throws
    {
        var circle = Circle("us", "ru")
        let site = try circle.create(.site, by: 1)
        let state = try circle.state(site, at: 0)
        let ru = circle.scribes[1].author.partner
        let edits = [Self.name("x"), FieldEdit(.tags, .add(.word("a")))]
        for edit in edits {
            #expect(throws: WriteRefusal.foreignRecord(owner: ru)) {
                _ = try circle.pen(0).editing(state, [edit], shown: .current)
            }
        }
        let unknown = RecordState(
            id: Sample.dot(1),
            kind: 77,
            creator: circle.scribes[0].author,
            counter: 1
        )
        #expect(throws: WriteRefusal.unknownRecord) {
            _ = try circle.pen(0).editing(unknown, edits, shown: .current)
        }
    }

    private static func name(_ text: String) -> FieldEdit { FieldEdit(.name, .set(.text(text))) }

    private static func control(_ text: String) -> FieldEdit {
        FieldEdit(.control, .set(.text(text)))
    }
}
