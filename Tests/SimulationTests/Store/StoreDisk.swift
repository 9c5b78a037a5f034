import BankModel
import BankStore
import Deconfliction
import DiskFaults
import PeerProtocol
import Simulation

@testable import Daemon

/// A disk that is the real store: SQLite's file in a directory of its own, where the power may go
/// at any write or flush.
///
/// Every end of a process is a power cut here: whatever no flush has followed is lost or torn.
struct StoreDisk: SimDisk {
    static let stepsPerTransaction = 12

    private let home: StoreHome
    private var dice: Dice
    /// How much had been written when that was asked last; nil where another file is open since.
    private var stepsBefore: Int?
    /// Whether the process died without having heard of it.
    private var hasDied = false

    init(dice: Dice) throws {
        self.dice = dice
        home = try StoreHome()
    }

    mutating func write<Result>(
        _ body: (inout BankTransaction) throws -> Result
    ) throws -> Result {
        if hasDied {
            hasDied = false
            throw Crash()
        }
        do {
            let result = try home.bank().write(body)
            if home.isDead {
                cutPower()
                throw Crash()
            }
            moveLog()
            return result
        } catch StoreError.diskFull {
            throw DiskFull()
        } catch StoreError.stopped where home.isDead {
            cutPower()
            throw Crash()
        }
    }

    /// What a node does between two commits; a process that dies of it had heard of the first one.
    private mutating func moveLog() {
        guard let bank = try? home.bank(), bank.isLogWorthMoving else { return }
        try? bank.moveLog()
        if home.isDead {
            cutPower()
            hasDied = true
        }
    }

    func read<Result>(_ body: (BankSnapshot) throws -> Result) throws -> Result {
        try home.bank().read(body)
    }

    mutating func hasMoved() -> Bool {
        let steps = FaultyDisk.steps(in: home.path)
        defer { stepsBefore = steps }
        return steps != stepsBefore
    }

    func conflicts() throws -> [Conflict] {
        try read { try $0.conflicts(limit: .max) }.map(\.conflict).sorted { $0.id < $1.id }
    }

    func receipts() throws -> [Receipt] { try read { try $0.receipts() } }

    /// What `jigctl check --all` says: found by the store's indexes.
    func findings(among records: [RecordID], _ terms: FindingTerms) throws -> FindingSet {
        try read { bank in
            let checked = try CheckedBank(bank, terms.charter, holdsNotices: true)
            return FindingSet(try checked.findings(about: checked.roots(isWhole: true), terms))
        }
    }

    func alarmCount() throws -> Int { try read { try $0.alarmCount() } }

    /// What `jigctl backup` makes, in a home of its own.
    func copy() throws -> Self {
        let copy = try Self(dice: dice)
        try home.bank().backup(to: copy.home.file)
        return copy
    }

    mutating func reopen() throws {
        stepsBefore = nil
        hasDied = false
        cutPower()
        _ = try home.bank()
    }

    private mutating func cutPower() {
        let share = dice.pick([0, 50, 100]) ?? 0
        var dice = dice
        home.cutPower { count in
            if dice.chance(share) { return count }
            return dice.chance(20) ? dice.below(count + 1) : 0
        }
        self.dice = dice
    }

    /// A third of the processes that are to die do so at a flush, and half of them while they empty
    /// their write-ahead log.
    mutating func fail(_ failure: DiskFailure, after steps: Int) {
        if failure == .full {
            FaultyDisk.set(.full, in: home.path, after: steps)
        } else if dice.chance(33) {
            FaultyDisk.set(.dead, in: home.path, after: dice.below(3), of: .flush)
        } else {
            FaultyDisk.set(.dead, in: home.path, after: steps)
        }
        guard failure == .crash, dice.chance(50) else { return }
        try? home.bank().checkpoint()
        if home.isDead {
            cutPower()
            hasDied = true
        }
    }

    mutating func mend() {
        home.mend()
        hasDied = false
    }

    mutating func faultFound(charter: Charter, keys: SimKeyring) throws -> String? {
        do {
            _ = try home.bank().rebuild(charter: { _ in charter })
        } catch let error as StoreError {
            return "\(error)"
        }
        return try read { try StoreCheck.faultFound(in: $0, keys: keys) }
    }
}
