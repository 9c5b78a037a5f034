import BankModel
import BankStore
import ControlAPI
import Identity
import Logging
import NIOPosix
import PeerProtocol
import PeerTransport
import Replica
import ServiceLifecycle

/// Puts a node together: the one place that knows every module.
struct Composition {
    let node: BankNode
    private let surroundings: DaemonShell.Surroundings
    private let parts: NodeParts

    /// Opens everything that a node is made of.
    ///
    /// Throws `IdentityError`, `StoreError` or `Failure` where the home is not in order.
    init(_ surroundings: DaemonShell.Surroundings) throws {
        self.surroundings = surroundings
        let home = Home(path: surroundings.home)
        let clock = WallClock()
        let signer = try home.logSigner()
        let trust = try home.trust()
        let database = try BankDatabase.open(home: home.path, decoding: EntryCodec())
        let loops = MultiThreadedEventLoopGroup.singleton
        let configuration = surroundings.configuration
        var credentials = try home.credentials()
        if LeafRenewal.isDue(credentials, now: clock.now) {
            credentials = try home.renewLeaf(
                now: clock.now,
                lifetimeMilliseconds: configuration.current.leafMilliseconds
            )
        }
        let listen = configuration.current.listen
        let transport = try PeerTransport(
            TransportConfiguration(
                listen: ListenAddress(host: listen.host, port: Int(listen.port)),
                credentials: credentials,
                trust: trust,
                logger: surroundings.output.logger("transport"),
                now: { clock.now },
                eventLoops: loops
            )
        )
        parts = NodeParts(
            database: database,
            transport: transport,
            home: home,
            clock: clock,
            logger: surroundings.output.logger("node"),
            alarmClock: AlarmClock(loop: loops.next())
        )
        node = try Self.node(
            parts,
            keys: NodeKeyring(signer: signer, trust: trust),
            configuration: configuration
        )
    }

    /// The engine that the shell runs.
    func engine() throws -> DaemonShell.Engine {
        let configuration = surroundings.configuration
        let services: [any Service] = [
            TransportService(transport: parts.transport, node: node),
            ExchangeService(node: node),
            WakingService(node: node, alarmClock: parts.alarmClock),
            RenewalService(node: node, configuration: configuration),
        ]
        return DaemonShell.Engine(
            service: BankDesk(node: node),
            services: services,
            openAPI: ControlDescription.text,
            reloaded: { _, changes in
                for case .peers(let partners) in changes { await node.hurry(partners) }
            }
        )
    }

    private static func node(
        _ parts: NodeParts,
        keys: NodeKeyring,
        configuration: LiveConfiguration
    ) throws -> BankNode {
        let opening = Guard.open(parts.home.guardFile)
        var guardFile: Guard?
        var guarded: [LogID: Head]?
        switch opening {
        case .found(let found):
            guardFile = found
            guarded = Dictionary(
                uniqueKeysWithValues: found.heads.logs.map { ($0.log, $0.head) }
            )
        case .missing: break
        case .damaged(let reason):
            parts.logger.error("The guard is damaged.", metadata: ["reason": "\(reason)"])
        }
        let replica = try parts.database.write { transaction in
            let replica = try Replica(
                keys: keys,
                guarded: guarded,
                process: RandomBytes.make(16),
                storage: transaction
            )
            try transaction.takeBack(.pastUnknown, subject: Alarm.pastSubject)
            if case .unknown(let reason) = replica.authoring.past {
                try transaction.raise(
                    Alarm(
                        kind: .pastUnknown,
                        partner: keys.author.partner,
                        subject: Alarm.pastSubject,
                        message: "new writes wait as drafts: \(reason)",
                        at: parts.clock.now
                    )
                )
            }
            return replica
        }
        return BankNode(
            parts: parts,
            replica: replica,
            guardFile: guardFile,
            addresses: { configuration.current.peers[$0] }
        )
    }
}

extension Configuration {
    /// For how long a new leaf is valid.
    var leafMilliseconds: Int64 { Int64(leafDays) * 86_400_000 }
}
