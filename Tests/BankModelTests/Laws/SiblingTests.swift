import BankModel
import Simulation
import Testing

/// Law 3: siblings are bounded by 8 for each author and head, and the ninth is invalid.
@Suite struct SiblingTests {
    private static let max = Limits.ownSiblingsMax

    @Test(arguments: 0..<24 as Range<UInt64>)
    func `values never pile up beyond the bound`(seed: UInt64) throws {
        let history = try History(
            seed: seed,
            authors: History.authors(2),
            steps: 90,
            [.forks, .piles]
        )
        let laws = Laws(over: history.entries)
        var bank = MemoryBank()
        for entry in history.entries {
            _ = try bank.apply(entry, charter: history.members.charter, receivedAt: 0)
            #expect(laws.crowds(in: bank).isEmpty, "seed \(seed)")
        }
    }

    /// The record's name is the first of its author's own values.
    @Test(arguments: [max - 1, max, max + 1], [false, true])
    func `the ninth own value that names none is invalid`(count: Int, atOnce: Bool) throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let sets = (1..<count).map { Self.set("value \($0)") }
        let invalid = try Self.write(atOnce ? [sets] : sets.map { [$0] }, on: record, in: &circle)
        #expect(invalid == (count > Self.max ? [.tooManySiblings] : []))
        #expect(try circle.state(record, at: 0).live(.name).count == min(count, Self.max))
    }

    /// Its own creation counts as nothing of the name: these are all values that it has.
    @Test(arguments: [max - 1, max, max + 1])
    func `so is the ninth that a record is created with`(count: Int) throws {
        var circle = Circle("us", "ru")
        let change = AuthoredChange(
            record: .new(kind: Kind.target.number),
            operations: (0..<count).map { Self.set("value \($0)") }
        )
        let entry = try circle.write(change, by: 0)
        let record = RecordID(entry: entry.hash, index: 0)
        #expect(try circle.state(record, at: 0).live(.name).count == min(count, Self.max))
        let ninth = Dot(entry: entry.hash, index: UInt32(Self.max + 1))
        let reason = circle.scribes[0].bank.invalidity(of: ninth)
        #expect((reason == Invalidity.tooManySiblings.description) == (count > Self.max))
    }

    @Test func `an operation of a later release counts like any other`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let later = AuthoredOperation(
            kind: .unknown(7),
            field: .name,
            merge: .register,
            value: .opaque([0xA2, 0x06, 0x00])
        )
        let sets = Array(repeating: [later], count: Self.max)
        #expect(try Self.write(sets, on: record, in: &circle) == [.tooManySiblings])
    }

    @Test func `a value that names one of its author's own makes room for itself`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let sets = (1..<Self.max).map { [Self.set("value \($0)")] }
        _ = try Self.write(sets, on: record, in: &circle)
        let oldest = try #require(try circle.state(record, at: 0).live(.name).first)
        let next = Self.set("next", naming: [oldest.dot])
        #expect(try Self.write([[next]], on: record, in: &circle) == [])
        let ninth = try Self.write([[Self.set("ninth")]], on: record, in: &circle)
        #expect(ninth == [.tooManySiblings])
    }

    @Test func `each author and each register has a bound of its own`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let sets = (1..<Self.max).map { [Self.set("value \($0)")] }
        _ = try Self.write(sets, on: record, in: &circle)
        let another = Self.set("x", of: .control)
        #expect(try Self.write([[another]], on: record, in: &circle) == [])
        try circle.meet()
        let theirs = (1...Self.max).map { [Self.set("theirs \($0)")] }
        #expect(try Self.write(theirs, on: record, in: &circle, by: 1) == [])
        #expect(try circle.state(record, at: 1).live(.name).count == 2 * Self.max)
    }

    @Test func `own values that another replaced count until their author names them`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let sets = (1..<Self.max).map { [Self.set("value \($0)")] }
        _ = try Self.write(sets, on: record, in: &circle)
        try circle.meet()
        let all = try circle.state(record, at: 1).live(.name).map(\.dot)
        let replacing = [[Self.set("theirs", naming: all)]]
        _ = try Self.write(replacing, on: record, in: &circle, by: 1)
        try circle.meet()
        let ninth = try Self.write([[Self.set("ninth")]], on: record, in: &circle)
        #expect(ninth == [.tooManySiblings])
        let ghosts = try #require(try circle.state(record, at: 0).state(of: .name)).ghosts
        #expect(ghosts.map(\.dot) == all)
        let next = Self.set("next", naming: [ghosts[0].dot])
        #expect(try Self.write([[next]], on: record, in: &circle) == [])
    }

    private static func set(
        _ text: String,
        of field: FieldID = .name,
        naming dots: [Dot] = []
    ) -> AuthoredOperation {
        AuthoredOperation(
            field: field,
            merge: .register,
            supersedes: dots,
            value: .text(text)
        )
    }

    /// Writes an entry for each list of operations, and says which of them were invalid and why.
    private static func write(
        _ entries: [[AuthoredOperation]],
        on record: RecordID,
        in circle: inout Circle,
        by author: Int = 0
    ) throws -> [Invalidity] {
        try entries.flatMap { operations -> [Invalidity] in
            let header = circle.scribes[author].header(for: .bank)
            let change = AuthoredChange(record: .existing(record), operations: operations)
            let placed = try change.placed(
                under: header,
                counter: 0,
                in: circle.scribes[author].bank
            )
            return try circle.sign([try #require(placed)], under: header, by: author)
                .invalid.map(\.reason)
        }
    }
}
