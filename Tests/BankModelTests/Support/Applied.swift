import BankModel
import Simulation
import Testing

/// A bank that has applied entries, and what was found invalid on the way.
struct Applied {
    private(set) var bank = MemoryBank()
    private(set) var invalid: [Dot: Invalidity] = [:]
    private let charter: Charter
    private let rules: [RuleSet]

    /// Applies the entries in their order.
    init(_ entries: [Entry], charter: Charter, rules: [RuleSet] = RuleSet.released) throws {
        self.charter = charter
        self.rules = rules
        for entry in entries {
            let application = try bank.apply(
                entry,
                charter: charter,
                rules: rules,
                receivedAt: 0
            )
            for operation in application.invalid { invalid[operation.dot] = operation.reason }
        }
    }

    /// Expects another bank to be this one, told again.
    func expect(
        _ other: Self,
        is retelling: Retelling,
        _ comment: Comment,
        _ location: SourceLocation = #_sourceLocation
    ) {
        let records = bank.allRecords.compactMap { retelling.of($0) }.sorted { $0.id < $1.id }
        #expect(other.bank.allRecords == records, comment, sourceLocation: location)
        let conflicts = bank.allConflicts.map { conflict in
            Set(conflict.dots.compactMap { retelling.of($0) })
        }
        let others = other.bank.allConflicts.map { Set($0.dots) }
        #expect(Set(others) == Set(conflicts), comment, sourceLocation: location)
        #expect(others.count == conflicts.count, comment, sourceLocation: location)
        var invalid: [Dot: Invalidity] = [:]
        for (dot, reason) in self.invalid {
            if let dot = retelling.of(dot) { invalid[dot] = retelling.of(reason) }
        }
        #expect(other.invalid == invalid, comment, sourceLocation: location)
        for applied in [self, other] {
            #expect(applied.bank.digest() == applied.sum, comment, sourceLocation: location)
        }
    }

    /// The sum over what is live, added up anew.
    private var sum: Digest {
        var digest = Digest()
        for record in bank.allRecords {
            for field in record.fields { for sibling in field.live { digest.add(sibling.dot) } }
        }
        return digest
    }
}
