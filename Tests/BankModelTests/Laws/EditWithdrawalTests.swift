import BankModel
import Simulation
import Testing

/// Law 6: an edit beside a withdrawal always surfaces.
@Suite struct EditWithdrawalTests {
    /// What one partner does while it hears nothing of the others.
    enum Deed: CaseIterable, Sendable {
        case nothing
        case renames
        case clears
        case withdraws
    }

    private static let cases: [[Deed]] = Deed.allCases.flatMap { first in
        Deed.allCases.flatMap { second in Deed.allCases.map { [first, second, $0] } }
    }

    @Test func `several partners apart, in every mixture`() throws {
        for deeds in Self.cases {
            let (circle, record) = try Self.done(deeds)
            let state = try circle.state(record, at: 0)
            let isCrossed =
                deeds.contains(.withdraws) && (deeds.contains(.renames) || deeds.contains(.clears))
            #expect(state.conflicts.contains { $0.kind == .editWithdrawal } == isCrossed)
            #expect(state.isWithdrawn == (deeds.contains(.withdraws) && !isCrossed), "\(deeds)")
            let crossed = state.conflicts.filter { $0.kind == .editWithdrawal }
            let edits = [FieldID.name, .control].flatMap { state.live($0) }
                .filter { $0.dot.entry != record.entry }
            let dots = (state.live(.life) + edits).map(\.dot).sorted()
            #expect(crossed.allSatisfy { $0.dots == dots }, "\(deeds)")
        }
    }

    @Test func `a new life that names all of them resolves it, whoever writes it`() throws {
        for deeds in Self.cases where deeds.contains(.withdraws) {
            let (start, record) = try Self.done(deeds)
            let state = try start.state(record, at: 0)
            guard let crossed = state.conflicts.first(where: { $0.kind == .editWithdrawal }) else {
                continue
            }
            for life in [Life.withdrawn, .inBank] {
                for author in 0..<3 {
                    var circle = start
                    let change = try circle.pen(author).resolving(
                        crossed,
                        of: try circle.state(record, at: author),
                        by: .set(.life(life)),
                        reason: "agreed"
                    )
                    try circle.write(change, by: author)
                    try circle.meet()
                    let after = try circle.state(record, at: 0)
                    #expect(!after.conflicts.contains { $0.field == .life }, "\(deeds) \(life)")
                    #expect(after.isWithdrawn == (life == .withdrawn), "\(deeds) \(life)")
                    #expect(after.live(.name) == state.live(.name), "\(deeds) \(life)")
                }
            }
        }
    }

    @Test(arguments: [true, false])
    func `it surfaces in whichever order the two arrive`(editFirst: Bool) throws {
        var circle = Circle("us", "ru", "fr")
        let record = try circle.target()
        let withdrawal = try circle.withdraw(record, by: 0)
        let edit = try circle.edit(record, FieldEdit(.name, .set(.text("x"))), by: 1)
        for entry in editFirst ? [edit, withdrawal] : [withdrawal, edit] {
            #expect(circle.scribes[2].bank.allConflicts.isEmpty)
            try circle.scribes[2].take(entry)
        }
        #expect(circle.scribes[2].bank.allConflicts.map(\.kind) == [.editWithdrawal])
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `no withdrawal hides an edit that it crossed`(seed: UInt64) throws {
        let history = try History(seed: seed, authors: History.authors(3), steps: 60)
        let laws = Laws(over: history.entries)
        var dice = Dice(seed: seed)
        var bank = MemoryBank()
        for entry in CausalOrder.shuffled(history.entries, &dice) {
            _ = try bank.apply(entry, charter: history.members.charter, receivedAt: 0)
            #expect(laws.hidden(in: bank) == [], "seed \(seed)")
        }
    }

    @Test func `settling the values of a crossed edit leaves the crossing open`() throws {
        let (start, record) = try Self.done([.renames, .withdraws, .renames])
        var circle = start
        let state = try circle.state(record, at: 0)
        let values = try #require(state.conflicts.first { $0.kind == .values })
        #expect(state.conflicts.count == 2)
        let change = try circle.pen(0).resolving(
            values,
            of: state,
            by: .set(.text("agreed")),
            reason: "agreed"
        )
        let entry = try circle.write(change, by: 0)
        let after = try circle.state(record, at: 0)
        #expect(after.conflicts.map(\.kind) == [.editWithdrawal])
        #expect(after.conflicts.first?.dots.contains { $0.entry == entry.hash } == true)
        #expect(!after.isWithdrawn)
    }

    @Test func `settling the values of a withdrawn record in sight of it crosses nothing`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.withdraw(record, by: 0)
        try circle.meet()
        try circle.edit(record, FieldEdit(.name, .set(.text("us"))), by: 0)
        try circle.edit(record, FieldEdit(.name, .set(.text("ru"))), by: 1)
        try circle.meet()
        #expect(try circle.state(record, at: 0).conflicts.map(\.kind) == [.values])
        try circle.resolve(record, by: .set(.text("agreed")), at: 0)
        let after = try circle.state(record, at: 0)
        #expect(after.conflicts.isEmpty && after.isWithdrawn)
    }

    /// A target after each partner did something without hearing of the others, all met again.
    private static func done(_ deeds: [Deed]) throws -> (circle: Circle, record: RecordID) {
        var circle = Circle("us", "ru", "fr")
        let record = try circle.target(by: 0, [FieldEdit(.control, .set(.text("nobody")))])
        for (author, deed) in deeds.enumerated() {
            switch deed {
            case .nothing: break
            case .renames:
                try circle.edit(record, FieldEdit(.name, .set(.text("\(author)"))), by: author)
            case .clears:
                try circle.edit(record, FieldEdit(.control, .set(.cleared)), by: author)
            case .withdraws: try circle.withdraw(record, by: author)
            }
        }
        try circle.meet()
        return (circle, record)
    }
}
