package import BankModel

/// Where a simulated node keeps its bank: what is committed survives a crash, all else is lost.
package protocol SimDisk {
    /// The storage as one transaction sees it.
    associatedtype Transaction: ReplicaStorage

    /// Runs `body` in one transaction; when it throws, nothing stays.
    mutating func write<Result>(_ body: (inout Transaction) throws -> Result) throws -> Result
    /// Looks at the last commit.
    func read<Result>(_ body: (Transaction) throws -> Result) throws -> Result
    /// Every open conflict, by id.
    func conflicts() throws -> [Conflict]
    /// A backup: another disk with what is committed now.
    func copy() throws -> Self
    /// Opens the disk anew, as a process does after a crash.
    mutating func reopen() throws
}

/// A disk that is only memory.
package struct MemoryDisk: SimDisk {
    /// What is committed.
    package private(set) var bank = MemoryBank()

    package init() {}

    /// Runs `body` on a copy, which becomes the bank.
    package mutating func write<Result>(
        _ body: (inout MemoryBank) throws -> Result
    ) throws -> Result {
        var transaction = bank
        let result = try body(&transaction)
        bank = transaction
        return result
    }

    /// Looks at the last commit.
    package func read<Result>(_ body: (MemoryBank) throws -> Result) throws -> Result {
        try body(bank)
    }

    /// Every open conflict.
    package func conflicts() -> [Conflict] { bank.allConflicts }

    /// A backup.
    package func copy() -> Self { self }

    /// Nothing is cached.
    package mutating func reopen() {}
}

/// A disk has no room: the transaction that met it is gone.
struct DiskFull: Error {}

/// The process ended within a transaction.
struct Crash: Error {}
