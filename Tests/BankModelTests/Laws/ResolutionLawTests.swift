import BankModel
import Simulation
import Testing

/// Law 5: resolving removes exactly the named dots; equal resolutions leave nothing open, different
/// ones leave one conflict.
@Suite struct ResolutionLawTests {
    /// What each of two operators may decide about a conflict of so many values.
    private static func decisions(_ values: Int) -> [Decision] {
        (0..<values).map { .pick($0) } + [.type("new"), .type("value 0")]
    }

    enum Decision: Sendable, Hashable {
        /// The sibling of this author.
        case pick(Int)
        /// A value that was typed.
        case type(String)

        var text: String {
            switch self {
            case .pick(let author): "value \(author)"
            case .type(let text): text
            }
        }
    }

    @Test(arguments: 2...4)
    func `two resolutions settle a conflict or leave exactly one`(values: Int) throws {
        let start = try Self.conflict(of: values)
        for left in Self.decisions(values) {
            for right in Self.decisions(values) {
                var circle = start.circle
                try Self.decide(left, at: 0, in: &circle, start.record)
                try Self.decide(right, at: 1, in: &circle, start.record)
                try circle.meet()
                let state = try circle.state(start.record, at: 0)
                #expect(state.live(.name).count == 2, "\(left) \(right)")
                let isSame = left.text == right.text
                #expect(state.conflicts.count == (isSame ? 0 : 1), "\(left) \(right)")
                #expect(
                    state.conflicts.allSatisfy { $0.dots == state.live(.name).map(\.dot) },
                    "\(left) \(right)"
                )
                #expect(try circle.state(start.record, at: 1) == state)
            }
        }
    }

    @Test(arguments: 2...4)
    func `a sibling that was not named survives and the conflict opens again`(
        values: Int
    ) throws {
        let start = try Self.conflict(of: values)
        for decision in Self.decisions(values) {
            var circle = start.circle
            let state = try circle.state(start.record, at: 1)
            let late = try circle.pen(1).editing(
                state,
                [FieldEdit(.name, .set(.text("late")))],
                shown: .nothing { _ in false },
                asSibling: true
            )
            let entry = try circle.write(late, by: 1)
            try Self.decide(decision, at: 0, in: &circle, start.record)
            try circle.meet()
            let after = try circle.state(start.record, at: 0)
            #expect(after.live(.name).map(\.dot.entry).contains(entry.hash))
            #expect(after.conflicts.map(\.kind) == [.values])
            #expect(Set(after.live(.name).map(\.value)) == [.text("late"), .text(decision.text)])
        }
    }

    @Test(arguments: [Life.withdrawn, .inBank], [Life.withdrawn, .inBank])
    func `two resolutions of an edit beside a withdrawal`(left: Life, right: Life) throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.withdraw(record, by: 0)
        try circle.edit(record, FieldEdit(.name, .set(.text("edited"))), by: 1)
        try circle.meet()
        try circle.resolve(record, by: .set(.life(left)), at: 0)
        try circle.resolve(record, by: .set(.life(right)), at: 1)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        #expect(state.live(.life).count == 2)
        #expect(state.conflicts.map(\.kind) == (left == right ? [] : [.values]))
        #expect(state.conflicts.allSatisfy { $0.dots == state.live(.life).map(\.dot) })
        #expect(state.isWithdrawn == (left == .withdrawn && right == .withdrawn))
        #expect(state.live(.name).map(\.value) == [.text("edited")])
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `any open conflict is removed by its resolution, and nothing else is`(
        seed: UInt64
    ) throws {
        let authors = History.authors(3)
        let history = try History(seed: seed, authors: authors, steps: 60)
        var scribe = Scribe(authors[0], of: history.members)
        try scribe.catchUp(with: history.entries)
        let pen = Pen(author: authors[0], charter: history.members.charter, rules: .first)
        for conflict in scribe.bank.allConflicts {
            let before = try #require(scribe.bank.record(conflict.record))
            let picked = try #require(conflict.dots.last)
            guard before.kind == Kind.target.number, pen.rules.knows(conflict.field),
                !before.live(conflict.field).contains(where: \.value.isOpaque)
            else { continue }
            let change = try pen.resolving(
                conflict,
                of: before,
                by: .pick(picked),
                reason: "agreed"
            )
            var copy = scribe
            let entry = try #require(try copy.write([change]))
            let after = try #require(copy.bank.record(conflict.record))
            Self.expect(conflict, settledBy: entry, before, after)
        }
    }

    private static func expect(
        _ conflict: Conflict,
        settledBy entry: Entry,
        _ before: RecordState,
        _ after: RecordState
    ) {
        let dot = Dot(entry: entry.hash, index: 0)
        let left = before.live(conflict.field).map(\.dot).filter { !conflict.dots.contains($0) }
        #expect(after.live(conflict.field).map(\.dot) == (left + [dot]).sorted())
        #expect(!after.conflicts.contains { $0.id == conflict.id })
        for field in before.fields where field.field != conflict.field {
            #expect(after.state(of: field.field, merge: field.merge) == field)
        }
        let others = before.conflicts.filter { $0.id != conflict.id }
        for other in others where Set(other.dots).isDisjoint(with: conflict.dots) {
            #expect(after.conflicts.contains(other))
        }
    }

    /// A target whose name as many partners have set while apart.
    private static func conflict(of values: Int) throws -> (circle: Circle, record: RecordID) {
        var circle = Circle("us", "ru", "fr", "de")
        let record = try circle.target()
        for author in 0..<values {
            let edit = FieldEdit(.name, .set(.text("value \(author)")))
            try circle.edit(record, edit, by: author)
        }
        try circle.meet()
        return (circle, record)
    }

    private static func decide(
        _ decision: Decision,
        at author: Int,
        in circle: inout Circle,
        _ record: RecordID
    ) throws {
        // Whoever resolves knows the conflict as it was listed before anybody wrote again.
        let state = try circle.state(record, at: author)
        let conflict = try #require(state.conflicts.first)
        let resolution: Resolution
        switch decision {
        case .type(let text): resolution = .set(.text(text))
        case .pick(let chosen):
            let name = circle.scribes[chosen].author
            let sibling = state.live(.name).first { $0.author == name }
            resolution = .pick(try #require(sibling).dot)
        }
        let change = try circle.pen(author).resolving(
            conflict,
            of: state,
            by: resolution,
            reason: "agreed"
        )
        try circle.write(change, by: author)
    }
}

extension Value {
    /// Whether only a later release can read the value, and so pick it.
    fileprivate var isOpaque: Bool { if case .opaque = self { true } else { false } }
}

extension RuleSet {
    /// Whether targets have the field.
    fileprivate func knows(_ field: FieldID) -> Bool {
        kind(Kind.target.number)?.field(field) != nil
    }
}
