import BankModel
import Deconfliction
import Simulation

/// A disk that loses the last commit with its process, though it said that it was durable.
struct ForgetfulDisk: SimDisk {
    static let stepsPerTransaction = MemoryDisk.stepsPerTransaction

    private var disk = MemoryDisk()
    private var before = MemoryDisk()

    mutating func write<Result>(
        _ body: (inout MemoryBank) throws -> Result
    ) throws -> Result {
        before = disk
        return try disk.write(body)
    }

    mutating func reopen() { disk = before.copy() }

    func read<Result>(_ body: (MemoryBank) throws -> Result) throws -> Result {
        try disk.read(body)
    }

    mutating func hasMoved() -> Bool { true }
    func conflicts() -> [Conflict] { disk.conflicts() }
    func receipts() -> [Receipt] { disk.receipts() }
    func findings(among records: [RecordID], _ terms: FindingTerms) throws -> FindingSet {
        try disk.findings(among: records, terms)
    }
    func alarmCount() -> Int { disk.alarmCount() }
    func copy() -> Self { self }
    mutating func fail(_ failure: DiskFailure, after steps: Int) {
        disk.fail(failure, after: steps)
    }
    mutating func mend() { disk.mend() }
    mutating func faultFound(charter: Charter, keys: SimKeyring) throws -> String? { nil }
}
