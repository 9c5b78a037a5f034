import BankModel
import Replica

/// One simulated node: a process that comes and goes, a disk and a guard that stay.
struct SimNode<Disk: SimDisk> {
    let keys: SimKeyring
    var disk: Disk
    /// The guard file; nil where it was lost.
    var guarded: [LogID: Head]? = [:]
    /// The process; nil while it is down.
    var replica: Replica<SimKeyring>?
    var workload = Workload()
    /// How far its clock is off, in milliseconds.
    var skew: Int64 = 0
    /// When it asked to be woken, by its own clock.
    var wakeAt: Int64?
    /// How many of the next transactions that find no room fail, before there is some again.
    var fullWrites = 0
    /// Old copies of the database and the guard.
    var backups: [(disk: Disk, guarded: [LogID: Head]?)] = []
    /// Connections whose end the replica could not be told for lack of room.
    var untold: [UInt64] = []

    /// What this process sent last, and the entries in it.
    var lastChecked: (payload: [UInt8], entries: [EntryHash])?
    /// The connection on which each node last brought an entry.
    var delivered: [EntryHash: [Int: UInt64]] = [:]

    /// What it held when the laws were last checked.
    var watched = Watched()

    struct Watched {
        var held: Set<EntryHash> = []
        var live: [RecordID: Set<Dot>] = [:]
        var frontier = Frontier()
    }

    init(_ keys: SimKeyring, disk: Disk) {
        self.keys = keys
        self.disk = disk
    }

    var author: AuthorID { keys.author }
}

extension SimNode: Sendable where Disk: Sendable {}
