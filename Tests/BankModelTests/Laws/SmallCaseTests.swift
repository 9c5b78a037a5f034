import BankModel
import Simulation
import Testing

/// Laws 1, 2, 3, 4 and 6 in every small case.
@Suite struct SmallCaseTests {
    @Test func `no value disappears that no operation names`() throws {
        for small in try SmallCase.all.get() {
            let laws = Laws(over: small.after.entries)
            for (before, after) in zip(small.before.scribes, small.after.scribes) {
                #expect(laws.losses(from: before.bank, to: after.bank) == [], "\(small)")
            }
        }
    }

    @Test func `an edit beside a withdrawal always surfaces`() throws {
        for small in try SmallCase.all.get() {
            let laws = Laws(over: small.after.entries)
            for scribe in small.after.scribes {
                #expect(laws.hidden(in: scribe.bank) == [], "\(small)")
            }
        }
    }

    @Test func `both sides come to what the oracle says`() throws {
        // Whoever heard last before they all meet makes no other case.
        for small in try SmallCase.all.get() where small.after.entries != small.before.entries {
            var circle = small.after
            try circle.meet()
            let (us, ru) = (circle.scribes[0].bank, circle.scribes[1].bank)
            #expect(Likeness(of: us) == Likeness(of: ru), "\(small)")
            #expect(us.allConflicts.map(\.id) == ru.allConflicts.map(\.id), "\(small)")
            let oracle = Oracle(of: circle.entries, charter: circle.members.charter)
            #expect(oracle.difference(from: us) == nil, "\(small)")
        }
    }

    @Test func `the cases are worth the trouble`() throws {
        let cases = try SmallCase.all.get()
        #expect(cases.count == 8 + 64 + 512 + 4096)
        let conflicts = cases.flatMap { $0.after.scribes.flatMap(\.bank.allConflicts) }
        #expect(conflicts.count { $0.kind == .values } > 500)
        #expect(conflicts.count { $0.kind == .editWithdrawal } > 500)
    }
}
