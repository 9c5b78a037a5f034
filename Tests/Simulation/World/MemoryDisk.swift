package import BankModel
package import Deconfliction

/// A disk that is only memory.
package struct MemoryDisk: SimDisk, Sendable {
    /// One before the commit, one after it.
    package static let stepsPerTransaction = 2

    /// What is committed.
    package private(set) var bank = MemoryBank()
    private var coming: (failure: DiskFailure, steps: Int)?
    private var isMoved = true

    package init() {}

    /// Runs `body` on a copy, which becomes the bank.
    package mutating func write<Result>(
        _ body: (inout MemoryBank) throws -> Result
    ) throws -> Result {
        var transaction = bank
        let result = try body(&transaction)
        try step()
        bank = transaction
        isMoved = true
        if coming?.failure == .crash { try step() }
        return result
    }

    /// Fails, if this is the step.
    private mutating func step() throws {
        guard let coming else { return }
        self.coming?.steps -= 1
        if coming.steps > 0 { return }
        switch coming.failure {
        case .full: throw DiskFull()
        case .crash:
            self.coming = nil
            throw Crash()
        }
    }

    /// Looks at the last commit.
    package func read<Result>(_ body: (MemoryBank) throws -> Result) throws -> Result {
        try body(bank)
    }

    /// Every transaction may have written.
    package mutating func hasMoved() -> Bool {
        defer { isMoved = false }
        return isMoved
    }

    /// Every open conflict.
    package func conflicts() -> [Conflict] { bank.allConflicts }

    /// What others said that they hold.
    package func receipts() -> [Receipt] { bank.receipts() }

    /// What the checks find, all records compared with each other.
    package func findings(
        among records: [RecordID],
        _ terms: FindingTerms
    ) throws -> FindingSet {
        try Survey(of: bank, among: records, terms.charter).findings(terms)
    }

    /// How many alarms stand.
    package func alarmCount() -> Int { bank.alarmCount() }

    /// A backup.
    package func copy() -> Self {
        var copy = self
        copy.mend()
        copy.isMoved = true
        return copy
    }

    /// Nothing is cached.
    package mutating func reopen() {}

    /// Lets a transaction fail, before its commit or after it.
    package mutating func fail(_ failure: DiskFailure, after steps: Int) {
        coming = (failure, steps)
    }

    /// Takes back a failure that was to come.
    package mutating func mend() { coming = nil }

    /// Law 16: what the log gives again, in another order, is what was kept.
    package mutating func faultFound(charter: Charter, keys: SimKeyring) throws -> String? {
        var rebuilt = bank
        rebuilt.forgetDerived()
        for entry in CausalOrder.sorted(bank.allEntries) {
            var application = Application()
            try rebuilt.derive(entry, charter: charter, receivedAt: 0, &application)
        }
        return Likeness(of: rebuilt) == Likeness(of: bank) ? nil : "a rebuild gives another bank"
    }
}
