import BankModel
import Testing

/// What a resolution names and says, and what is refused.
@Suite struct ResolvingTests {
    @Test func `a resolution names every sibling of its conflict and says why`() throws {
        let (circle, record) = try Self.conflict()
        let state = try circle.state(record, at: 0)
        let conflict = try #require(state.conflicts.first)
        let picked = try #require(state.live(.name).last)
        let change = try circle.pen(0).resolving(
            conflict,
            of: state,
            by: .pick(picked.dot),
            reason: "agreed"
        )
        let operation = try #require(change.operations.first)
        #expect(change.operations.count == 1 && change.reason == "agreed")
        #expect(operation.value == picked.value)
        let ghosts = state.state(of: .name)?.ghosts.filter { $0.author == circle.pen(0).author }
        #expect(operation.supersedes == conflict.dots + (ghosts ?? []).map(\.dot))
        #expect(operation.aware.isEmpty)
    }

    @Test(arguments: [Life.withdrawn, .inBank])
    func `one of an edit beside a withdrawal names the withdrawal and the edit`(life: Life) throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.edit(record, FieldEdit(.name, .set(.text("x"))), by: 0)
        try circle.withdraw(record, by: 1)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        let conflict = try #require(state.conflicts.first)
        let change = try circle.pen(0).resolving(
            conflict,
            of: state,
            by: .set(.life(life)),
            reason: "agreed"
        )
        let operation = try #require(change.operations.first)
        let named = Set(operation.supersedes + operation.aware)
        #expect(named.isSuperset(of: conflict.dots))
        #expect(operation.value == .life(life))
    }

    @Test func `picking the withdrawal withdraws, picking the edit keeps`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.edit(record, FieldEdit(.name, .set(.text("x"))), by: 0)
        try circle.withdraw(record, by: 1)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        for (field, isWithdrawn) in [(FieldID.life, true), (.name, false)] {
            var copy = circle
            let dot = try #require(state.live(field).first).dot
            try copy.resolve(record, by: .pick(dot), at: 0)
            let after = try copy.state(record, at: 0)
            #expect(after.isWithdrawn == isWithdrawn && after.conflicts.isEmpty)
        }
    }

    @Test func `a conflict that has changed since it was listed is refused`() throws {
        var (circle, record) = try Self.conflict()
        let listed = try #require(try circle.state(record, at: 0).conflicts.first)
        try circle.write(
            try circle.pen(1).editing(
                try circle.state(record, at: 1),
                [FieldEdit(.name, .set(.text("third")))],
                shown: .nothing { _ in false },
                asSibling: true
            ),
            by: 1
        )
        try circle.meet()
        let grown = try circle.state(record, at: 0)
        #expect(throws: WriteRefusal.changedConflict) {
            _ = try circle.pen(0).resolving(
                listed,
                of: grown,
                by: .set(.text("x")),
                reason: "agreed"
            )
        }
        try circle.resolve(record, by: .set(.text("x")), at: 0)
        let settled = try circle.state(record, at: 0)
        #expect(settled.conflicts.isEmpty)
        #expect(throws: WriteRefusal.changedConflict) {
            _ = try circle.pen(0).resolving(
                listed,
                of: settled,
                by: .set(.text("x")),
                reason: "agreed"
            )
        }
    }

    @Test func `what is no sibling cannot be picked, and what is no value not be set`() throws {
        let (circle, record) = try Self.conflict()
        check(.pick(record), of: record, in: circle, refusal: .unknownSibling)
        check(.pick(Sample.dot(1)), of: record, in: circle, refusal: .unknownSibling)
        check(.set(.cleared), of: record, in: circle, refusal: .missingField("name"))
        let empty = WriteRefusal.badValue(field: "name", reason: "empty")
        check(.set(.text("")), of: record, in: circle, refusal: empty)
    }

    @Test func `what is no sibling of a disputed life cannot be picked`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.edit(record, FieldEdit(.name, .set(.text("x"))), by: 0)
        try circle.withdraw(record, by: 1)
        try circle.meet()
        let category = try #require(try circle.state(record, at: 0).live(.category).first)
        check(.pick(category.dot), of: record, in: circle, refusal: .unknownSibling)
        let refusal = WriteRefusal.badValue(
            field: "@life",
            reason: "it takes withdrawn or in_bank"
        )
        check(.set(.text("withdrawn")), of: record, in: circle, refusal: refusal)
    }

    private func check(
        _ resolution: Resolution,
        of record: RecordID,
        in circle: Circle,
        refusal: WriteRefusal,
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: refusal, sourceLocation: location) {
            var copy = circle
            try copy.resolve(record, by: resolution, at: 0)
        }
    }

    /// A target to which `us` and `ru` have given two names.
    private static func conflict() throws -> (circle: Circle, record: RecordID) {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        for (author, name) in ["us", "ru"].enumerated() {
            try circle.edit(record, FieldEdit(.name, .set(.text(name))), by: author)
        }
        try circle.meet()
        return (circle, record)
    }
}
