import Simulation
import Testing

@testable import BankModel

/// Law 15: upgrading later gives the state of having upgraded first.
@Suite struct UpgradeTests {
    /// What an older release does not know of rule set 1.
    enum Lack: CaseIterable, Sendable {
        case everything
        case site
        case name
        case tagsAndAttributes
        case whatIsSaid
        case volumesAndReferences

        var rules: [RuleSet] {
            switch self {
            case .everything: []
            case .site: [RuleSet(number: 1, kinds: [.target])]
            case .name: [RuleSet(number: 1, kinds: RuleSet.first.kinds.map { $0.without([2]) })]
            case .tagsAndAttributes:
                [RuleSet(number: 1, kinds: RuleSet.first.kinds.map { $0.without([20, 30]) })]
            case .whatIsSaid: [RuleSet(number: 1, kinds: [.target, .site, .sector, .notice])]
            case .volumesAndReferences:
                [
                    RuleSet(
                        number: 1,
                        kinds: RuleSet.first.kinds.map { $0.without([42, 47, 48, 53, 54, 58]) }
                    )
                ]
            }
        }
    }

    @Test(arguments: 0..<12 as Range<UInt64>, Lack.allCases)
    func `good entries give the same bank under rules that lack a kind or a field`(
        seed: UInt64,
        lack: Lack
    ) throws {
        let history = try History(seed: seed, authors: History.authors(3), steps: 60, .forks)
        let charter = history.members.charter
        let full = try Applied(history.entries, charter: charter)
        let older = try Applied(history.entries, charter: charter, rules: lack.rules)
        #expect(Likeness(of: older.bank) == Likeness(of: full.bank), "seed \(seed)")
        #expect(older.bank.digest() == full.bank.digest())
        #expect(older.bank.allRecords.map(\.version) == full.bank.allRecords.map(\.version))
        #expect(older.bank.allConflicts.map(\.id) == full.bank.allConflicts.map(\.id))
    }

    @Test(arguments: 0..<12 as Range<UInt64>, Lack.allCases)
    func `upgrading anywhere on the way gives the same bank`(seed: UInt64, lack: Lack) throws {
        let history = try History(seed: seed, authors: History.authors(3), steps: 60, .forks)
        let charter = history.members.charter
        let full = try Applied(history.entries, charter: charter)
        var dice = Dice(seed: seed)
        let upgrade = dice.below(history.entries.count)
        var bank = MemoryBank()
        for (number, entry) in history.entries.enumerated() {
            _ = try bank.apply(
                entry,
                charter: charter,
                rules: number < upgrade ? lack.rules : RuleSet.released,
                receivedAt: 0
            )
        }
        #expect(Likeness(of: bank) == Likeness(of: full.bank), "seed \(seed) at \(upgrade)")
    }

    @Test(arguments: 0..<12 as Range<UInt64>, Lack.allCases)
    func `deriving again after the upgrade gives the same bank, bad entries included`(
        seed: UInt64,
        lack: Lack
    ) throws {
        let history = try History(seed: seed, authors: History.authors(3), steps: 60)
        let charter = history.members.charter
        let full = try Applied(history.entries, charter: charter)
        var bank = try Applied(history.entries, charter: charter, rules: lack.rules).bank
        bank.forgetDerived()
        for entry in history.entries {
            var application = Application()
            try bank.derive(entry, charter: charter, receivedAt: 0, &application)
        }
        #expect(Likeness(of: bank) == Likeness(of: full.bank), "seed \(seed)")
    }

    /// A later release reads the same bytes and finds operations and values where this one carries
    /// what it cannot read.
    @Test(arguments: 0..<30 as Range<UInt64>)
    func `an operation that is understood changes no digest, conflict or version`(
        seed: UInt64
    ) throws {
        let history = try History(seed: seed, authors: History.authors(3), steps: 60, .forks)
        let charter = history.members.charter
        let carried = try Applied(history.entries, charter: charter)
        let understood = try Applied(history.entries.map(\.understood), charter: charter)
        #expect(understood.bank.digest() == carried.bank.digest(), "seed \(seed)")
        #expect(understood.bank.allConflicts == carried.bank.allConflicts, "seed \(seed)")
        #expect(
            understood.bank.allRecords.map(\.version) == carried.bank.allRecords.map(\.version)
        )
    }

    @Test func `the histories hold what a release may lack`() throws {
        var lacking: Set<String> = []
        for seed in 0..<12 as Range<UInt64> {
            let history = try History(seed: seed, authors: History.authors(3), steps: 60, .forks)
            for entry in history.entries {
                for change in entry.changes {
                    if case .create(let kind, _) = change.record { lacking.insert("kind \(kind)") }
                    for operation in change.operations {
                        lacking.insert("field \(operation.field.number)")
                        if case .unknown = operation.kind { lacking.insert("operation") }
                    }
                }
            }
        }
        let kinds = RuleSet.first.kinds.map { "kind \($0.number)" }
        let fields = [2, 20, 30, 42, 47, 48, 53, 54, 58].map { "field \($0)" }
        let missing = Set(kinds + fields + ["operation"]).subtracting(lacking)
        #expect(missing.isEmpty)
    }
}

extension Kind {
    /// The kind as a release knows it that lacks these fields.
    fileprivate func without(_ numbers: Set<UInt32>) -> Self {
        Self(
            number: number,
            name: name,
            letter: letter,
            channel: channel,
            authority: authority,
            fields: fields.filter { !numbers.contains($0.number) }
        )
    }
}

extension Entry {
    /// The entry as a release reads it that knows every kind of operation and of value.
    fileprivate var understood: Self {
        Self(
            header: header,
            hash: hash,
            changes: changes.map { change in
                var change = change
                change.operations = change.operations.map(\.understood)
                return change
            },
            bytes: bytes
        )
    }
}

extension Operation {
    fileprivate var understood: Self {
        guard case .unknown = kind, let value else { return self }
        var operation = self
        operation.kind = .put
        if case .opaque(let bytes) = value { operation.value = .text("value of \(bytes.count)") }
        return operation
    }
}
