package import BankModel
package import Deconfliction

/// Where a simulated node keeps its bank: what is committed survives a crash, all else is lost.
package protocol SimDisk {
    /// The storage as one transaction sees it.
    associatedtype Transaction: ReplicaStorage
    /// The last commit as a reader sees it.
    associatedtype Snapshot: BankReading

    /// About how many steps a transaction has between which the disk can fail.
    static var stepsPerTransaction: Int { get }

    /// Runs `body` in one transaction; when it throws, nothing stays.
    ///
    /// - Throws: what `body` throws; `DiskFull`, after which nothing has happened; `Crash`, after
    ///   which the transaction has happened whole or not at all.
    mutating func write<Result>(_ body: (inout Transaction) throws -> Result) throws -> Result
    /// Looks at the last commit.
    func read<Result>(_ body: (Snapshot) throws -> Result) throws -> Result
    /// Whether anything may have been written since this was asked last.
    mutating func hasMoved() -> Bool
    /// Every open conflict, by id.
    func conflicts() throws -> [Conflict]
    /// What others said that they hold, by author.
    func receipts() throws -> [Receipt]
    /// What the checks find in what is committed; `records` are all that may be held.
    func findings(among records: [RecordID], _ terms: FindingTerms) throws -> FindingSet
    /// How many alarms stand.
    func alarmCount() throws -> Int
    /// A backup: another disk with what is committed now.
    func copy() throws -> Self
    /// Opens the disk anew, as a process does after a crash.
    mutating func reopen() throws
    /// Lets the disk fail once it has taken so many more steps.
    mutating func fail(_ failure: DiskFailure, after steps: Int)
    /// Takes back a failure that was to come.
    mutating func mend()
    /// Derives everything anew from the log, and looks through it; what is wrong, if anything is.
    mutating func faultFound(charter: Charter, keys: SimKeyring) throws -> String?
}

/// What a disk does to whoever writes.
package enum DiskFailure: Sendable {
    /// It has no room.
    case full
    /// The process, or the machine with it, dies.
    case crash
}

/// A disk has no room: the transaction that met it is gone.
package struct DiskFull: Error {
    package init() {}
}

/// The process ended within a transaction, or before it could say that it was committed.
package struct Crash: Error {
    package init() {}
}
