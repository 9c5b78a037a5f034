import BankModel

/// Two nodes on one line of a known rate: a backlog in the bank, and a notice that comes after it.
package struct SlowLine: Sendable {
    private var world: World<MemoryDisk>
    private var connection: UInt64?

    /// Two nodes that are not connected yet.
    package init(seed: UInt64) throws {
        var scenario = Scenario(seed: seed)
        scenario.authors = History.authors(2)
        scenario.links = []
        scenario.hostile = []
        scenario.acts = 0
        scenario.faults = 0
        scenario.hasLateRoster = false
        world = try World(seed: seed, scenario: scenario) { _ in MemoryDisk() }
    }

    /// Connects both nodes; the first dials.
    package mutating func connect(over line: Line) throws {
        world.line = line
        try world.connect(from: 0, to: 1)
        connection = world.wireCount
    }

    /// The connection is gone, and both ends learn of it.
    package mutating func cut() throws {
        guard let connection else { return }
        for side in 0...1 { world.wires[connection]?.sides[side].inbox = [] }
        for side in 0...1 { try world.lose(connection, side) }
    }

    /// Writes targets with texts of so many bytes, that hardly deflate, until a node's bank has
    /// `bytes` more to send.
    package mutating func fill(_ node: Int, bytes: Int, textBytes: Int) throws {
        let wanted = try backlogBytes(of: node) + bytes
        var dice = Dice(seed: 7)
        // Longer than an entry: what stands twice in one would deflate.
        let noise = (0..<5 * textBytes + Limits.textBytesMax).map { _ in UInt8(33 + dice.below(90))
        }
        var written = 0
        while try backlogBytes(of: node) < wanted {
            let changes = (0..<max(1, wanted / 20 / textBytes)).map { _ in
                written += 1
                let text = noise[(written % 5 * textBytes)...].prefix(textBytes)
                return AuthoredChange(
                    record: .new(kind: Kind.target.number),
                    operations: [
                        AuthoredOperation(
                            field: .control,
                            merge: .register,
                            value: .text(String(decoding: text, as: UTF8.self))
                        )
                    ]
                )
            }
            try world.write(changes, to: .bank, at: node)
        }
    }

    /// Lets time pass.
    package mutating func pass(milliseconds: Int64) throws {
        try world.advance(by: milliseconds)
    }

    /// Announces something at a node, without waiting for anything.
    package mutating func announce(at node: Int) throws -> Notice {
        let held = world.nodes[node].watched.held
        let operations = try world.nodes[node].disk.read { storage in
            try Announcing.operations(.notice, among: [], in: storage, &world.dice)
        }
        let change = AuthoredChange(
            record: .new(kind: Kind.notice.number),
            operations: operations
        )
        try world.write([change], to: .ops, at: node)
        guard let entry = world.nodes[node].watched.held.subtracting(held).first else {
            throw LawBreach("a notice was refused")
        }
        return Notice(entry: entry, from: node, at: world.now)
    }

    /// How long a notice took until the other node had it; nil where it did not come in time.
    package mutating func arrival(of notice: Notice, within limit: Int64) throws -> Int64? {
        while world.now - notice.at <= limit {
            if world.nodes[1 - notice.from].watched.held.contains(notice.entry) {
                return world.now - notice.at
            }
            try world.advance(by: 10)
        }
        return nil
    }

    /// What the other node lacks of a node's bank, in bytes as they travel.
    package func backlogBytes(of node: Int) throws -> Int {
        let log = LogID(author: world.nodes[node].author, channel: .bank)
        let held = try world.nodes[1 - node].disk.read { $0.frontier().heads(of: log).last }
        let missing = try world.nodes[node].disk.read { storage in
            storage.entries(in: log, from: (held?.seq ?? 0) + 1, bytesMax: .max)
        }
        return missing.reduce(0) { $0 + ($1.packed ?? $1.bytes).count }
    }

    /// An announcement on its way.
    package struct Notice {
        let entry: EntryHash
        let from: Int
        let at: Int64
    }
}
