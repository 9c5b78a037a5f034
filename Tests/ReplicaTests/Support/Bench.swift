import BankModel
import PeerProtocol
import Replica
import Simulation

/// A few replicas on a bench: what one sends reaches the other at once and in order.
struct Bench {
    var nodes: [Node]
    var now: Int64 = 1_700_000_000_000
    /// Every message that was delivered, oldest first.
    var transcript: [Line] = []
    private var links: [ConnectionNumber: [Int]] = [:]
    private var queue: [(connection: ConnectionNumber, from: Int, payload: [UInt8])] = []

    struct Node {
        var keys: SimKeyring
        var bank = MemoryBank()
        var guarded: [LogID: Head]? = [:]
        var replica: Replica<SimKeyring>
        var effects: [Effect] = []
        var closed: [ConnectionNumber: String] = [:]
    }

    /// A message as it was delivered.
    struct Line {
        let from: Int
        let connection: ConnectionNumber
        let message: PeerMessage
        let bytes: Int
    }

    init(_ authors: String..., stages: [BankModel.Stage] = []) throws {
        let all = authors.compactMap { AuthorID($0) }
        let members = Membership(of: all, stages: stages)
        nodes = try all.enumerated().map { index, author in
            let keys = members.keyring(of: author)
            return Node(
                keys: keys,
                replica: try Replica(
                    keys: keys,
                    guarded: [:],
                    process: Array(repeating: UInt8(index), count: 16),
                    storage: MemoryBank()
                )
            )
        }
    }

    /// Connects two nodes; `dialler` dials.
    mutating func connect(_ dialler: Int, _ acceptor: Int) throws {
        let number = ConnectionNumber(links.count + 1)
        links[number] = [dialler, acceptor]
        for (node, other) in [(dialler, acceptor), (acceptor, dialler)] {
            let link = Session.Link(
                isDialled: node == dialler,
                certified: nodes[other].keys.author,
                ownLeaf: Hash256(hashing: [UInt8(node)]),
                peerLeaf: Hash256(hashing: [UInt8(other)])
            )
            let challenge = Hash256(hashing: [UInt8(node), UInt8(number)]).bytes
            try handle(.opened(number, link, challenge: challenge), at: node)
        }
        try run()
    }

    /// Both ends learn that the connection is gone.
    mutating func cut(_ number: ConnectionNumber) throws {
        queue.removeAll { $0.connection == number }
        for node in links[number] ?? [] { try handle(.closed(number), at: node) }
        try run()
    }

    /// Delivers until nobody has anything more to say.
    mutating func run() throws {
        var steps = 0
        while !queue.isEmpty, steps < 100_000 {
            steps += 1
            let next = queue.removeFirst()
            guard let link = links[next.connection] else { continue }
            let to = link[0] == next.from ? link[1] : link[0]
            transcript.append(
                Line(
                    from: next.from,
                    connection: next.connection,
                    message: try MessageCodec.read(next.payload),
                    bytes: next.payload.count
                )
            )
            try handle(.received(next.connection, [ReceivedFrame(next.payload)]), at: to)
            try handle(.writable(next.connection), at: next.from)
        }
    }

    /// Lets time pass and wakes everybody.
    mutating func pass(_ milliseconds: Int64) throws {
        now += milliseconds
        for node in nodes.indices { try handle(.woke, at: node) }
        try run()
    }

    mutating func handle(_ event: Replica<SimKeyring>.Event, at node: Int) throws {
        var replica = nodes[node].replica
        var bank = nodes[node].bank
        let effects = try replica.handle(event, at: now, in: &bank)
        nodes[node].replica = replica
        nodes[node].bank = bank
        try perform(effects, at: node)
    }

    mutating func perform(_ effects: [Effect], at node: Int) throws {
        nodes[node].effects += effects
        for effect in effects {
            switch effect {
            case .send(let number, let payload): queue.append((number, node, payload))
            case .close(let number, let reason): nodes[node].closed[number] = reason
            case .advanceGuard(let log, let head):
                nodes[node].guarded = (nodes[node].guarded ?? [:]).merging([log: head]) { $1 }
            case .authenticated, .wake, .documentsChanged, .arrived, .pastKnown, .note: break
            }
        }
    }

    /// Writes changes at a node; `run` delivers what follows.
    @discardableResult
    mutating func write(
        _ changes: [AuthoredChange],
        to channel: Channel = .bank,
        at node: Int,
        by name: String = "op"
    ) throws -> WriteOutcome {
        var effects: [Effect] = []
        var replica = nodes[node].replica
        var bank = nodes[node].bank
        let outcome = try replica.write(
            changes,
            to: channel,
            summary: "a write",
            Authoring.Circumstances(
                operatorName: name,
                now: now,
                salt: { Array(repeating: 7, count: 16) }
            ),
            in: &bank,
            &effects
        )
        nodes[node].replica = replica
        nodes[node].bank = bank
        try perform(effects, at: node)
        return outcome
    }

    /// A process of the node ends and another begins, with its database and guard.
    mutating func restart(_ node: Int, process: UInt8 = 99) throws {
        nodes[node].replica = try Replica(
            keys: nodes[node].keys,
            guarded: nodes[node].guarded,
            process: Array(repeating: process, count: 16),
            storage: nodes[node].bank
        )
    }
}

extension AuthoredChange {
    /// A new target with a name.
    static func target(_ name: String) -> Self {
        Self(
            record: .new(kind: 1),
            operations: [
                AuthoredOperation(field: .name, merge: .register, value: .text(name))
            ]
        )
    }
}
