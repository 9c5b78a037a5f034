import BankModel
import BankStore
import CMalloc
import ControlAPI
import Identity
import Logging
import PeerProtocol
import PeerTransport
import Replica
import Synchronization

/// One node, alive: the owner of the replica, and the only place where its effects are performed.
///
/// A batch of events is one transaction; when it has been committed, the replica is put back, the
/// guard is advanced, and only then does anything leave. If the transaction fails, memory and disk
/// are as they were.
actor BankNode {
    nonisolated let database: BankDatabase
    nonisolated let transport: PeerTransport
    nonisolated let home: Home
    nonisolated let clock: WallClock
    /// Who writes here, under which charter, and by which rules.
    ///
    /// None of that changes while the node runs, so that whoever only reads need not wait for it.
    nonisolated let pen: Pen
    let logger: Logger
    let addresses: @Sendable (PartnerID) -> NetworkAddress?
    private(set) var replica: Replica<NodeKeyring>
    var dialling: Dialling
    var guardFile: Guard?
    /// Notices whose receipt may have to be said.
    var unreceived = Unreceived()
    /// Why nothing can go on; the daemon then ends.
    private(set) var fatal: (any Error)?
    /// When something was written last, in milliseconds since 1970; nil once the node has rested.
    private var lastWrite: Int64?
    /// Says that the write-ahead log is worth moving; told once however often it is so.
    nonisolated let longLogs: AsyncStream<Void>
    private let logIsLong: AsyncStream<Void>.Continuation
    private nonisolated let suspension: Mutex<Bool>
    private let executor = NodeExecutor()
    private let alarmClock: AlarmClock

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    init(
        parts: NodeParts,
        replica: Replica<NodeKeyring>,
        guardFile: Guard?,
        addresses: @escaping @Sendable (PartnerID) -> NetworkAddress?
    ) {
        database = parts.database
        transport = parts.transport
        home = parts.home
        clock = parts.clock
        logger = parts.logger
        alarmClock = parts.alarmClock
        self.replica = replica
        suspension = Mutex(replica.isSuspended)
        (longLogs, logIsLong) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        let charter = replica.keys.charter
        pen = Pen(
            author: replica.keys.author,
            charter: charter,
            rules: RuleSet.released.first { $0.number == charter.ruleSet } ?? .first
        )
        self.guardFile = guardFile
        self.addresses = addresses
        let own = replica.keys.author.partner
        dialling = Dialling(
            partners: replica.keys.charter.partners.map(\.id).filter { $0 != own }
        )
    }

    /// Runs a change of the replica in one transaction, and then performs its effects.
    ///
    /// - Throws: what `body` throws, after which nothing has happened; `StoreError` where the disk
    ///   failed.
    func transact<Result>(
        _ body: (inout Replica<NodeKeyring>, inout BankTransaction, inout [Effect]) throws -> Result
    ) throws -> Result {
        if let fatal { throw fatal }
        var next = replica
        var effects: [Effect] = []
        let result: Result
        do {
            result = try database.write { try body(&next, &$0, &effects) }
        } catch let error as StoreError {
            if case .stopped = error { stop(because: error) }
            throw error
        }
        replica = next
        suspension.withLock { $0 = next.isSuspended }
        if database.hasLastCommitWritten { lastWrite = clock.now }
        perform(effects)
        if database.isLogWorthMoving { logIsLong.yield() }
        return result
    }

    /// Whether this partner has suspended its part, as the last transaction left it: whoever has just
    /// written need not come back to the node for that, and wait for what it does by then.
    nonisolated var isSuspended: Bool { suspension.withLock(\.self) }

    /// Moves what the write-ahead log holds: a task of its own, so that whoever waited for the last
    /// commit has been answered.
    func moveLog() {
        guard fatal == nil, database.isLogWorthMoving else { return }
        do {
            try database.moveLog()
        } catch {
            if case StoreError.stopped = error { return stop(because: error) }
            logger.warning(
                "The write-ahead log could not be moved.",
                metadata: ["reason": "\(error)"]
            )
        }
    }

    /// Does a little of what can wait for a quiet moment, in the first ones after something was
    /// written; says whether something is left.
    func rest() -> Bool {
        guard fatal == nil, let lastWrite, clock.now - lastWrite >= Limits.restMilliseconds
        else { return false }
        do {
            if try database.rest() { return true }
            self.lastWrite = nil
            // What a bulk load or a long answer needed and nothing uses goes back to the system.
            malloc_trim(0)
        } catch {
            self.lastWrite = nil
            if case StoreError.stopped = error {
                stop(because: error)
            } else {
                logger.warning("Resting failed.", metadata: ["reason": "\(error)"])
            }
        }
        return false
    }

    /// Performs effects in their order.
    ///
    /// A guard that cannot be advanced ends the daemon before anything that it should have guarded
    /// leaves.
    func perform(_ effects: [Effect]) {
        if effects.contains(.pastKnown) { replaceGuard() }
        for effect in effects {
            if fatal != nil { return }
            switch effect {
            case .advanceGuard(let log, let head): advanceGuard(to: head, of: log.channel)
            case .send(let number, let payload):
                transport.send(ConnectionID(number: number), frame: payload)
            case .authenticated(let number, let author):
                transport.markAuthenticated(ConnectionID(number: number))
                dialling.proved(author.partner, as: number)
            case .close(let number, let reason):
                transport.close(ConnectionID(number: number), reason)
            case .wake(let time): alarmClock.wake(at: time, now: clock.now)
            case .documentsChanged: keepDocuments()
            case .arrived(let entries):
                if replica.authoring.past == .known { unreceived.add(entries) }
            case .pastKnown:
                unreceived.reviewAll()
                ringSoon()
            case .note(let note): log(note)
            }
        }
    }

    /// Wakes the node once it has taken what waits for it.
    func ringSoon() { alarmClock.ring() }

    /// Ends the daemon: nothing can be promised any more.
    func stop(because error: any Error) {
        guard fatal == nil else { return }
        fatal = error
        logger.critical("Stopping.", metadata: ["reason": "\(error)"])
        alarmClock.ring()
    }

    private func advanceGuard(to head: Head, of channel: BankModel.Channel) {
        do {
            if guardFile == nil { try makeGuard() }
            try guardFile?.advance(to: head, of: channel)
        } catch {
            stop(because: error)
        }
    }

    /// The past is known again: whatever the guard held, it now holds what the database holds.
    private func replaceGuard() {
        do { try makeGuard() } catch { stop(because: error) }
    }

    private func makeGuard() throws {
        var heads = GuardedHeads(author: replica.keys.author)
        for channel in Channel.allCases {
            let own = LogID(author: replica.keys.author, channel: channel)
            heads[channel] = replica.frontier.heads(of: own).last
        }
        try Guard.replace(home.guardFile, with: heads)
        guard case .found(let made) = Guard.open(home.guardFile) else {
            throw IdentityError.contradiction(path: home.guardFile, reason: "cannot be read back")
        }
        guardFile = made
    }

    private func keepDocuments() {
        do {
            for document in replica.keys.trust.rosterDocuments { try home.store(document) }
        } catch {
            logger.error("A roster could not be kept.", metadata: ["reason": "\(error)"])
        }
        transport.update(trust: replica.keys.trust)
    }

    private func log(_ note: Note) {
        let metadata: Logger.Metadata = ["peer": "\(note.peer?.description ?? "")"]
        logger.log(level: note.isWarning ? .warning : .info, "\(note.text)", metadata: metadata)
    }
}

/// What a node is made of.
struct NodeParts {
    let database: BankDatabase
    let transport: PeerTransport
    let home: Home
    let clock: WallClock
    let logger: Logger
    let alarmClock: AlarmClock
}
