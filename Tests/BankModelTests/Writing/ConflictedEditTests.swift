import BankModel
import Simulation
import Testing

/// A field in conflict is for a resolution, which says why: no edit settles it on the way.
@Suite struct ConflictedEditTests {
    @Test func `a field in conflict is refused with the conflict's id`() throws {
        let (circle, record) = try Self.conflict()
        let state = try circle.state(record, at: 0)
        let conflict = try #require(state.conflicts.first)
        let all: [(Shown, Bool)] = [
            (.nothing { _ in false }, false), (.current, false), (.current, true),
            (.version(state.version), false), (.version(state.version), true),
        ]
        for (shown, asSibling) in all {
            #expect(throws: WriteRefusal.conflicted(.name, conflict.id)) {
                _ = try circle.pen(0).editing(
                    state,
                    [Self.name("x")],
                    shown: shown,
                    asSibling: asSibling
                )
            }
        }
        #expect(try circle.pen(0).editing(state, [Self.control("x")], shown: .current) != nil)
    }

    @Test func `a stale write beside a conflict settles none of it`() throws {
        var (circle, record) = try Self.conflict()
        let state = try circle.state(record, at: 0)
        let us = circle.scribes[0].author
        let mine = state.live(.name).filter { $0.author == us }
        let own = Shown.nothing { $0.author == us }
        let change = try circle.pen(0).editing(
            state,
            [Self.name("x")],
            shown: own,
            asSibling: true
        )
        #expect(mine.count == 1)
        let named = try #require(change?.operations.first).supersedes
        #expect(Set(named).intersection(state.live(.name).map(\.dot)) == Set(mine.map(\.dot)))
        try circle.write(change, by: 0)
        #expect(try circle.state(record, at: 0).conflicts.map(\.kind) == [.values])
    }

    @Test func `an edit that crossed a withdrawal is in conflict like any value`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.edit(record, Self.name("x"), by: 0)
        try circle.withdraw(record, by: 1)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        let conflict = try #require(state.conflicts.first)
        for asSibling in [false, true] {
            #expect(throws: WriteRefusal.conflicted(.name, conflict.id)) {
                _ = try circle.pen(0).editing(
                    state,
                    [Self.name("y")],
                    shown: .current,
                    asSibling: asSibling
                )
            }
        }
    }

    private static func name(_ text: String) -> FieldEdit { FieldEdit(.name, .set(.text(text))) }

    private static func control(_ text: String) -> FieldEdit {
        FieldEdit(.control, .set(.text(text)))
    }

    /// A target to which `us` and `ru` have given two names.
    private static func conflict() throws -> (circle: Circle, record: RecordID) {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.edit(record, name("us"), by: 0)
        try circle.edit(record, name("ru"), by: 1)
        try circle.meet()
        return (circle, record)
    }
}
