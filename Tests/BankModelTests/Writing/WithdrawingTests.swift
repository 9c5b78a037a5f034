import BankModel
import Simulation
import Testing

/// Taking a record out of the bank and putting it back.
@Suite struct WithdrawingTests {
    @Test func `a withdrawal replaces life and names every register that was shown`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target(by: 0, [FieldEdit(.tags, .add(.word("a")))])
        try circle.edit(record, FieldEdit(.attribute("k"), .set(.text("x"))), by: 1)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        let change = try circle.pen(0).withdrawing(
            state,
            reason: "gone",
            shown: .version(state.version)
        )
        let operation = try #require(change.operations.first)
        #expect(change.operations.count == 1)
        #expect(change.reason == "gone")
        #expect(operation.value == .life(.withdrawn))
        #expect(operation.supersedes == [record])
        let registers = [FieldID.name, .category, .place, .status, .attribute("k")]
        #expect(operation.aware == registers.flatMap { state.live($0).map(\.dot) })
        try circle.write(change, by: 0)
        try circle.meet()
        #expect(try circle.state(record, at: 1).isWithdrawn)
        #expect(try circle.state(record, at: 1).conflicts.isEmpty)
    }

    @Test func `putting back replaces every withdrawal`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        for author in [0, 1] { try circle.withdraw(record, by: author) }
        try circle.meet()
        let state = try circle.state(record, at: 0)
        #expect(state.live(.life).count == 2 && state.isWithdrawn)
        let change = try circle.pen(0).reinstating(state, reason: "back")
        let named = try #require(change.operations.first).supersedes
        #expect(Set(named).isSuperset(of: state.live(.life).map(\.dot)))
        try circle.write(change, by: 0)
        #expect(try circle.state(record, at: 0).live(.life).map(\.value) == [.life(.inBank)])
    }

    @Test func `what is out cannot be taken out, nor what is in put back`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let inBank = try circle.state(record, at: 0)
        #expect(throws: WriteRefusal.wrongLife(isWithdrawn: false)) {
            _ = try circle.pen(0).reinstating(inBank, reason: "back")
        }
        try circle.withdraw(record, by: 0)
        #expect(throws: WriteRefusal.wrongLife(isWithdrawn: true)) {
            try circle.withdraw(record, by: 0)
        }
    }

    @Test func `a disputed life is for a resolution`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.withdraw(record, by: 0)
        try circle.edit(record, FieldEdit(.name, .set(.text("x"))), by: 1)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        let conflict = try #require(state.conflicts.first)
        #expect(!state.isWithdrawn, "the protective reading")
        let refusal = WriteRefusal.conflicted(.life, conflict.id)
        #expect(throws: refusal) { try circle.withdraw(record, by: 0) }
        #expect(throws: refusal) { _ = try circle.pen(0).reinstating(state, reason: "back") }
    }

    @Test func `what was not shown refuses a withdrawal, whoever wrote it`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.edit(record, FieldEdit(.name, .set(.text("x"))), by: 1)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        let us = circle.scribes[0].author
        #expect(throws: WriteRefusal.unseen([.name])) {
            let own = Shown.nothing { $0.author == us }
            _ = try circle.pen(0).withdrawing(state, reason: "gone", shown: own)
        }
    }

    @Test func `a tag that came since makes a withdrawal no more stale`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let shown = try circle.state(record, at: 0).version
        try circle.edit(record, FieldEdit(.tags, .add(.word("a"))), by: 1)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        let change = try circle.pen(0).withdrawing(state, reason: "gone", shown: .version(shown))
        try circle.write(change, by: 0)
        #expect(try circle.state(record, at: 0).isWithdrawn)
    }

    @Test func `another partner's site is not for us to withdraw`() throws {
        var circle = Circle("us", "ru")
        let site = try circle.create(.site, by: 1)
        let refusal = WriteRefusal.foreignRecord(owner: circle.scribes[1].author.partner)
        #expect(throws: refusal) { try circle.withdraw(site, by: 0) }
        let state = try circle.state(site, at: 0)
        #expect(throws: refusal) { _ = try circle.pen(0).reinstating(state, reason: "back") }
    }
}
