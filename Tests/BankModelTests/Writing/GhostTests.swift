import BankModel
import Simulation
import Testing

/// Own dead values (ghosts): an author names them with its next write, so that they never lock it
/// out.
@Suite struct GhostTests {
    private static let name = FieldID.name

    @Test func `a value that another replaced is its author's ghost until that author names it`()
        throws
    {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let first = try circle.state(record, at: 0).live(.name).map(\.dot)
        try circle.edit(record, Self.set("ru"), by: 1)
        try circle.meet()
        let replaced = try circle.state(record, at: 0)
        #expect(replaced.state(of: .name)?.ghosts.map(\.dot) == first)
        #expect(replaced.version.dots.allSatisfy { !first.contains($0) })
        let change = try circle.pen(0).editing(replaced, [Self.set("us")], shown: .current)
        let named = replaced.live(.name).map(\.dot) + first
        #expect(change?.operations.first?.supersedes == named)
        try circle.write(change, by: 0)
        let theirs = replaced.live(.name).map(\.dot)
        let ghosts = try circle.state(record, at: 0).state(of: .name)?.ghosts
        #expect(ghosts?.map(\.dot) == theirs, "now it is the other's")
    }

    @Test func `one's own replaced value leaves no ghost`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.edit(record, Self.set("again"), by: 0)
        #expect(try circle.state(record, at: 0).state(of: .name)?.ghosts == [])
    }

    @Test func `a set has no ghosts`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target(by: 0, [FieldEdit(.tags, .add(.word("a")))])
        try circle.edit(record, FieldEdit(.tags, .remove(.word("a"))), by: 1)
        #expect(try circle.state(record, at: 1).state(of: .tags) == nil)
    }

    @Test func `a field edited in turns by two authors locks neither out`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        for turn in 0..<100 {
            let entry = try circle.edit(record, Self.set("turn \(turn)"), by: (turn + 1) % 2)
            try circle.meet()
            for scribe in circle.scribes { #expect(scribe.bank.allInvalidities.isEmpty) }
            let field = try #require(try circle.state(record, at: 0).state(of: .name))
            #expect(field.live.map(\.dot.entry) == [entry.hash])
            #expect(field.ghosts.count == 1)
        }
    }

    @Test func `life turned in turns by two authors locks neither out`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        for turn in 0..<50 {
            try circle.withdraw(record, by: turn % 2)
            try circle.meet()
            let state = try circle.state(record, at: 0)
            #expect(state.isWithdrawn)
            let other = (turn + 1) % 2
            try circle.write(try circle.pen(other).reinstating(state, reason: "back"), by: other)
            try circle.meet()
            #expect(circle.scribes.allSatisfy { $0.bank.allInvalidities.isEmpty })
            #expect(try circle.state(record, at: 0).isWithdrawn == false)
        }
    }

    @Test func `a conflict resolved in turns by two authors locks neither out`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        for turn in 0..<50 {
            try circle.edit(record, Self.set("us \(turn)"), by: 0)
            try circle.edit(record, Self.set("ru \(turn)"), by: 1)
            try circle.meet()
            try circle.resolve(record, by: .set(.text("agreed \(turn)")), at: turn % 2)
            try circle.meet()
            #expect(circle.scribes.allSatisfy { $0.bank.allInvalidities.isEmpty })
            #expect(try circle.state(record, at: 0).conflicts.isEmpty)
        }
    }

    private static func set(_ text: String) -> FieldEdit { FieldEdit(name, .set(.text(text))) }
}
