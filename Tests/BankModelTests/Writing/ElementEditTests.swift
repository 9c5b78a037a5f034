import BankModel
import Simulation
import Testing

/// Elements of sets and lists: they merge, so nothing of them is ever stale.
@Suite struct ElementEditTests {
    @Test func `what is so already is not written again`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target(by: 0, [FieldEdit(.tags, .add(.word("a")))])
        let state = try circle.state(record, at: 0)
        for edit in [
            Self.name("thing"), FieldEdit(.tags, .add(.word("a"))),
            FieldEdit(.tags, .remove(.word("b"))), FieldEdit(.control, .set(.cleared)),
        ] {
            #expect(try circle.pen(0).editing(state, [edit], shown: .current) == nil, "\(edit)")
        }
    }

    @Test func `a removal names every addition of the element that is there`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let tag = FieldEdit(.tags, .add(.word("a")))
        try circle.edit(record, tag, by: 0)
        try circle.edit(record, tag, FieldEdit(.tags, .add(.word("b"))), by: 1)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        let dots = state.live(.tags).filter { $0.value == .word("a") }.map(\.dot)
        #expect(dots.count == 2)
        try circle.edit(record, FieldEdit(.tags, .remove(.word("a"))), by: 0)
        #expect(try circle.state(record, at: 0).live(.tags).map(\.value) == [.word("b")])
    }

    @Test func `an addition that the removal had not seen wins`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target(by: 0, [FieldEdit(.tags, .add(.word("a")))])
        try circle.edit(record, FieldEdit(.tags, .remove(.word("a"))), by: 1)
        try circle.edit(record, FieldEdit(.tags, .remove(.word("a"))), by: 0)
        try circle.edit(record, FieldEdit(.tags, .add(.word("a"))), by: 0)
        try circle.meet()
        for author in [0, 1] {
            let tags = try circle.state(record, at: author).live(.tags)
            #expect(tags.map(\.value) == [.word("a")])
        }
    }

    @Test func `an element added twice in one edit is one, a register given twice is refused`()
        throws
    {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let state = try circle.state(record, at: 0)
        let tag = FieldEdit(.tags, .add(.word("a")))
        let change = try circle.pen(0).editing(state, [tag, tag], shown: .current)
        #expect(change?.operations.count == 1)
        #expect(throws: WriteRefusal.badValue(field: "control", reason: "given twice")) {
            let edits = [Self.control("x"), Self.control("y")]
            _ = try circle.pen(0).editing(state, edits, shown: .current)
        }
    }

    private static func name(_ text: String) -> FieldEdit { FieldEdit(.name, .set(.text(text))) }

    private static func control(_ text: String) -> FieldEdit {
        FieldEdit(.control, .set(.text(text)))
    }
}
